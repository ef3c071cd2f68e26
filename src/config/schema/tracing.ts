import { z } from "zod";
import { defaultVolume, otherVolumes } from "../../sizing/profiles";
import { duration, helmValues, optional, quantity } from "./common";
import { objectStoreKeys } from "./object-store";

const sampling = z
  .strictObject({
    errors: z
      .boolean()
      .default(true)
      .meta({ description: "Keep every trace with an error.", examples: [true] }),
    slowerThan: z
      .string()
      .regex(/^[1-9][0-9]*(ms|s|m)$/, "must be a whole number with one unit of ms, s, m, such as 500ms")
      .optional()
      .meta({ description: "Keep every trace that took longer.", examples: ["1s"] }),
    share: z
      .number()
      .min(0)
      .max(100)
      .default(10)
      .meta({ description: "Percent of all traces that are kept whatever they are.", examples: [10] }),
    wait: duration.default("10s").meta({
      description:
        "From a trace's first span to the decision: longer than requests take. Traces are held in memory so long.",
      examples: ["10s"],
    }),
  })
  .meta({
    description:
      "Keep only some traces, decided when they are whole. Metrics that are made of traces count those that are kept. Without it: all are kept.",
    examples: [{ slowerThan: "1s", share: 10 }],
  });

export const tracing = z
  .strictObject({
    ...objectStoreKeys({ what: "traces", bucket: "zai-traces", variables: "TEMPO" }),
    retention: duration.default("14d").meta({
      description: "How long traces are kept; the compactor deletes what is older. In whole hours.",
      examples: ["14d"],
    }),
    volume: quantity.default(defaultVolume("tracing", "small")).meta({
      description: `Volume of the write-ahead log, and of all traces where there is no bucket: nothing else bounds them. ${otherVolumes("tracing")}`,
      examples: ["10Gi"],
    }),
    sampling: optional(sampling),
    jaeger: z
      .boolean()
      .default(false)
      .meta({
        description:
          "Take what clients of Jaeger send: gRPC at port 14250 of the collector, Thrift over HTTP at 14268.",
        examples: [true],
      }),
    collector: z
      .strictObject({ values: helmValues })
      .prefault({})
      .meta({ description: "The OpenTelemetry collector that workloads send to.", examples: [{}] }),
    values: helmValues,
  })
  .meta({
    description:
      "Tempo, and the OpenTelemetry collector before it: the one OTLP address of workloads, for traces, metrics and logs. Without this section there is neither.",
    examples: [{ bucket: "zai-traces", retention: "14d" }],
  });

export type TracingConfig = z.output<typeof tracing>;
