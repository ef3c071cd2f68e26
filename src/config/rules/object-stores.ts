import { exampleOf } from "../explain/example";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import { shapeOf } from "../explain/schema-walk";
import { loki } from "../schema/loki";
import { mimir } from "../schema/mimir";
import { tracing } from "../schema/tracing";
import { defineRule } from "./rule";

const OF_A_BUCKET = ["region", "endpoint", "pathStyle", "credentials", "probe"] as const;
const SCHEMAS = { loki, mimir, tracing } as const;

/** A bucket says where it is; without one there is nothing to say. */
export const storeBuckets = (["loki", "mimir", "tracing"] as const).map((section) =>
  defineRule({
    needs: ["cluster", section],
    check({ cluster, [section]: store }, written) {
      if (store === undefined) return [];
      if (store.bucket === undefined)
        return OF_A_BUCKET.filter((key) => written(section, key)).map((key) => ({
          path: [section, key],
          at: "key",
          message: `got ${key} without a bucket, must stand beside ${section}.bucket`,
          fix: nest([section, "bucket"], example(section, "bucket")),
        }));
      if (cluster.provider === "digitalocean") return [];
      return (["endpoint", "region"] as const)
        .filter((key) => store[key] === undefined)
        .map((key) => ({
          path: [section, key],
          at: "key",
          message: "is missing, must be given with a bucket outside DigitalOcean",
          fix: nest([section, key], example(section, key)),
        }));
    },
  }),
);

/** Logs and traces live for different times, and a lifecycle rule or a lost key should not be about both. */
export const ownBuckets = defineRule({
  needs: ["loki", "tracing"],
  check({ loki, tracing }): Finding[] {
    if (tracing?.bucket === undefined || tracing.bucket !== loki.bucket) return [];
    const path = ["tracing", "bucket"];
    const message = `got "${tracing.bucket}", which holds the logs; must be a bucket of its own`;
    return [{ path, message, fix: nest(path, `${tracing.bucket}-traces`.slice(-63)) }];
  },
});

function example(section: keyof typeof SCHEMAS, key: string): unknown {
  const schema = shapeOf(SCHEMAS[section])?.[key];
  return schema && exampleOf(schema);
}
