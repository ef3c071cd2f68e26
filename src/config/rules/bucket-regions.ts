import { hasSpaces, type Region, SPACES_REGIONS } from "../../sizing/regions";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { listed } from "../explain/render";
import type { BucketConfig } from "../schema/buckets";
import { defineRule } from "./rule";

const REGIONS = listed(SPACES_REGIONS);

/** Spaces are not in every region: a bucket says its own where the cluster's has none. */
export const bucketRegions = defineRule({
  needs: ["cluster", "buckets"],
  check({ cluster, buckets }) {
    if (cluster.provider !== "digitalocean" || hasSpaces(cluster.region)) return [];
    return Object.entries(buckets)
      .filter(([, bucket]) => bucket.region === undefined)
      .map(([name]) => ({
        path: ["buckets", name],
        at: "key",
        message: `got no region, must be given one of ${REGIONS}: the cluster's, ${cluster.region}, has no Spaces`,
        fix: nest(["buckets", name, "region"], SPACES_REGIONS[0]),
      }));
  },
});

/** The buckets of logs, metrics and traces are where they are made. */
export const storeRegions = (["loki", "mimir", "tracing"] as const).map((section) =>
  defineRule({
    needs: ["cluster", "buckets", section],
    check({ cluster, buckets, [section]: store }): Finding[] {
      if (cluster.provider !== "digitalocean" || store?.bucket === undefined) return [];
      return spacesRegion({ path: [section], ...store, bucket: store.bucket }, cluster, buckets);
    },
  }),
);

/** A bucket that a section of the config uses. */
interface UsedBucket {
  readonly path: readonly string[];
  readonly bucket: string;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** A bucket without an endpoint of its own is one of Spaces, in the region where it is made. */
export function spacesRegion(
  { path, bucket: name, region, endpoint }: UsedBucket,
  cluster: { readonly region: Region },
  buckets: Readonly<Record<string, BucketConfig>>,
): Finding[] {
  if (endpoint !== undefined) return [];
  const bucket = Object.hasOwn(buckets, name) ? buckets[name] : undefined;
  // A listed bucket without a region has a problem of its own.
  if (bucket && bucket.region === undefined && !hasSpaces(cluster.region)) return [];
  const made = bucket?.region ?? cluster.region;
  const given = region ?? made;
  if (!SPACES_REGIONS.some((one) => one === given)) return [noSpaces(path, name, region, given)];
  if (given === made) return [];
  const at = [...path, "region"];
  return [{ path: at, message: `got "${given}", must be the region of the bucket, ${made}`, fix: nest(at, made) }];
}

function noSpaces(path: readonly string[], bucket: string, written: string | undefined, region: string): Finding {
  if (written !== undefined)
    return {
      path: [...path, "region"],
      message: `got "${region}" without an endpoint, must be a region that has Spaces: ${REGIONS}`,
      fix: nest([...path, "region"], SPACES_REGIONS[0]),
    };
  return {
    path: [...path, "bucket"],
    message: `got "${bucket}" without an endpoint, must be in a region that has Spaces (${REGIONS}); ${region} has none`,
    fix: nest(["buckets", bucket, "region"], SPACES_REGIONS[0]),
  };
}
