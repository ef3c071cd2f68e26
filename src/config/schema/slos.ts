import { z } from "zod";
import { duration, name } from "./common";

/** Percent; what it can be says the rule, which can say why. */
const percent = z.number();

const latency = z.strictObject({
  below: z
    .string()
    .regex(/^[1-9][0-9]*(ms|s)$/, "must be a whole number with one unit of ms, s, such as 500ms")
    .meta({
      description: "Time within which an answer is good. The gateway measures by it: one more series for each route.",
      examples: ["500ms"],
    }),
  objective: percent.meta({ description: "Share of the answers that are to be as quick.", unit: "%", examples: [95] }),
});

const slo = z.strictObject({
  service: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        "Service of the gateway, as the dashboard Ingress lists it: namespace, Service and port. Either this or `router`.",
      examples: ["shop-web-80@kubernetes"],
    }),
  router: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        "Router of the gateway, as the dashboard Ingress lists it: one host or path. Either this or `service`.",
      examples: ["websecure-shop-web-shop-zai-dev@kubernetes"],
    }),
  objective: percent.meta({
    description: "Share of the requests that are to be answered without a fault of ours (5xx).",
    unit: "%",
    examples: [99.5],
  }),
  latency: latency.optional().meta({
    description: "How quick the answers are to be. Without it: it does not matter.",
    examples: [{ below: "500ms", objective: 95 }],
  }),
  window: duration.optional().meta({
    description:
      "Time over which bad requests are counted against the objective, 7d to 90d, no longer than `prometheus.retention`. Without it: 30d, or the retention where that is shorter.",
    examples: ["30d"],
  }),
});

/** What was promised of services behind the gateway. */
export const slos = z
  .record(name, slo)
  .default({})
  .meta({
    description:
      "Service level objectives of services behind the gateway, by name. They bring a dashboard, recording rules, and alerts that wake somebody when the error budget goes fast (2 % of a month's in an hour, 5 % in six), and tell when it goes slowly.",
    examples: [
      { shop: { service: "shop-web-80@kubernetes", objective: 99.5, latency: { below: "500ms", objective: 95 } } },
    ],
  });

export type SlosConfig = z.output<typeof slos>;
export type SloConfig = SlosConfig[string];
