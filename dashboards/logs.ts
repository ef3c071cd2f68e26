import * as alerts from "../alerts/logs";
import * as platform from "../alerts/platform-logs";
import { defineDashboard, defineSignal, logql, type Row } from "../src/dashboard";
import { lines, watched } from "./panels";

/** Every stream has a `service_name`: its application, or its container where that says none. */
const STREAMS = logql`{namespace=~"$namespace",service_name=~"$app",container=~"$container"}`;

const CHOSEN = logql`${STREAMS} |~ \`(?i)$search\` | detected_level=~"$level"`;

const explorer: Row = {
  title: "Lines",
  panels: [
    lines({
      key: "by-level",
      title: "Lines by level",
      description: "Of what is chosen above. A step up marks when it began.",
      expr: logql`sum by (detected_level) (count_over_time(${CHOSEN} [$__auto]))`,
      legend: "{{detected_level}}",
      unit: "short",
      min: 0,
      stacked: true,
    }),
    lines({
      key: "by-app",
      title: "Lines by application",
      description: "The ten that write most of what is chosen above.",
      expr: logql`topk(10, sum by (namespace, service_name) (count_over_time(${CHOSEN} [$__auto])))`,
      legend: "{{namespace}} {{service_name}}",
      unit: "short",
      min: 0,
      stacked: true,
    }),
    {
      kind: "logs",
      key: "lines",
      title: "Lines",
      description: "The newest of what is chosen above. A click on a line shows its labels, and leads to its trace.",
      queries: [{ signal: defineSignal({ expr: CHOSEN, unit: "none" }) }],
      maxLines: 500,
      height: 18,
    },
  ],
};

const watchedLines: Row = {
  title: "Patterns that alerts watch",
  // Searches by words, over all namespaces: only when somebody looks.
  collapsed: true,
  panels: [
    watched({
      alert: alerts.logErrorsSurge,
      title: "Errors against an hour ago",
      description: "Lines of level error a second, less five times those of an hour before. Below 0: as usual.",
      legend: "{{namespace}} {{app}}",
    }),
    watched({
      alert: alerts.programCrashed,
      title: "Crashes",
      description:
        "Panics and faults of memory, by container. Each is a program that ended in the middle of something.",
      legend: "{{namespace}} {{container}}",
    }),
    watched({
      alert: alerts.programOutOfMemory,
      title: "Out of memory",
      description: "Programs that say so themselves.",
      legend: "{{namespace}} {{container}}",
    }),
    watched({
      alert: alerts.ingressAuthFailures,
      title: "Requests refused at the gateway",
      description: "Answers 401 and 403 by route, where the gateway writes an access log.",
      legend: "{{router}}",
    }),
    watched({
      alert: platform.grafanaProvisioningFailed,
      title: "Files that Grafana does not take",
      description: "Complaints about dashboards, datasources and alerts of the last deployment.",
      legend: "{{logger}}",
      width: 8,
    }),
    watched({
      alert: platform.grafanaSignInsFailing,
      title: "Sign-ins to Grafana that fail",
      description: "People who came back from the identity provider, and were not let in.",
      legend: "sign-ins",
      width: 8,
    }),
    watched({
      alert: platform.kubeStateMetricsBlind,
      title: "What kube-state-metrics cannot read",
      description: "Any that go on: alerts on that kind of object stay silent.",
      legend: "lines",
      width: 8,
    }),
  ],
};

/** All logs, by namespace, application, container, level and words. */
export const logsDashboard = defineDashboard({
  uid: "logs",
  title: "Logs",
  description: "All logs, by namespace, application, container, level and words.",
  folder: "Platform",
  tags: ["belvedere", "logs"],
  range: "1h",
  variables: [
    { name: "namespace", label: "Namespace", values: { of: logql`{namespace=~".+"}`, label: "namespace" } },
    {
      name: "app",
      label: "Application",
      values: { of: logql`{namespace=~"$namespace"}`, label: "service_name" },
    },
    {
      name: "container",
      label: "Container",
      values: { of: logql`{namespace=~"$namespace",service_name=~"$app"}`, label: "container" },
    },
    {
      kind: "custom",
      name: "level",
      label: "Level",
      options: {
        ".*": "All",
        "error|critical|fatal": "Error",
        warn: "Warning",
        info: "Info",
        "debug|trace": "Debug",
        unknown: "Unknown",
      },
    },
    { kind: "textbox", name: "search", label: "Search" },
  ],
  links: [
    { title: "Loki", dashboard: "loki" },
    { title: "Agents", dashboard: "alloy" },
    { title: "Cost of telemetry", dashboard: "telemetry-cost" },
  ],
  rows: [explorer, watchedLines],
});
