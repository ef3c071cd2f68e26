import { z } from "zod";
import { bucketName, httpUrl, secretSource } from "./common";

/** Keys that say where the store of a bucket is. */
export const STORE_PLACE = {
  region: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Region of the bucket. Without it: the cluster's.", examples: ["lon1"] }),
  endpoint: httpUrl.optional().meta({
    description: "S3 endpoint of the bucket. Without it: Spaces of the region.",
    examples: ["https://lon1.digitaloceanspaces.com"],
  }),
  pathStyle: z
    .boolean()
    .default(false)
    .meta({ description: "Address the bucket by path, as MinIO and Ceph want it.", examples: [true] }),
} as const;

/** What a component's data is called, and the variables of its own key. */
export interface StoredThing {
  readonly what: string;
  readonly bucket: string;
  readonly variables: string;
}

/** Keys of a component whose data lies in a bucket. */
export function objectStoreKeys({ what, bucket, variables }: StoredThing) {
  return {
    bucket: bucketName.optional().meta({
      description: `Bucket of the ${what}. Without it they lie on the volume alone.`,
      examples: [bucket],
    }),
    ...STORE_PLACE,
    credentials: z
      .strictObject({
        accessKeyId: secretSource
          .prefault({ env: "SPACES_ACCESS_KEY_ID" })
          .meta({ description: "Id of the bucket's key.", examples: [{ env: "SPACES_ACCESS_KEY_ID" }] }),
        secretAccessKey: secretSource
          .prefault({ env: "SPACES_SECRET_ACCESS_KEY" })
          .meta({ description: "The key itself.", examples: [{ env: "SPACES_SECRET_ACCESS_KEY" }] }),
      })
      .prefault({})
      .meta({
        description: "Key of the bucket, best one that can do nothing else.",
        examples: [{ accessKeyId: { env: `${variables}_KEY_ID` }, secretAccessKey: { env: `${variables}_KEY` } }],
      }),
  };
}
