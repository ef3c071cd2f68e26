import { hasSpaces, SPACES_REGIONS } from "../../sizing/regions";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { listed } from "../explain/render";
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

/** Without an endpoint of its own, the log bucket is one of Spaces, in the region where it is made. */
export const lokiRegion = defineRule({
  needs: ["cluster", "buckets", "loki"],
  check({ cluster, buckets, loki }): Finding[] {
    if (cluster.provider !== "digitalocean" || loki.bucket === undefined || loki.endpoint !== undefined) return [];
    const bucket = Object.hasOwn(buckets, loki.bucket) ? buckets[loki.bucket] : undefined;
    // A listed bucket without a region has a problem of its own.
    if (bucket && bucket.region === undefined && !hasSpaces(cluster.region)) return [];
    const made = bucket?.region ?? cluster.region;
    const given = loki.region ?? made;
    if (!SPACES_REGIONS.some((region) => region === given)) return [noSpaces(loki.bucket, loki.region, given)];
    if (given === made) return [];
    const path = ["loki", "region"];
    return [{ path, message: `got "${given}", must be the region of the bucket, ${made}`, fix: nest(path, made) }];
  },
});

function noSpaces(bucket: string, written: string | undefined, region: string): Finding {
  if (written !== undefined)
    return {
      path: ["loki", "region"],
      message: `got "${region}" without an endpoint, must be a region that has Spaces: ${REGIONS}`,
      fix: nest(["loki", "region"], SPACES_REGIONS[0]),
    };
  return {
    path: ["loki", "bucket"],
    message: `got "${bucket}" without an endpoint, must be in a region that has Spaces (${REGIONS}); ${region} has none`,
    fix: nest(["buckets", bucket, "region"], SPACES_REGIONS[0]),
  };
}
