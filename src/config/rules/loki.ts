import { durationSeconds } from "../../quantity";
import { exampleOf } from "../explain/example";
import { nest } from "../explain/path";
import { shapeOf } from "../explain/schema-walk";
import { loki as lokiSchema } from "../schema/observability";
import { defineRule } from "./rule";

const HOUR = 3600;
const DAY = 86_400;
const OF_A_BUCKET = ["region", "endpoint", "pathStyle", "credentials"] as const;

/** A bucket says where it is; without one there is nothing to say. */
export const lokiBucket = defineRule({
  needs: ["cluster", "loki"],
  check({ cluster, loki }, written) {
    if (loki.bucket === undefined)
      return OF_A_BUCKET.filter((key) => written("loki", key)).map((key) => ({
        path: ["loki", key],
        at: "key",
        message: `got ${key} without a bucket, must stand beside loki.bucket`,
        fix: nest(["loki", "bucket"], example("bucket")),
      }));
    if (cluster.provider === "digitalocean") return [];
    return (["endpoint", "region"] as const)
      .filter((key) => loki[key] === undefined)
      .map((key) => ({
        path: ["loki", key],
        at: "key",
        message: "is missing, must be given with a bucket outside DigitalOcean",
        fix: nest(["loki", key], example(key)),
      }));
  },
});

/** The compactor deletes by the hour, and refuses less than a day. */
export const lokiRetention = defineRule({
  needs: ["loki"],
  check({ loki }) {
    const path = ["loki", "retention"];
    const seconds = durationSeconds(loki.retention);
    if (seconds < DAY)
      return [{ path, message: `got "${loki.retention}", must be at least 24h`, fix: nest(path, "24h") }];
    if (seconds % HOUR === 0) return [];
    const hours = Math.ceil(seconds / HOUR);
    return [
      {
        path,
        message: `got "${loki.retention}", must be whole hours, such as ${hours}h`,
        fix: nest(path, `${hours}h`),
      },
    ];
  },
});

function example(key: string): unknown {
  const schema = shapeOf(lokiSchema)?.[key];
  return schema && exampleOf(schema);
}
