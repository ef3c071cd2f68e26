import { z } from "zod";
import { duration, httpsUrl } from "./common";

const SEVERITIES = ["critical", "warning", "info"] as const;

export const alertName = z
  .string()
  .max(190)
  .regex(/^[A-Z][A-Za-z0-9]*$/, "must be CamelCase letters and digits, such as OrdersStuck");

/** A duration that may be nothing. */
const wait = z.union([duration, z.literal("0s")]);

export const bound = z.union([z.number(), duration]);

export const severity = z.enum(SEVERITIES).meta({
  description: "critical wakes somebody, warning waits for the morning, info is only shown.",
  examples: ["warning"],
});

export const team = z
  .string()
  .min(1)
  .meta({ description: "Who looks after it: the label `team`.", examples: ["shop"] });

const logLine = z.union([
  z.string(),
  z.strictObject({
    line: z.string().meta({ description: "A line.", examples: ["level=error"] }),
    times: z
      .int()
      .min(1)
      .max(10_000)
      .meta({ description: "How often.", examples: [20] }),
  }),
  z.strictObject({
    pause: z
      .int()
      .min(1)
      .max(10_000)
      .meta({ description: "Intervals without a line.", examples: [5] }),
  }),
]);

const input = {
  series: z
    .record(z.string().min(1), z.string())
    .optional()
    .meta({
      description: "Samples by series, in promtool's notation.",
      examples: [{ 'orders_waiting{queue="a"}': "0+10x30" }],
    }),
  logs: z
    .record(z.string().min(1), z.array(logLine))
    .optional()
    .meta({
      description: "Lines by stream, one each interval: the text, `{line, times}` or `{pause}`.",
      examples: [{ '{namespace="shop",container="cart"}': ["started", { line: "level=error", times: 20 }] }],
    }),
  at: wait.meta({ description: "Time from the first sample at which it is looked at.", examples: ["20m"] }),
  interval: duration.default("1m").meta({ description: "Time between samples or lines.", examples: ["1m"] }),
};

const expected = z.strictObject({
  labels: z
    .record(z.string(), z.string())
    .default({})
    .meta({
      description: "Labels of its series, without those that every alert of the rule has.",
      examples: [{ queue: "a" }],
    }),
  summary: z.string().meta({ description: "Its summary, filled in.", examples: ["Queue a is stuck"] }),
  description: z
    .string()
    .meta({ description: "Its description, filled in.", examples: ["Nobody takes orders of it."] }),
});

const test = z.union([
  z.strictObject({
    fires: z
      .strictObject({
        ...input,
        expect: z
          .array(expected)
          .optional()
          .meta({
            description: "Exactly these alerts. Without it: any.",
            examples: [[{ summary: "Queue a is stuck", description: "Nobody takes orders of it." }]],
          }),
      })
      .meta({ description: "With these it fires.", examples: [{ series: { orders_waiting: "200x30" }, at: "20m" }] }),
  }),
  z.strictObject({
    silent: z
      .strictObject(input)
      .meta({ description: "With these it does not.", examples: [{ series: { orders_waiting: "1x30" }, at: "20m" }] }),
  }),
]);

