import * as alerts from "../alerts/grafana";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { lines, memoryOf, number, watched } from "./panels";

const OF_GRAFANA = promql`and on (instance) grafana_build_info`;

const state: Row = {
  title: "State now",
  panels: [
    number({
      key: "active-users",
      title: "Active people",
      description: "Users who were here within the last 30 days.",
      expr: promql`max(grafana_stat_active_users)`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "dashboards",
      title: "Dashboards",
      description: "A fall without a deployment: provisioning has lost its files.",
      expr: promql`max(grafana_stat_totals_dashboard)`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "rules",
      title: "Rules scheduled",
      description: "Alert rules that Grafana evaluates. A fall without a deployment: files of alerts were not read.",
      expr: promql`max(grafana_alerting_schedule_alert_rules)`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "requests",
      title: "Requests a second",
      description: "Of people and of sidecars.",
      expr: promql`sum(rate(grafana_http_request_duration_seconds_count[5m]))`,
      unit: "reqps",
    }),
    number({
      key: "restarted",
      title: "Runs for",
      description: "Since its last start. Short, and nobody deployed: see its pod for a kill for memory.",
      expr: promql`time() - max(process_start_time_seconds ${OF_GRAFANA})`,
      unit: "s",
    }),
    number({
      key: "queued-connections",
      title: "Waits for its database",
      description:
        "Seconds that requests waited for a connection, by second. Above 0: too many people or rules at once.",
      expr: promql`sum(rate(grafana_database_conn_wait_duration_seconds[5m]))`,
      unit: "s",
      decimals: 1,
    }),
  ],
};

const people: Row = {
  title: "People",
  panels: [
    watched({
      alert: alerts.grafanaRequestErrors,
      title: "Requests that fail",
      description: "Share of the requests that ended in 5xx.",
      legend: "5xx",
    }),
    lines({
      key: "failures-by-handler",
      title: "Failed requests by handler",
      description: "The ten that fail most. `/api/ds/query` alone is a datasource; all of them is Grafana itself.",
      expr: promql`
        topk(10, sum by (handler) (rate(grafana_http_request_duration_seconds_count{status_code=~"5.."}[$__rate_interval])))`,
      legend: "{{handler}}",
      unit: "reqps",
      min: 0,
    }),
    lines({
      key: "latency",
      title: "Slowest twentieth of the requests",
      description: "Above some seconds people load pages anew, which makes it worse.",
      expr: promql`
        histogram_quantile(0.95, sum by (le) (rate(grafana_http_request_duration_seconds_bucket[$__rate_interval])))`,
      legend: "95 %",
      unit: "s",
      min: 0,
      width: 8,
    }),
    watched({
      alert: alerts.grafanaPasswordsGuessed,
      title: "Wrong passwords at its own login",
      description: "Many: somebody guesses, or a script has an old one.",
      legend: "wrong",
      width: 8,
    }),
    watched({
      alert: alerts.grafanaDown,
      title: "Grafana is missing",
      description: "1 while Grafana's metrics are not there at all. Empty is good.",
      legend: "missing",
      width: 8,
    }),
  ],
};

const datasources: Row = {
  title: "Datasources",
  panels: [
    watched({
      alert: alerts.grafanaDatasourceErrors,
      title: "Requests that datasources fail",
      description: "Share of Grafana's requests that ended in 5xx, by datasource.",
      legend: "{{datasource}}",
      width: 8,
    }),
    lines({
      key: "datasource-latency",
      title: "Answers of datasources",
      description: "The slowest twentieth, by datasource.",
      expr: promql`
        histogram_quantile(0.95, sum by (le, datasource) (rate(grafana_datasource_request_duration_seconds_bucket[$__rate_interval])))`,
      legend: "{{datasource}}",
      unit: "s",
      min: 0,
      width: 8,
    }),
    lines({
      key: "datasource-requests",
      title: "Requests to datasources",
      description: "By datasource and status. 400 is a wrong query, 401 and 403 are passwords and rights.",
      expr: promql`sum by (datasource, code) (rate(grafana_datasource_request_total[$__rate_interval]))`,
      legend: "{{datasource}} {{code}}",
      unit: "reqps",
      min: 0,
      width: 8,
    }),
  ],
};

const rules: Row = {
  title: "Alerting",
  panels: [
    watched({
      alert: alerts.grafanaRulesFailing,
      title: "Rules that fail",
      description: "Evaluations that ended in an error. Any that go on: these alerts cannot fire.",
      legend: "failures",
      width: 8,
    }),
    watched({
      alert: alerts.grafanaRulesLate,
      title: "How late rules are",
      description: "Time that the scheduler is behind. Above a minute every alert comes late.",
      legend: "behind",
      width: 8,
    }),
    lines({
      key: "evaluation-time",
      title: "Time of evaluations",
      description: "The slowest twentieth of the rules.",
      expr: promql`
        histogram_quantile(0.95, sum by (le) (rate(grafana_alerting_rule_evaluation_duration_seconds_bucket[$__rate_interval])))`,
      legend: "95 %",
      unit: "s",
      min: 0,
      width: 8,
    }),
    watched({
      alert: alerts.grafanaNotificationsFailing,
      title: "Messages that fail",
      description: "Share of the messages that did not arrive. Any: somebody is not told.",
      legend: "{{integration}}",
    }),
    memoryOf(OF_GRAFANA, "Of its process, without its sidecars."),
  ],
};

/** Do people see what they should, and do Grafana's rules run? */
export const grafanaDashboard = defineDashboard({
  uid: "grafana",
  title: "Grafana",
  description: "Do people see what they should, do datasources answer, do Grafana's rules run and its messages arrive?",
  folder: "Platform",
  tags: ["belvedere", "grafana"],
  links: [{ title: "Alerts overview", dashboard: "alerts" }],
  rows: [state, people, datasources, rules],
});
