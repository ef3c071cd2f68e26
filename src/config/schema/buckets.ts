import { z } from "zod";
import { SPACES_REGIONS } from "../../sizing/regions";
import { bucketName, duration } from "./common";

const bucket = z.strictObject({
  region: z
    .enum(SPACES_REGIONS)
    .optional()
    .meta({
      description:
        "Region of the bucket. Without it: the cluster's, if Spaces is offered there. To move a bucket, take it out, apply, and put it back: the provider cannot.",
      examples: ["lon1"],
    }),
  existing: z
    .boolean()
    .default(false)
    .meta({ description: "The bucket is there already; the cluster stack does not make it.", examples: [true] }),
  versioning: z
    .boolean()
    .default(false)
    .meta({ description: "Keep old versions of objects.", examples: [true] }),
  expireAfter: duration.optional().meta({
    description: "Delete objects of this age, in whole days or weeks. Longer than any retention that lies in it.",
    examples: ["400d"],
  }),
  expireOldVersionsAfter: duration.optional().meta({
    description: "Delete old versions of this age, in whole days or weeks. Needs `versioning`.",
    examples: ["30d"],
  }),
  abortUploadsAfter: duration
    .default("1d")
    .meta({ description: "Drop unfinished multipart uploads of this age, in whole days or weeks.", examples: ["1d"] }),
  forceDestroy: z
    .boolean()
    .default(false)
    .meta({
      description:
        "Let a destroy delete the objects in it, too. Without effect while `cluster.deletionProtection` is on.",
      examples: [true],
    }),
});

/** Spaces buckets that the cluster stack makes. */
export const buckets = z
  .record(bucketName, bucket)
  .default({})
  .meta({
    description:
      "Spaces buckets of the cluster stack, by name. `loki.bucket` and the bucket of a database's `backup` are made with these defaults when they are not listed.",
    examples: [{ "zai-logs": { versioning: false } }],
  });

export type BucketConfig = z.output<typeof bucket>;
