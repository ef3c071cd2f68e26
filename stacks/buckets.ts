import type { ClientConfig } from "../src/config";
import type { BucketConfig } from "../src/config/schema/buckets";
import { hasSpaces, type Region } from "../src/sizing/regions";

/** A Spaces bucket as it shall be. */
export interface BucketPlan extends Omit<BucketConfig, "region"> {
  readonly name: string;
  readonly region: string;
}

const DEFAULTS = { existing: false, versioning: false, abortUploadsAfter: "1d", forceDestroy: false } as const;

/** Every bucket of a client, by name: those it lists, and the log bucket, which it need not list. */
export function bucketPlans(config: ClientConfig): readonly BucketPlan[] {
  const { cluster, loki } = config;
  if (cluster.provider === "existing") return [];
  const implied = loki.bucket !== undefined && loki.endpoint === undefined ? { [loki.bucket]: DEFAULTS } : {};
  return Object.entries<Omit<BucketConfig, "region"> & { region?: Region | undefined }>({
    ...implied,
    ...config.buckets,
  })
    .map(([name, bucket]) => ({ ...bucket, name, region: bucket.region ?? cluster.region }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Region and address of the store that holds the logs. */
export function logStore(config: ClientConfig, bucket: string): { region: string; endpoint: string } {
  const plan = bucketPlans(config).find(({ name }) => name === bucket);
  const region = config.loki.region ?? plan?.region ?? "";
  return { region, endpoint: config.loki.endpoint ?? spacesEndpoint(region) };
}

function spacesEndpoint(region: string): string {
  if (!hasSpaces(region as Region)) throw new Error(`region "${region}" has no Spaces`);
  return `https://${region}.digitaloceanspaces.com`;
}
