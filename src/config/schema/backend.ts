import { z } from "zod";
import { httpsUrl } from "./common";

const local = z.strictObject({
  type: z.literal("local").meta({ description: "Kind of backend.", examples: ["local"] }),
  directory: z
    .string()
    .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$)).+$/, "must be a relative path inside the repository")
    .default("state")
    .meta({
      description: "Folder of the state files, relative to each stack's folder in the output.",
      examples: ["state"],
    }),
});

const s3 = z.strictObject({
  type: z.literal("s3").meta({ description: "Kind of backend.", examples: ["s3"] }),
  bucket: z
    .string()
    .min(3)
    .max(63)
    .meta({ description: "Bucket that holds the states.", examples: ["zai-terraform"] }),
  region: z
    .string()
    .min(1)
    .meta({ description: "Region of the bucket.", examples: ["lon1"] }),
  endpoint: httpsUrl.optional().meta({
    description: "Endpoint of an S3-compatible store. Without it: AWS.",
    examples: ["https://lon1.digitaloceanspaces.com"],
  }),
  prefix: z
    .string()
    .regex(/^[^/].*[^/]$/, "must neither start nor end with a slash")
    .optional()
    .meta({ description: "Prefix of the state keys. Without it: the client's name.", examples: ["zai"] }),
  lockFile: z
    .boolean()
    .default(false)
    .meta({
      description:
        "Lock the state by a lock file. Needs a store with conditional writes: AWS S3 has them, DigitalOcean Spaces is unverified.",
      examples: [true],
    }),
});

const remote = z.strictObject({
  type: z.literal("remote").meta({ description: "Kind of backend.", examples: ["remote"] }),
  organization: z
    .string()
    .min(1)
    .meta({ description: "Organization.", examples: ["zai"] }),
  hostname: z
    .string()
    .min(1)
    .default("app.terraform.io")
    .meta({ description: "Host.", examples: ["app.terraform.io"] }),
  prefix: z
    .string()
    .default("")
    .meta({ description: "Prefix of the workspace names; the stack's name follows.", examples: ["obs-"] }),
});

/** Where the Terraform states lie. */
export const backend = z.discriminatedUnion("type", [local, s3, remote]).meta({
  description: "Where the Terraform states lie, one per stack. Always explicit: a default would depend on the machine.",
  examples: [{ type: "local" }],
});
