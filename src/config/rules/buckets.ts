import { durationSeconds } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
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

/** Lifecycle rules count in days, and must not delete logs, metrics and traces before their store does. */
export const bucketAges = defineRule({
  needs: ["buckets", "loki", "mimir", "tracing"],
  check({ buckets, loki, mimir, tracing }) {
    return Object.entries(buckets).flatMap(([name, bucket]) => [
      ...AGES.flatMap((key) => wholeDays(["buckets", name, key], bucket[key])),
      ...needsVersioning(name, bucket),
      ...(name === loki.bucket ? outlives("loki", name, bucket.expireAfter, loki.retention) : []),
      ...(name === mimir?.bucket ? outlives("mimir", name, bucket.expireAfter, mimir.retention) : []),
      ...(name === tracing?.bucket ? outlives("tracing", name, bucket.expireAfter, tracing.retention) : []),
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

function outlives(section: keyof typeof STORED, name: string, age: string | undefined, retention: string): Finding[] {
  if (age === undefined || durationSeconds(age) > durationSeconds(retention)) return [];
  const path = ["buckets", name, "expireAfter"];
  const days = Math.ceil((durationSeconds(retention) * 2) / DAY);
  return [
    {
      path,
      message: `got "${age}", must be longer than ${section}.retention (${retention}): the bucket would delete ${STORED[section]} still lists`,
      fix: nest(path, `${days}d`),
    },
  ];
}

const STORED = { loki: "logs that Loki", mimir: "metrics that Mimir", tracing: "traces that Tempo" } as const;
