import { z } from "zod";
import { defaultVolume, otherVolumes } from "../../sizing/profiles";
import { duration, helmValues, neededBucket, quantity } from "./common";
import { objectStoreKeys } from "./object-store";
import { queue } from "./scrape";

const pods = (what: string, example: number) =>
  z
    .int()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: what, examples: [example] });

const replicas = z
  .strictObject({
    distributor: pods(
      "Pods that take samples: one for every 25,000 a second. Without it: 1, or 2 with three copies.",
      3,
    ),
    ingester: pods(
      "Pods that keep the samples of the last hours, each on a node of its own. Without it: as many as there are copies. Never take one away before it has written its samples to the bucket.",
      6,
    ),
    querier: pods("Pods that answer queries. Without it: 1, or 2 with three copies.", 4),
    storeGateway: pods("Pods that read what lies in the bucket. Without it: 1, or 2 with three copies.", 3),
  })
  .prefault({})
  .meta({ description: "Pods of the kinds that grow with what is carried.", examples: [{ ingester: 6 }] });

const limits = z
  .strictObject({
    series: z
      .int()
      .min(10_000)
      .optional()
      .meta({
        description:
          "Series that are written to at a time. Without it: half as many again as the ingesters of this `size` carry.",
        examples: [1_000_000],
      }),
    samplesPerSecond: z
      .int()
      .min(1000)
      .optional()
      .meta({
        description:
          "Samples that are taken in a second; ten times as many at once. Without it: one of each series in 10s.",
        examples: [100_000],
      }),
  })
  .prefault({})
  .meta({
    description: "What Prometheus may send. What is beyond it is refused, and an alert says so.",
    examples: [{ series: 1_000_000 }],
  });

export const mimir = z
  .strictObject({
    ...objectStoreKeys({ what: "blocks of metrics", bucket: "zai-metrics", variables: "MIMIR" }),
    bucket: neededBucket("pods of Mimir share no volume, so that metrics lie in a bucket or nowhere").meta({
      description: "Bucket of the blocks of metrics. Its pods share no volume, so that it cannot be without one.",
      examples: ["zai-metrics"],
    }),
    probe: z
      .boolean()
      .default(true)
      .meta({
        description:
          "Put, get and delete an object with the deployed key before Mimir is installed: a key that cannot would show as lost metrics.",
        examples: [false],
      }),
    retention: duration.default("365d").meta({
      description:
        "How long metrics are kept; the compactor deletes what is older. In whole hours, at least `prometheus.retention`.",
      examples: ["365d"],
    }),
    replicationFactor: z
      .literal([1, 3])
      .default(1)
      .meta({
        description:
          "Copies of every sample until it is in the bucket. With 1, Prometheus waits while the ingester starts anew, and what it had taken lies on its volume; with 3, a node may go, and there are at least three.",
        examples: [3],
      }),
    replicas,
    tenant: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9._-]{0,149}$/,
        "must be letters, digits, dot, underscore, hyphen, start with a letter or digit, at most 150 characters",
      )
      .optional()
      .meta({
        description:
          "Tenant of the metrics, given to Prometheus and to the datasource alike. Without it: the client's name.",
        examples: ["zai"],
      }),
    volume: quantity.default(defaultVolume("mimir", "small")).meta({
      description: `Volume of each ingester (samples of the last hours), store gateway (what it knows of blocks) and compactor (blocks that it joins). ${otherVolumes("mimir")}`,
      examples: ["10Gi"],
    }),
    default: z
      .boolean()
      .default(false)
      .meta({
        description:
          "Make Mimir the datasource of new panels, instead of our Prometheus. What is shipped asks Prometheus either way.",
        examples: [true],
      }),
    limits,
    queue,
    values: helmValues,
  })
  .meta({
    description:
      "Mimir on the cluster: a store of metrics beyond one Prometheus, which sends it every sample. Without this section there is none. docs/scaling.md says when it is worth its nodes.",
    examples: [{ bucket: "zai-metrics", retention: "365d" }],
  });

export type MimirConfig = z.output<typeof mimir>;
