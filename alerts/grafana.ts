import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "grafana";

const POD = 'job="kubernetes-pods",namespace="observability",pod="grafana-6c9",instance="10.1.0.7:3000"';

export const grafanaDown = defineAlert({
  name: "GrafanaDown",
  signal: defineSignal({ expr: promql`absent(grafana_build_info)`, unit: "none", min: 0, max: 1 }),
  above: 0,
  for: "10m",
  severity: "warning",
  summary: "Grafana says nothing",
  description: "Nobody sees a dashboard, and rules that Grafana evaluates cannot fire. Those of Prometheus go on.",
  runbook: `
1. \`kubectl -n observability get pods -l app.kubernetes.io/name=grafana\`, \`describe\`, \`logs deploy/grafana -c grafana --previous\`.
2. \`Failed to provision alerting\` or \`Datasource provisioning error\`: the file that it names is invalid. Roll the last deployment back.
3. \`Pending\`: its volume is on another node, or no node has room.
4. It runs: is it scraped? Prometheus, Status, Target health.
`,
  panel: { dashboard: DASHBOARD, key: "down" },
  tests: [
    fires({
      series: { 'up{job="prometheus",instance="localhost:9090"}': "1x30" },
      at: "15m",
      expect: [{ labels: {}, summary: "Grafana says nothing" }],
    }),
    silent({ series: { [`grafana_build_info{${POD},version="13.2.0"}`]: "1x30" }, at: "15m" }),
  ],
});

