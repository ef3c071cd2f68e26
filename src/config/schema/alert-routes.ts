import { z } from "zod";
import { duration, name, secretSource } from "./common";
import { contactPointName } from "./contact-points";
import { regularExpression } from "./regular-expression";

const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "must be letters, digits and _");

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);

const condition = z.union([
  z.string(),
  z.array(z.string()).min(1),
  z.strictObject({
    not: oneOrMore.meta({ description: "Any value but this one, or these.", examples: ["info"] }),
  }),
  z.strictObject({
    regex: regularExpression.meta({ description: "RE2, over the whole value.", examples: ["shop-.*"] }),
  }),
]);

/** What labels an alert must have. */
export const match = z.record(labelName, condition).meta({
  description:
    "Labels that an alert must have: a value, a list of which one, `{not: ...}`, `{regex: ...}`. `{}` is every alert.",
  examples: [{ team: "shop", severity: ["warning", "critical"] }],
});

const to = z.array(contactPointName);

const TIMES = {
  groupBy: z
    .array(labelName.or(z.literal("...")))
    .min(1)
    .optional()
    .meta({
      description: "Labels whose alerts share one message; `...` sends each alone.",
      examples: [["alertname", "namespace"]],
    }),
  wait: duration
    .optional()
    .meta({ description: "How long the first alert of a group waits for others.", examples: ["30s"] }),
  interval: duration
    .optional()
    .meta({ description: "How long news of a group wait after a message.", examples: ["5m"] }),
  repeat: duration
    .optional()
    .meta({ description: "After how long what still fires is sent again.", examples: ["12h"] }),
};

const mute = z
  .array(name)
  .optional()
  .meta({ description: "Times of `alerts.muteTimings` at which nothing is sent.", examples: [["nights"]] });

const rule = z
  .strictObject({
    match,
    to: to.meta({ description: "Contact points, all of which are told. None: nobody is.", examples: [["shop"]] }),
    continue: z
      .boolean()
      .default(false)
      .meta({ description: "Look at the routes below as well.", examples: [true] }),
    ...TIMES,
    mute,
  })
  .meta({ id: "AlertRoute" });

const deadMan = z.union([
  contactPointName,
  z
    .strictObject({
      webhook: secretSource.meta({
        description: "Address that is called for as long as alerting works.",
        examples: [{ env: "DEAD_MAN_URL" }],
      }),
      repeat: duration.default("5m").meta({ description: "How often it is called.", examples: ["5m"] }),
    })
    .meta({ id: "DeadManWebhook" }),
]);

export const routes = z
  .strictObject({
    default: contactPointName.meta({
      description: "Contact point of every alert that no other route takes.",
      examples: ["platform"],
    }),
    critical: to
      .min(1)
      .optional()
      .meta({
        description: "Contact points of alerts with severity critical. Without it: the default.",
        examples: [["oncall", "platform"]],
      }),
    warning: to
      .optional()
      .meta({ description: "The same of severity warning; none of them: nobody is told.", examples: [["platform"]] }),
    info: to
      .optional()
      .meta({ description: "The same of severity info; none of them: nobody is told.", examples: [[]] }),
    deadMan: deadMan.optional().meta({
      description:
        "What is told by the alert Watchdog, which always fires, that alerting works: a contact point, or a webhook of its own. Without it nobody is.",
      examples: [{ webhook: { env: "DEAD_MAN_URL" } }],
    }),
    testing: contactPointName.optional().meta({
      description:
        "Contact point of alerts with the label `state: testing`, and of no other. Without it nobody is told of them.",
      examples: ["trial"],
    }),
    teams: z
      .record(z.string().min(1), to.min(1))
      .default({})
      .meta({
        description: "Contact points by the label `team`, beside those of the severity.",
        examples: [{ shop: ["shop"] }],
      }),
    namespaces: z
      .record(z.string().min(1), to.min(1))
      .default({})
      .meta({
        description: "Contact points by the label `namespace`, beside those of the severity.",
        examples: [{ shop: ["shop"] }],
      }),
    rules: z
      .array(rule)
      .default([])
      .meta({
        description: "Routes of any kind, in order, before those of teams, namespaces and severities.",
        examples: [[{ match: { alertname: "KubeJobFailed", namespace: "batch" }, to: ["batch"], repeat: "1d" }]],
      }),
    ...TIMES,
    mute: mute.meta({
      description: "Times of `alerts.muteTimings` at which nothing is sent but what is critical, and the sign of life.",
      examples: [["maintenance"]],
    }),
  })
  .meta({ description: "Which alert goes where.", examples: [{ default: "platform" }] });

const time = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/, 'must be a time in quotes from "00:00" to "24:00"');

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const muteTiming = z
  .strictObject({
    days: z
      .array(z.enum(DAYS))
      .min(1)
      .optional()
      .meta({ description: "Days of the week. Without it: every day.", examples: [["saturday", "sunday"]] }),
    start: time.meta({
      description: "Start. In quotes, or YAML may read a number.",
      unit: "HH:MM",
      examples: ["22:00"],
    }),
    end: time.meta({
      description: "End. One that is earlier than the start is on the day after.",
      unit: "HH:MM",
      examples: ["06:00"],
    }),
    timeZone: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, "must be a name such as Europe/Berlin")
      .default("UTC")
      .meta({ description: "Time zone of start and end.", examples: ["Europe/Berlin"] }),
  })
  .meta({ id: "MuteTiming" });

export const muteTimings = z
  .record(name, muteTiming)
  .default({})
  .meta({
    description:
      "Times at which routes that name them are silent. `maintenance` is there for a DigitalOcean cluster: its window of four hours.",
    examples: [{ nights: { start: "22:00", end: "06:00", timeZone: "Europe/Berlin" } }],
  });

const inhibition = z
  .strictObject({
    source: match.meta({ description: "Alerts that make others needless.", examples: [{ alertname: "NodeNotReady" }] }),
    target: match.meta({ description: "Alerts that are not sent meanwhile.", examples: [{ severity: "warning" }] }),
    equal: z
      .array(labelName)
      .default([])
      .meta({ description: "Labels that both have alike.", examples: [["node"]] }),
  })
  .meta({ id: "Inhibition" });

export const inhibit = z
  .array(inhibition)
  .default([])
  .meta({
    description:
      "Alerts that keep others quiet. Alertmanager does so; Grafana takes none from files, and `check` says which engine it is for.",
    examples: [[{ source: { alertname: "NodeNotReady" }, target: { severity: "warning" }, equal: ["node"] }]],
  });

export type RoutesConfig = z.output<typeof routes>;
