import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "alerts";

const POD = 'job="kubernetes-pods",namespace="observability"';

export const alertmanagerConfigReloadFailed = defineAlert({
  name: "AlertmanagerConfigReloadFailed",
  signal: defineSignal({
    expr: promql`min by (pod) (alertmanager_config_last_reload_successful)`,
    unit: "none",
    min: 0,
    max: 1,
  }),
  below: 1,
  for: "10m",
  severity: "warning",
  summary: "Alertmanager {{ $labels.pod }} refuses its configuration",
  description:
    "It routes as before. Contact points and routes deployed since do not count, and at its next restart it does not come up.",
  runbook: `
1. \`kubectl -n observability logs prometheus-alertmanager-0 | grep -i 'loading configuration'\`: line and reason.
2. \`no such file\`: the Secret of a contact point is not in the namespace; \`belvedere show\` lists them.
3. Mend it in the client's config (or its \`values\`) and deploy.
`,
  panel: { dashboard: DASHBOARD, key: "alertmanager-config" },
  tests: [
    fires({
      series: { [`alertmanager_config_last_reload_successful{${POD},pod="prometheus-alertmanager-0"}`]: "1x5 0x20" },
      at: "20m",
      expect: [
        {
          labels: { pod: "prometheus-alertmanager-0" },
          summary: "Alertmanager prometheus-alertmanager-0 refuses its configuration",
        },
      ],
    }),
    silent({
      series: {
        [`alertmanager_config_last_reload_successful{${POD},pod="prometheus-alertmanager-0"}`]: "1x5 0x4 1x20",
      },
      at: "14m",
    }),
  ],
});

export const alertmanagerNotificationsFailing = defineAlert({
  name: "AlertmanagerNotificationsFailing",
  signal: defineSignal({
    expr: promql`
      sum by (integration) (rate(alertmanager_notifications_failed_total[$__rate_interval]))
      / sum by (integration) (rate(alertmanager_notifications_total[$__rate_interval]))`,
    unit: "percentunit",
    min: 0,
    max: 1,
    window: "15m",
  }),
  above: 0.01,
  for: "10m",
  severity: "critical",
  summary: "{{ $value | humanizePercentage }} of the Alertmanager's messages by {{ $labels.integration }} fail",
  description: "Somebody who should be told of an alert is not. Which alerts fire now stands in the alerts overview.",
  runbook: `
1. \`kubectl -n observability logs prometheus-alertmanager-0 | grep 'Notify for alerts failed'\`: the answer of the other side.
2. \`401\`, \`403\`, \`invalid_token\`, \`no_service\`: the address or token is revoked. Make a new one, put it into its Secret, raise the \`revision\`.
3. \`timeout\`, \`no such host\`: the way out of the cluster: a network policy, a firewall, DNS.
4. \`429\`: too many messages; group more.
`,
  panel: { dashboard: DASHBOARD, key: "notifications-failing" },
  tests: [
    fires({
      series: {
        [`alertmanager_notifications_failed_total{${POD},pod="a",integration="slack",reason="clientError"}`]: "0+1x40",
        [`alertmanager_notifications_total{${POD},pod="a",integration="slack"}`]: "0+2x40",
        [`alertmanager_notifications_failed_total{${POD},pod="a",integration="email",reason="other"}`]: "0x40",
        [`alertmanager_notifications_total{${POD},pod="a",integration="email"}`]: "0+2x40",
      },
      at: "30m",
      expect: [{ labels: { integration: "slack" }, summary: "50% of the Alertmanager's messages by slack fail" }],
    }),
    // Nothing was sent.
    silent({
      series: {
        [`alertmanager_notifications_failed_total{${POD},pod="a",integration="slack",reason="other"}`]: "3x40",
        [`alertmanager_notifications_total{${POD},pod="a",integration="slack"}`]: "9x40",
      },
      at: "30m",
    }),
  ],
});

export const alertmanagerAlertsRefused = defineAlert({
  name: "AlertmanagerAlertsRefused",
  signal: defineSignal({
    expr: promql`sum(increase(alertmanager_alerts_invalid_total[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "The Alertmanager refuses alerts that it is sent",
  description: "Their labels are empty or invalid, or they end before they begin. Nobody is told of them.",
  runbook: `
1. \`kubectl -n observability logs prometheus-alertmanager-0 | grep -i 'invalid'\`: which alert, and why.
2. Who sends it? Prometheus sends none that are invalid; a script or another program posts to \`/api/v2/alerts\`.
`,
  panel: { dashboard: DASHBOARD, key: "alerts-refused" },
  tests: [
    fires({
      series: { [`alertmanager_alerts_invalid_total{${POD},pod="a",version="v2"}`]: "0+1x40" },
      at: "30m",
      expect: [{ labels: {}, summary: "The Alertmanager refuses alerts that it is sent" }],
    }),
    silent({ series: { [`alertmanager_alerts_invalid_total{${POD},pod="a",version="v2"}`]: "0x9 1x30" }, at: "12m" }),
  ],
});

export const alertmanagerMembersDisagree = defineAlert({
  name: "AlertmanagerMembersDisagree",
  signal: defineSignal({
    expr: promql`count(alertmanager_cluster_members) - min(alertmanager_cluster_members)`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Replicas of the Alertmanager have lost each other",
  description: "Each sends on its own: messages come twice, and a silence holds only where it was made.",
  runbook: `
1. \`kubectl -n observability get pods -l app.kubernetes.io/name=alertmanager -o wide\`: are all of them up?
2. They talk on port 9094, TCP and UDP: does a network policy of yours stand between them?
3. \`kubectl -n observability logs prometheus-alertmanager-0 | grep -i cluster\`: whom it cannot reach.
`,
  panel: { dashboard: DASHBOARD, key: "alertmanager-members" },
  tests: [
    fires({
      series: {
        [`alertmanager_cluster_members{${POD},pod="prometheus-alertmanager-0"}`]: "2x5 1x30",
        [`alertmanager_cluster_members{${POD},pod="prometheus-alertmanager-1"}`]: "2x35",
      },
      at: "30m",
      expect: [{ labels: {}, summary: "Replicas of the Alertmanager have lost each other" }],
    }),
    // One alone is complete.
    silent({ series: { [`alertmanager_cluster_members{${POD},pod="prometheus-alertmanager-0"}`]: "1x35" }, at: "30m" }),
  ],
});

/** Whether those who should be told are told. */
export const alertmanagerAlerts = defineAlertGroup({
  name: "alertmanager",
  alerts: [
    alertmanagerConfigReloadFailed,
    alertmanagerNotificationsFailing,
    alertmanagerAlertsRefused,
    alertmanagerMembersDisagree,
  ],
});
