import * as own from "../alerts/alertmanager";
import { prometheusReadsItself } from "../alerts/watchdog";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { lines, number, table, watched } from "./panels";

const FIRING = promql`ALERTS{alertstate="firing"}`;

const now: Row = {
  title: "What fires now",
  panels: [
    number({
      key: "grafana-firing",
      title: "Grafana: firing",
      description: "Instances of Grafana's rules that fire. 0 is good.",
      expr: promql`sum(grafana_alerting_alerts{state="alerting"})`,
      unit: "short",
      decimals: 0,
      thresholds: [{ severity: "warning", above: 0 }],
    }),
    number({
      key: "grafana-pending",
      title: "Grafana: waiting",
      description: "Bad, but not for long enough to fire.",
      expr: promql`sum(grafana_alerting_alerts{state="pending"})`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "grafana-error",
      title: "Grafana: in error",
      description: "Rules whose query fails. Any: these alerts cannot fire.",
      expr: promql`sum(grafana_alerting_alerts{state="error"})`,
      unit: "short",
      decimals: 0,
      thresholds: [{ severity: "warning", above: 0 }],
    }),
    number({
      key: "alertmanager-firing",
      title: "Alertmanager: firing",
      description: "Alerts that Prometheus and others have sent, and that are not silenced.",
      expr: promql`sum(alertmanager_alerts{state="active"})`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "silences",
      title: "Silences",
      description: "Of the Alertmanager, in force now. One that was forgotten hides the next incident.",
      expr: promql`sum(alertmanager_silences{state="active"})`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "watchdog",
      title: "Watchdog",
      description:
        "1 while alerts can fire at all: Prometheus reads at least itself. No data: no alert comes any more.",
      expr: prometheusReadsItself.expr,
      unit: "none",
    }),
    {
      kind: "alertlist",
      key: "grafana-alerts",
      title: "Alerts of Grafana",
      description: "What fires or is about to, and since when. Empty is good.",
      limit: 50,
      width: 12,
      height: 10,
    },
    table({
      key: "firing",
      title: "Alerts of Prometheus",
      description: "What fires among Prometheus' own rules, and since when. Empty is good.",
      expr: promql`1000 * max by (alertname, severity, namespace) (ALERTS_FOR_STATE and ignoring (alertstate) ${FIRING})`,
      unit: "dateTimeFromNow",
      columns: { alertname: "Alert", severity: "Severity", namespace: "Namespace", Value: "Since" },
      height: 10,
    }),
  ],
};

const history: Row = {
  title: "What has fired",
  panels: [
    lines({
      key: "grafana-states",
      title: "Grafana's alerts by state",
      description: "A plateau is something that nobody mends; a comb is an alert that needs a longer wait.",
      expr: promql`sum by (state) (grafana_alerting_alerts{state!="normal"})`,
      legend: "{{state}}",
      unit: "short",
      min: 0,
      stacked: true,
    }),
    lines({
      key: "alertmanager-states",
      title: "Alerts at the Alertmanager",
      description: "Active ones are sent, suppressed ones are silenced or inhibited.",
      expr: promql`sum by (state) (alertmanager_alerts)`,
      legend: "{{state}}",
      unit: "short",
      min: 0,
      stacked: true,
    }),
  ],
};

const messages: Row = {
  title: "Where it went",
  panels: [
    lines({
      key: "messages-grafana",
      title: "Grafana: messages by way",
      description: "Messages sent by hour. Many more than people can read are ignored: group more.",
      expr: promql`sum by (integration) (rate(grafana_alerting_notifications_total[$__rate_interval])) * 3600`,
      legend: "{{integration}}",
      unit: "suffix: an hour",
      min: 0,
    }),
    lines({
      key: "messages-alertmanager",
      title: "Alertmanager: messages by way",
      description: "Messages sent by hour.",
      expr: promql`sum by (integration) (rate(alertmanager_notifications_total[$__rate_interval])) * 3600 > 0`,
      legend: "{{integration}}",
      unit: "suffix: an hour",
      min: 0,
    }),
    watched({
      alert: own.alertmanagerNotificationsFailing,
      title: "Alertmanager: messages that fail",
      description: "Share of the messages that did not arrive. The line is AlertmanagerNotificationsFailing.",
      legend: "{{integration}}",
    }),
    lines({
      key: "suppressed",
      title: "Messages held back",
      description: "By the Alertmanager: silenced, inhibited, outside of their hours.",
      expr: promql`sum by (reason) (rate(alertmanager_notifications_suppressed_total[$__rate_interval])) * 3600`,
      legend: "{{reason}}",
      unit: "suffix: an hour",
      min: 0,
    }),
  ],
};

const health: Row = {
  title: "The Alertmanager itself",
  panels: [
    watched({
      alert: own.alertmanagerConfigReloadFailed,
      title: "Configuration taken",
      description: "1 while the newest configuration counts. 0: it is refused, and it routes as before.",
      legend: "{{pod}}",
      width: 8,
    }),
    watched({
      alert: own.alertmanagerAlertsRefused,
      title: "Alerts refused",
      description: "Alerts with invalid labels or times. Any: somebody is not told.",
      legend: "alerts",
      width: 8,
    }),
    watched({
      alert: own.alertmanagerMembersDisagree,
      title: "Replicas that miss another",
      description: "Replicas less the members that the loneliest of them sees. Above 0: messages come twice.",
      legend: "missing",
      width: 8,
    }),
  ],
};

/** What fires, since when, and whom it was told. */
export const alertsDashboard = defineDashboard({
  uid: "alerts",
  title: "Alerts overview",
  description: "What fires, since when, and where it went; and whether messages arrive.",
  folder: "Platform",
  tags: ["belvedere", "alerts"],
  rows: [now, history, messages, health],
});
