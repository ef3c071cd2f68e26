import { z } from "zod";
import { defaultVolume, otherVolumes } from "../../sizing/profiles";
import { selectorFault } from "../stream-selector";
import { duration, helmValues, lineSize, quantity } from "./common";
import { objectStoreKeys } from "./object-store";

const streamSelector = z.string().superRefine((text, context) => {
  const fault = selectorFault(text);
  if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
});

const retentionByStream = z
  .array(
    z.strictObject({
      selector: streamSelector.meta({
        description: "Streams of logs, as LogQL selects them.",
        examples: ['{namespace="orders", app=~"api|web"}'],
      }),
      retention: duration.meta({ description: "How long these are kept: at least 24h.", examples: ["7d"] }),
      priority: z
        .int()
        .min(1)
        .default(1)
        .meta({ description: "Where several selectors match a stream, the highest counts.", examples: [2] }),
    }),
  )
  .default([])
  .meta({
    description: "Streams that are kept for another time than the rest.",
    examples: [[{ selector: '{namespace="debug"}', retention: "2d" }]],
  });

const limits = z
  .strictObject({
    ingestionRate: quantity
      .default("8Mi")
      .meta({ description: "Logs that Loki takes in a second.", examples: ["16Mi"] }),
    ingestionBurst: quantity
      .default("16Mi")
      .meta({ description: "Logs that Loki takes at once: at least those of one push.", examples: ["32Mi"] }),
    streamRate: quantity
      .default("4Mi")
      .meta({ description: "Logs of one stream that Loki takes in a second.", examples: ["8Mi"] }),
    streamBurst: quantity
      .default("16Mi")
      .meta({ description: "Logs of one stream that Loki takes at once.", examples: ["32Mi"] }),
    maxStreams: z
      .int()
      .min(100)
      .default(10_000)
      .meta({ description: "Streams that are written to at a time.", examples: [50_000] }),
    maxLineSize: lineSize
      .default("256Ki")
      .meta({ description: "What is longer is refused; agents cut it before.", examples: ["256Ki"] }),
    maxQueryRange: duration.default("32d").meta({ description: "Time that one query may span.", examples: ["90d"] }),
    maxEntries: z
      .int()
      .min(100)
      .default(5000)
      .meta({ description: "Lines that one query may give.", examples: [10_000] }),
  })
  .prefault({})
  .meta({
    description: "What one client may ask of Loki. What is beyond it is refused, and said so.",
    examples: [{ ingestionRate: "16Mi", maxStreams: 50_000 }],
  });

const replicas = z
  .strictObject({
    write: z
      .int()
      .min(3)
      .default(3)
      .meta({ description: "Pods that take logs: each line is kept by three of them.", examples: [5] }),
    read: z
      .int()
      .min(2)
      .default(3)
      .meta({ description: "Pods that answer queries.", examples: [5] }),
    backend: z
      .int()
      .min(2)
      .default(3)
      .meta({ description: "Pods that look after index and retention.", examples: [3] }),
  })
  .prefault({})
  .meta({ description: "Pods of the scalable profile.", examples: [{ read: 5 }] });

const ruler = z
  .strictObject({
    evaluationInterval: duration.default("1m").meta({
      description: "How often alerts over logs are evaluated: each reads the logs of its window anew.",
      examples: ["5m"],
    }),
  })
  .prefault({})
  .meta({
    description:
      "What evaluates alerts over logs and tells Alertmanager, with `alerts.engine: prometheus`. It runs where there are any.",
    examples: [{ evaluationInterval: "5m" }],
  });

export const loki = z
  .strictObject({
    profile: z
      .enum(["single", "scalable"])
      .default("single")
      .meta({
        description:
          "One pod, up to some tens of GB a day; or pods that write, read and look after the index, three and more of each, on three nodes and a bucket.",
        examples: ["scalable"],
      }),
    replicas,
    chart: z
      .enum(["current", "conservative"])
      .default("current")
      .meta({
        description:
          "Version of the chart: the newest that was tried, or the last of the line before it (docs/logs.md says when).",
        examples: ["conservative"],
      }),
    ...objectStoreKeys({ what: "log chunks", bucket: "zai-logs", variables: "LOKI" }),
    probe: z
      .boolean()
      .default(true)
      .meta({
        description:
          "Put, get and delete an object with the deployed key before Loki is installed: a key that cannot would show as lost logs.",
        examples: [false],
      }),
    retention: duration.default("31d").meta({
      description: "How long logs are kept; the compactor deletes what is older. At least 24h.",
      examples: ["31d"],
    }),
    volume: quantity.default(defaultVolume("loki", "small")).meta({
      description: `Volume of the write-ahead log and the index cache, and of all logs where there is no bucket. ${otherVolumes("loki")}`,
      examples: ["10Gi"],
    }),
    tenant: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,149}$/, "must be letters, digits, dot, underscore, hyphen")
      .optional()
      .meta({
        description:
          "Tenant of the logs, given to the agent and to the datasource alike. Without it: the client's name.",
        examples: ["zai"],
      }),
    schemaFrom: z
      .string()
      .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 'must be a date in quotes, such as "2024-04-01"')
      .default("2024-04-01")
      .meta({
        description: "First day of schema v13. Never change it once logs are stored.",
        examples: ["2024-04-01"],
      }),
    retentionByStream,
    limits,
    ruler,
    values: helmValues,
  })
  .prefault({})
  .meta({
    description: "Loki, and the gateway before it.",
    examples: [{ bucket: "zai-logs", retention: "31d" }],
  });
