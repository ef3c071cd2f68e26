import { z } from "zod";
import { inhibit, muteTimings, routes } from "./alert-routes";
import { duration, optional } from "./common";
import { contactPoints, smtp } from "./contact-points";
import { ignored } from "./ignored";
import { alertName, bound, ledger, ownRules, runbooks, severity, team } from "./own-alerts";

const override = z
  .strictObject({
    above: bound.optional().meta({ description: "Another bound, of an alert that has one above.", examples: [0.95] }),
    below: bound.optional().meta({ description: "Another bound, of an alert that has one below.", examples: [0.05] }),
    for: z
      .union([duration, z.literal("0s")])
      .optional()
      .meta({ description: "How long it must be bad before it fires.", examples: ["30m"] }),
    severity: optional(severity),
    team: optional(team),
  })
  .meta({ id: "AlertOverride" });

export const alerts = z
  .strictObject({
    engine: z
      .enum(["grafana", "prometheus"])
      .default("grafana")
      .meta({
        description:
          "Who evaluates alerts and sends them: Grafana, or Prometheus (of log lines: Loki) with Alertmanager. With the other they are there no more.",
        examples: ["prometheus"],
      }),
    contactPoints,
    smtp,
    routes,
    muteTimings,
    inhibit,
    runbooks,
    disable: z
      .array(alertName)
      .default([])
      .meta({ description: "Shipped alerts that this client does not want.", examples: [["NodeClockSkew"]] }),
    overrides: z
      .record(alertName, override)
      .default({})
      .meta({
        description: "Other bounds, times, severities and teams of shipped alerts, by name.",
        examples: [{ NodeMemoryPressureHigh: { above: 0.95, severity: "critical" } }],
      }),
    rules: ownRules,
    ignore: z
      .array(
        ignored({
          alert: alertName.optional().meta({ description: "Its name. Without it: all.", examples: ["ShopSlow"] }),
        }).meta({ id: "IgnoredAlertRule" }),
      )
      .default([])
      .meta({
        description: "Rules for alerts that are left aside, each with the reason.",
        examples: [[{ rule: "promql/series", alert: "ShopSlow", reason: "Our own exporter adds the label." }]],
      }),
    ledger,
  })
  .meta({
    description: "Alerts, contact points and routes, for Grafana and for Prometheus alike.",
    examples: [
      {
        contactPoints: { platform: { slack: { webhook: { env: "SLACK_WEBHOOK" } } } },
        routes: { default: "platform" },
      },
    ],
  });

export type AlertsConfig = z.output<typeof alerts>;
