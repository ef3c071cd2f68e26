import { durationSeconds } from "../../quantity";
import { hasSpaces, REGION_SLUGS } from "../../sizing/regions";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { listed } from "../explain/render";
import { defineRule } from "./rule";

const DAY = 86_400;
const AGES = ["expireAfter", "expireOldVersionsAfter", "abortUploadsAfter"] as const;

/** Only DigitalOcean's cluster stack makes buckets. */
export const bucketProvider = defineRule({
  needs: ["cluster", "buckets"],
  check({ cluster, buckets }) {
    if (cluster.provider === "digitalocean" || Object.keys(buckets).length === 0) return [];
    const message = `got buckets, must be left out: with provider ${cluster.provider} nothing makes them`;
    return [{ path: ["buckets"], at: "key", message }];
  },
});

/** Lifecycle rules count in days, and must not delete logs before Loki does. */
export const bucketAges = defineRule({
  needs: ["buckets", "loki"],
  check({ buckets, loki }) {
    return Object.entries(buckets).flatMap(([name, bucket]) => [
      ...AGES.flatMap((key) => wholeDays(["buckets", name, key], bucket[key])),
      ...needsVersioning(name, bucket),
      ...(name === loki.bucket ? outlivesLogs(name, bucket.expireAfter, loki.retention) : []),
    ]);
  },
});

function wholeDays(path: readonly string[], age: string | undefined): Finding[] {
  if (age === undefined || durationSeconds(age) % DAY === 0) return [];
  const days = Math.ceil(durationSeconds(age) / DAY);
  return [
    { path, message: `got "${age}", must be whole days or weeks, such as ${days}d`, fix: nest(path, `${days}d`) },
  ];
}

function needsVersioning(
  name: string,
  bucket: { readonly versioning: boolean; readonly expireOldVersionsAfter?: string | undefined },
): Finding[] {
  if (bucket.versioning || bucket.expireOldVersionsAfter === undefined) return [];
  return [
    {
      path: ["buckets", name, "expireOldVersionsAfter"],
      message: `got "${bucket.expireOldVersionsAfter}" without versioning, must stand beside versioning: true`,
      fix: nest(["buckets", name], { versioning: true, expireOldVersionsAfter: bucket.expireOldVersionsAfter }),
    },
  ];
}

function outlivesLogs(name: string, age: string | undefined, retention: string): Finding[] {
  if (age === undefined || durationSeconds(age) > durationSeconds(retention)) return [];
  const path = ["buckets", name, "expireAfter"];
  const days = Math.ceil((durationSeconds(retention) * 2) / DAY);
  return [
    {
      path,
      message: `got "${age}", must be longer than loki.retention (${retention}): the bucket would delete logs that Loki still lists`,
      fix: nest(path, `${days}d`),
    },
  ];
}

/** Spaces are not in every region. */
export const bucketRegions = defineRule({
  needs: ["cluster", "buckets", "loki"],
  check({ cluster, buckets, loki }) {
    if (cluster.provider !== "digitalocean" || hasSpaces(cluster.region)) return [];
    const regions = listed(REGION_SLUGS.filter(hasSpaces));
    const none = `must be in a region that has Spaces (${regions}); ${cluster.region} has none`;
    const made = Object.entries(buckets).filter(([, bucket]) => !bucket.existing);
    const findings: Finding[] = made.map(([name]) => ({
      path: ["buckets", name],
      at: "key",
      message: `got a bucket in ${cluster.region}, ${none}`,
    }));
    if (loki.bucket !== undefined && loki.endpoint === undefined && !made.some(([name]) => name === loki.bucket))
      findings.push({ path: ["loki", "bucket"], message: `got "${loki.bucket}" without an endpoint, ${none}` });
    return findings;
  },
});