const alert = z
  .strictObject({
    name: alertName.meta({ description: "Name, unique among all alerts.", examples: ["OrdersStuck"] }),
    expr: z
      .string()
      .min(1)
      .optional()
      .meta({
        description: "What is watched, in PromQL, without the bound.",
        examples: ["max by (queue) (orders_waiting)"],
      }),
    logql: z
      .string()
      .min(1)
      .optional()
      .meta({
        description: "The same in LogQL, as a number.",
        examples: ['sum(count_over_time({namespace="shop"} |= "refused" [5m]))'],
      }),
    unit: z
      .string()
      .default("none")
      .meta({ description: "Grafana's unit of the value; with `s` a bound may be a duration.", examples: ["s"] }),
    above: bound.optional().meta({ description: "Bad above this.", examples: [100] }),
    below: bound.optional().meta({ description: "Bad below this.", examples: [1] }),
    for: wait.default("0s").meta({ description: "How long it must be bad before it fires.", examples: ["10m"] }),
    keepFiringFor: wait
      .default("0s")
      .meta({ description: "How long it goes on firing once it is good again.", examples: ["5m"] }),
    severity,
    team: team.optional().meta({ description: "Who looks after it. Without it: the group's.", examples: ["shop"] }),
    labels: z
      .record(z.string(), z.string())
      .default({})
      .meta({ description: "Further labels, to route by.", examples: [{ state: "testing" }] }),
    summary: z
      .string()
      .min(1)
      .meta({
        description: "One line that says what is wrong and where: a template.",
        examples: ["Queue {{ $labels.queue }} is stuck"],
      }),
    description: z
      .string()
      .min(1)
      .meta({ description: "What it means: a template.", examples: ["Nobody takes orders of it."] }),
    runbook: z
      .string()
      .min(1)
      .meta({
        description: "What to do, in Markdown, or the https address of a page that says so.",
        examples: ["1. Restart the worker."],
      }),
    panel: z
      .strictObject({
        dashboard: z
          .string()
          .min(1)
          .meta({ description: "Uid of the dashboard.", examples: ["orders"] }),
        id: z
          .int()
          .min(1)
          .meta({ description: "Id of the panel.", examples: [4] }),
      })
      .optional()
      .meta({ description: "The panel that shows it.", examples: [{ dashboard: "orders", id: 4 }] }),
    tests: z
      .array(test)
      .min(2)
      .meta({
        description: "At least one that fires and one that stays silent.",
        examples: [
          [
            { fires: { series: { orders_waiting: "200x30" }, at: "20m" } },
            { silent: { series: { orders_waiting: "1x30" }, at: "20m" } },
          ],
        ],
      }),
  })
  .refine(
    ({ above, below }) => (above === undefined) !== (below === undefined),
    "must have one of above and below: its condition",
  )
  .refine(({ expr, logql }) => (expr === undefined) !== (logql === undefined), "must have one of expr and logql")
  .meta({ id: "OwnAlert" });

const EXAMPLE = {
  name: "OrdersStuck",
  expr: "max by (queue) (orders_waiting)",
  above: 100,
  severity: "warning",
  summary: "Queue {{ $labels.queue }} is stuck",
  description: "Nobody takes orders of it.",
  runbook: "1. Restart the worker.",
  tests: [
    { fires: { series: { orders_waiting: "200x30" }, at: "20m" } },
    { silent: { series: { orders_waiting: "1x30" }, at: "20m" } },
  ],
};

const group = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z]([a-z0-9-]{0,48}[a-z0-9])?$/, "must be lower-case letters, digits and hyphens, at most 50")
      .meta({ description: "Name of the group, unique.", examples: ["orders"] }),
    folder: z
      .string()
      .min(1)
      .default("Alerts")
      .meta({ description: "Folder in Grafana.", examples: ["Shop"] }),
    interval: duration.default("1m").meta({ description: "How often it is evaluated.", examples: ["30s"] }),
    team: team.default("platform").meta({
      description: "Who looks after its alerts: the label `team`.",
      examples: ["shop"],
    }),
    alerts: z
      .array(alert)
      .min(1)
      .meta({ description: "Its alerts.", examples: [[EXAMPLE]] }),
  })
  .meta({ id: "OwnAlertGroup" });

/** Where another file stands, from the one that names it. */
const path = z.string().regex(/^\.{1,2}\/.+\.(ya?ml|json)$/, "must be a relative path such as ./alerts/orders.yaml");

export const ownRules = z
  .array(z.union([path, group]))
  .default([])
  .meta({
    description:
      "Alerts of your own: files that each hold a group, or the groups themselves. docs/alerts.md says how they are written.",
    examples: [["./alerts/orders.yaml"]],
  });

export const ledger = z
  .union([
    path,
    z.strictObject({ rules: z.array(z.string().min(1)).meta({ description: "Uids.", examples: [["OrdersStuck"]] }) }),
  ])
  .optional()
  .meta({
    description:
      "File that keeps the uids of the rules that Grafana was given, so that one that goes leaves it. `belvedere alerts ledger` writes it.",
    examples: ["./acme.rules.json"],
  });

export const runbooks = httpsUrl.optional().meta({
  description:
    "Address under which the pages of docs/runbooks are published. Without it the runbook itself stands in each alert.",
  examples: ["https://runbooks.zai.dev"],
});

export type OwnAlertGroupConfig = z.output<typeof group>;
export type OwnAlertConfig = z.output<typeof alert>;
