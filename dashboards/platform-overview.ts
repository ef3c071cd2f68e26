import { cpuRequested, memoryRequested } from "../alerts/capacity";
import { ratioOver, type Slo } from "../alerts/slos";
import { volumeFree } from "../alerts/volumes";
import { type Dashboard, defineDashboard, defineSignal, promql, type Query, type Row } from "../src/dashboard";
import { lines, number, table } from "./panels";

/** 0 instead of "No data" while all is well, but only while kube-state-metrics answers: a dead source must not look green. */
const OR_ZERO: Query = promql`or 0 * count(kube_node_info)`;

/** What Belvedere deploys, by the label that its charts give to pods. */
const PROGRAMS =
  "alertmanager|alloy|blackbox|cert-manager|grafana|keycloakx|loki|opentelemetry-collector|prometheus|prometheus-pushgateway|tempo|traefik";

const now: Row = {
  title: "State now",
  panels: [
    number({
      key: "nodes-ready",
      title: "Nodes ready",
      description: "Share of the nodes whose kubelet reports Ready. No data: kube-state-metrics is down.",
      expr: promql`
        sum(kube_node_status_condition{condition="Ready",status="true"}) / count(kube_node_info)`,
      unit: "percentunit",
      thresholds: [{ severity: "critical", below: 1 }],
      links: [{ title: "Cluster overview", dashboard: "cluster-overview" }],
    }),
    number({
      key: "pods-bad",
      title: "Pods not ready",
      description:
        "Pods that should serve and do not, without those of Jobs that are done. Any that stay: see workloads.",
      expr: promql`
        sum(
          kube_pod_status_ready{condition=~"false|unknown"}
          and on (namespace, pod) kube_pod_status_phase{phase=~"Pending|Running|Unknown"} == 1
        ) ${OR_ZERO}`,
      unit: "short",
      decimals: 0,
      thresholds: [{ severity: "warning", above: 0 }],
      links: [{ title: "Namespaces and workloads", dashboard: "workloads" }],
    }),
    number({
      key: "errors",
      title: "Requests that fail",
      description: "Share of all requests from outside that were answered with 5xx in the last 5 minutes.",
      expr: promql`
        (sum(rate(traefik_entrypoint_requests_total{code=~"5..",entrypoint!="metrics"}[5m])) or 0 * sum(rate(traefik_entrypoint_requests_total[5m])))
        / (sum(rate(traefik_entrypoint_requests_total{entrypoint!="metrics"}[5m])) > 0)`,
      unit: "percentunit",
      thresholds: [{ severity: "warning", above: 0.05 }],
      links: [{ title: "Ingress", dashboard: "ingress" }],
    }),
    number({
      key: "memory-requested",
      title: "Memory requested",
      description: "Share of the nodes' memory that pods have requested. Near 100 % new pods find no node.",
      expr: memoryRequested.expr,
      unit: "percentunit",
      thresholds: [{ severity: "warning", above: 0.9 }],
      links: [{ title: "Capacity and cost", dashboard: "capacity" }],
    }),
    number({
      key: "cpu-requested",
      title: "CPU requested",
      description: "Share of the nodes' CPU that pods have requested. Near 100 % new pods find no node.",
      expr: cpuRequested.expr,
      unit: "percentunit",
      thresholds: [{ severity: "warning", above: 0.9 }],
      links: [{ title: "Capacity and cost", dashboard: "capacity" }],
    }),
    number({
      key: "volume-fullest",
      title: "Fullest volume: room left",
      description: "Share of the fullest volume that is free. At 0 its program stops or loses data.",
      expr: promql`min(${volumeFree.expr})`,
      unit: "percentunit",
      thresholds: [{ severity: "critical", below: 0.1 }],
      links: [{ title: "Volumes", dashboard: "volumes" }],
    }),
  ],
};

const fires: Row = {
  title: "What fires, and what does not run",
  panels: [
    {
      kind: "alertlist",
      key: "firing",
      title: "What fires",
      description: "Alerts that fire or are about to, and since when. Empty is good.",
      limit: 20,
      width: 10,
      height: 9,
    },
    table({
      key: "down",
      title: "What Prometheus cannot read",
      description: "Alerts on these cannot fire (TargetDown). Empty is good.",
      expr: promql`max by (job, namespace, pod, instance) (up) == 0`,
      unit: "none",
      columns: { job: "Job", namespace: "Namespace", pod: "Pod", instance: "Address" },
      width: 7,
      height: 9,
    }),
    {
      kind: "bargauge",
      key: "programs",
      title: "What runs",
      description:
        "Share of each program's pods that are read, by its name. Less than 100 %: some are down. Missing: all.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`avg by (app_kubernetes_io_name) (up{app_kubernetes_io_name=~"${PROGRAMS}"})`,
            unit: "percentunit",
            min: 0,
            max: 1,
          }),
          legend: "{{app_kubernetes_io_name}}",
        },
      ],
      thresholds: [{ severity: "critical", below: 1 }],
      width: 7,
      height: 9,
    },
  ],
};

const telemetry: Row = {
  title: "What comes in",
  panels: [
    lines({
      key: "requests",
      title: "Requests from outside",
      description: "By class of answer. A fall to nothing: nobody gets in, or nobody comes.",
      expr: promql`
        sum by (class) (
          label_replace(
            rate(traefik_entrypoint_requests_total{entrypoint!="metrics"}[$__rate_interval]), "class", "$1", "code", "(.).."
          )
        )`,
      legend: "{{class}}xx",
      unit: "reqps",
      min: 0,
      stacked: true,
      width: 8,
      height: 7,
    }),
    lines({
      key: "series",
      title: "Samples taken",
      description: "Samples a second that Prometheus stores. A step up that stays: somebody exposes too many series.",
      expr: promql`sum(rate(prometheus_tsdb_head_samples_appended_total[$__rate_interval]))`,
      legend: "samples",
      unit: "wps",
      min: 0,
      width: 8,
      height: 7,
    }),
    lines({
      key: "logs",
      title: "Log lines taken",
      description: "Lines a second that Loki stores. Nothing for long: the agents ship none, or Loki refuses them.",
      expr: promql`sum(rate(loki_distributor_lines_received_total[$__rate_interval]))`,
      legend: "lines",
      unit: "wps",
      min: 0,
      width: 8,
      height: 7,
    }),
  ],
};

function promised(slos: readonly Slo[]): readonly Row[] {
  if (slos.length === 0) return [];
  return [
    {
      title: "What was promised",
      panels: [
        lines({
          key: "slo-bad",
          title: "Share of bad requests",
          description: "Of each SLO, in the hour before. How much of it is allowed says the dashboard SLOs.",
          expr: promql`max by (slo, sli) (${ratioOver("1h")})`,
          legend: "{{slo}} ({{sli}})",
          unit: "percentunit",
          min: 0,
          width: 24,
          height: 6,
        }),
      ],
    },
  ];
}

/** The state of everything on one screen: the first page of the day, and of an incident. */
export function platformOverview(slos: readonly Slo[]): Dashboard {
  return defineDashboard({
    uid: "platform-overview",
    title: "Platform overview",
    description: "Is anything wrong at all, and where is it to be looked at? The state of everything on one screen.",
    folder: "Platform",
    tags: ["belvedere"],
    rows: [now, fires, ...promised(slos), telemetry],
  });
}