export const grafanaRulesFailing = defineAlert({
  name: "GrafanaRulesFailing",
  signal: defineSignal({
    expr: promql`sum(increase(grafana_alerting_rule_evaluation_failures_total[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Rules of Grafana fail",
  description: "Some of its alerts are not evaluated: they cannot fire.",
  runbook: `
1. Grafana, Alerting, Alert rules, state "Error": which, and its message.
2. All of one datasource: it is down, or refuses. See "Answers of datasources" of this dashboard.
3. One rule: its query is too heavy, or invalid since a release of its store.
`,
  panel: { dashboard: DASHBOARD, key: "rule-failures" },
  tests: [
    fires({
      series: { [`grafana_alerting_rule_evaluation_failures_total{${POD},org="1"}`]: "0+2x40" },
      at: "30m",
      expect: [{ labels: {}, summary: "Rules of Grafana fail" }],
    }),
    // Prometheus was rolled out.
    silent({ series: { [`grafana_alerting_rule_evaluation_failures_total{${POD},org="1"}`]: "0x9 40x30" }, at: "13m" }),
  ],
});

export const grafanaRulesLate = defineAlert({
  name: "GrafanaRulesLate",
  signal: defineSignal({
    expr: promql`max(grafana_alerting_scheduler_behind_seconds)`,
    unit: "s",
    min: 0,
  }),
  above: "1m",
  for: "10m",
  severity: "warning",
  summary: "Grafana evaluates its rules {{ $value | humanizeDuration }} late",
  description: "It has more rules than it can evaluate. All alerts come late, and some rounds are left out.",
  runbook: `
1. CPU of Grafana at its limit? Raise the \`size\`.
2. The panel "Time of evaluations": a slow datasource holds all of them up.
3. Database locked (\`kubectl -n observability logs deploy/grafana -c grafana | grep 'database is locked'\`): fewer people at once cannot be had; fewer rules can.
`,
  panel: { dashboard: DASHBOARD, key: "behind" },
  tests: [
    fires({
      series: { [`grafana_alerting_scheduler_behind_seconds{${POD}}`]: "0x5 90x30" },
      at: "20m",
      expect: [{ labels: {}, summary: "Grafana evaluates its rules 1m 30s late" }],
    }),
    silent({ series: { [`grafana_alerting_scheduler_behind_seconds{${POD}}`]: "0x5 90x5 0x30" }, at: "14m" }),
  ],
});

export const grafanaNotificationsFailing = defineAlert({
  name: "GrafanaNotificationsFailing",
  signal: defineSignal({
    expr: promql`
      sum by (integration) (rate(grafana_alerting_notifications_failed_total[$__rate_interval]))
      / sum by (integration) (rate(grafana_alerting_notifications_total[$__rate_interval]))`,
    unit: "percentunit",
    min: 0,
    max: 1,
    window: "15m",
  }),
  above: 0.01,
  for: "10m",
  severity: "critical",
  summary: "{{ $value | humanizePercentage }} of Grafana's messages by {{ $labels.integration }} fail",
  description: "Somebody who should be told of an alert is not. Which alerts fire now stands in the alerts overview.",
  runbook: `
1. Grafana, Alerting, Contact points: the one in red, and its last error. Send a test.
2. \`401\`, \`403\`, \`invalid_token\`, \`no_service\`: the address or token is revoked. Make a new one, put it into its Secret, raise the \`revision\`.
3. \`timeout\`, \`no such host\`: the way out of the cluster: a network policy, a firewall, DNS.
4. \`429\`: too many messages; group more.
`,
  panel: { dashboard: DASHBOARD, key: "notifications-failing" },
  tests: [
    fires({
      series: {
        [`grafana_alerting_notifications_failed_total{${POD},org="1",integration="slack",reason="other"}`]: "0+1x40",
        [`grafana_alerting_notifications_total{${POD},org="1",integration="slack"}`]: "0+4x40",
      },
      at: "30m",
      expect: [{ labels: { integration: "slack" }, summary: "25% of Grafana's messages by slack fail" }],
    }),
    // No message to send.
    silent({
      series: {
        [`grafana_alerting_notifications_failed_total{${POD},org="1",integration="slack",reason="other"}`]: "3x40",
        [`grafana_alerting_notifications_total{${POD},org="1",integration="slack"}`]: "9x40",
      },
      at: "30m",
    }),
  ],
});

export const grafanaDatasourceErrors = defineAlert({
  name: "GrafanaDatasourceErrors",
  signal: defineSignal({
    expr: promql`
      sum by (datasource) (rate(grafana_datasource_request_total{code=~"5.."}[$__rate_interval]))
      / sum by (datasource) (rate(grafana_datasource_request_total[$__rate_interval]))`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.1,
  for: "10m",
  severity: "warning",
  summary: "Datasource {{ $labels.datasource }} fails {{ $value | humanizePercentage }} of Grafana's requests",
  description: "Panels of that datasource show errors, and rules over it are not evaluated.",
  runbook: `
1. Grafana, Connections, Data sources, the one named: Test.
2. A store of this platform: its own dashboard (Prometheus, Loki, Tempo). Does it run, is it overloaded?
3. One from elsewhere: is it reachable (network policy, firewall), does its password still hold?
`,
  panel: { dashboard: DASHBOARD, key: "datasource-errors" },
  tests: [
    fires({
      series: {
        [`grafana_datasource_request_total{${POD},datasource="Loki",datasource_type="loki",code="502",method="GET"}`]:
          "0+6x40",
        [`grafana_datasource_request_total{${POD},datasource="Loki",datasource_type="loki",code="200",method="GET"}`]:
          "0+18x40",
      },
      at: "20m",
      expect: [{ labels: { datasource: "Loki" }, summary: "Datasource Loki fails 25% of Grafana's requests" }],
    }),
    // A query that is wrong is its author's.
    silent({
      series: {
        [`grafana_datasource_request_total{${POD},datasource="Loki",datasource_type="loki",code="400",method="GET"}`]:
          "0+6x40",
        [`grafana_datasource_request_total{${POD},datasource="Loki",datasource_type="loki",code="200",method="GET"}`]:
          "0+18x40",
      },
      at: "20m",
    }),
  ],
});

export const grafanaRequestErrors = defineAlert({
  name: "GrafanaRequestErrors",
  signal: defineSignal({
    expr: promql`
      sum(rate(grafana_http_request_duration_seconds_count{status_code=~"5.."}[$__rate_interval]))
      / sum(rate(grafana_http_request_duration_seconds_count[$__rate_interval]))`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.05,
  for: "10m",
  severity: "warning",
  summary: "Grafana fails {{ $value | humanizePercentage }} of the requests of its people",
  description: "Pages or panels end in errors, for all or for some.",
  runbook: `
1. The panel "Failed requests by handler": all of them, or one?
2. \`/api/ds/query\` alone: a datasource; see GrafanaDatasourceErrors.
3. All: \`kubectl -n observability logs deploy/grafana -c grafana | grep level=error\`: its database, its volume (full?).
`,
  panel: { dashboard: DASHBOARD, key: "request-errors" },
  tests: [
    fires({
      series: {
        [`grafana_http_request_duration_seconds_count{${POD},handler="/api/ds/query",method="POST",status_code="500"}`]:
          "0+6x40",
        [`grafana_http_request_duration_seconds_count{${POD},handler="/api/ds/query",method="POST",status_code="200"}`]:
          "0+54x40",
      },
      at: "20m",
      expect: [{ labels: {}, summary: "Grafana fails 10% of the requests of its people" }],
    }),
    silent({
      series: {
        [`grafana_http_request_duration_seconds_count{${POD},handler="/api/ds/query",method="POST",status_code="500"}`]:
          "0x9 6x40",
        [`grafana_http_request_duration_seconds_count{${POD},handler="/api/ds/query",method="POST",status_code="200"}`]:
          "0+54x50",
      },
      at: "20m",
    }),
  ],
});

export const grafanaPasswordsGuessed = defineAlert({
  name: "GrafanaPasswordsGuessed",
  signal: defineSignal({
    expr: promql`
      sum(increase(grafana_http_request_duration_seconds_count{handler=~"/login/?",method="POST",status_code="401"}[$__rate_interval]))`,
    unit: "short",
    min: 0,
    window: "15m",
  }),
  above: 20,
  severity: "warning",
  summary: "{{ $value | humanize }} wrong passwords at Grafana's own login within 15 minutes",
  description:
    "Somebody tries passwords of the local admin, or a script has an old one. Grafana slows each account down, not each address.",
  runbook: `
1. \`kubectl -n observability logs deploy/grafana -c grafana | grep 'Invalid username or password'\`: which account, from where.
2. A script of yours: give it a service account's token.
3. From the world: people sign in by \`identity\`; close the form (\`grafana.values\`: \`auth.disable_login_form\`). \`ingress.rateLimit\` slows an address down.
`,
  panel: { dashboard: DASHBOARD, key: "logins" },
  tests: [
    fires({
      series: {
        [`grafana_http_request_duration_seconds_count{${POD},handler="/login",method="POST",status_code="401"}`]:
          "0+4x40",
      },
      at: "20m",
      expect: [{ labels: {}, summary: "60 wrong passwords at Grafana's own login within 15 minutes" }],
    }),
    // Somebody has forgotten theirs.
    silent({
      series: {
        [`grafana_http_request_duration_seconds_count{${POD},handler="/login",method="POST",status_code="401"}`]:
          "0x5 5x40",
      },
      at: "10m",
    }),
  ],
});

/** Whether people see what they should, and Grafana's rules run and are told. */
export const grafanaAlerts = defineAlertGroup({
  name: "grafana",
  alerts: [
    grafanaDown,
    grafanaRulesFailing,
    grafanaRulesLate,
    grafanaNotificationsFailing,
    grafanaDatasourceErrors,
    grafanaRequestErrors,
    grafanaPasswordsGuessed,
  ],
});
