import { podCrashLooping } from "../../alerts/pods";
import { persistentVolumeFilling, volumeFree } from "../../alerts/volumes";
import type { Query, Row } from "../../src/dashboard";
import { defineSignal, promql } from "../../src/dashboard";
import { offenders } from "../panels";
import { ofNamespace, within } from "../scope";

const POD = { namespace: "Namespace", pod: "Pod", container: "Container" } as const;

const KINDS: readonly { readonly kind: string; readonly wanted: string; readonly ready: string }[] = [
  { kind: "deployment", wanted: "kube_deployment_spec_replicas", ready: "kube_deployment_status_replicas_available" },
  { kind: "statefulset", wanted: "kube_statefulset_replicas", ready: "kube_statefulset_status_replicas_ready" },
  {
    kind: "daemonset",
    wanted: "kube_daemonset_status_desired_number_scheduled",
    ready: "kube_daemonset_status_number_ready",
  },
];

/** Pods that a workload wants and does not have, by workload; only those with any. */
export const MISSING_REPLICAS: Query = promql`sum by (namespace, workload) (${KINDS.map(missing).join(" or ")}) > 0`;

function missing({ kind, wanted, ready }: (typeof KINDS)[number]): string {
  const difference = `${wanted}{namespace=~"$namespace"} - ${ready}{namespace=~"$namespace"}`;
  return `label_replace(${difference}, "workload", "${kind}/$1", "${kind}", "(.+)")`;
}

export const workloads: Row = {
  title: "Workloads",
  panels: [
    {
      kind: "timeseries",
      key: "pods-by-phase",
      title: "Pods by phase",
      description:
        "Pending for long: no node, no image or no volume. Failed: evicted, or a Job that gave up. Unknown: their node is silent.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`sum by (phase) (kube_pod_status_phase{namespace=~"$namespace"}) > 0`,
            unit: "short",
            min: 0,
          }),
          legend: "{{phase}}",
        },
      ],
      stacked: true,
    },
    {
      kind: "timeseries",
      key: "restarts",
      title: "Restarts of containers",
      description: "The ten that restart most. A comb is a crash loop; all at once is a node or a dependency.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`
              topk(10, sum by (namespace, pod, container) (
                increase(kube_pod_container_status_restarts_total{namespace=~"$namespace"}[$__rate_interval])
              ) > 0)`,
            unit: "short",
            min: 0,
          }),
          legend: "{{namespace}}/{{pod}} {{container}}",
        },
      ],
    },
    {
      kind: "table",
      key: "workloads-missing",
      title: "Workloads not ready",
      description: "How many pods each workload lacks. Empty is good.",
      queries: [{ signal: defineSignal({ expr: MISSING_REPLICAS, unit: "short", decimals: 0 }) }],
      columns: { namespace: "Namespace", workload: "Workload", Value: "Pods missing" },
    },
    offenders({
      alert: podCrashLooping,
      title: "Crash loops",
      description: "Containers that end soon after each start (PodCrashLooping). Empty is good.",
      columns: POD,
      of: ofNamespace,
    }),
    {
      kind: "table",
      key: "oom-kills",
      title: "Last ended for memory",
      description: "Containers whose last end was a kill for memory (ContainerOomKilled), and when. Empty is good.",
      queries: [
        {
          signal: defineSignal({
            // Grafana's dates are in milliseconds.
            expr: promql`
              1000 * max by (namespace, pod, container) (
                kube_pod_container_status_last_terminated_timestamp{namespace=~"$namespace"}
                and on (namespace, pod, container) kube_pod_container_status_last_terminated_reason{reason="OOMKilled"} == 1
              )`,
            unit: "dateTimeFromNow",
          }),
        },
      ],
      columns: { ...POD, Value: "When" },
    },
    {
      kind: "bargauge",
      key: "volumes-free",
      title: "Volumes: room left",
      description:
        "Share of each mounted volume that is free. Red is PersistentVolumeFilling: enlarge it before it is full.",
      queries: [
        {
          signal: within(volumeFree, "namespace", "kubelet_volume_stats_capacity_bytes"),
          legend: "{{namespace}}/{{persistentvolumeclaim}}",
        },
      ],
      thresholds: [persistentVolumeFilling],
    },
  ],
};

interface Top {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly unit: "short" | "bytes" | "Bps";
  /** What is summed by namespace. */
  readonly expr: Query;
}

const TOPS: readonly Top[] = [
  {
    key: "namespace-cpu",
    title: "CPU by namespace",
    description: "The ten namespaces that use most CPU, in cores.",
    unit: "short",
    expr: promql`rate(container_cpu_usage_seconds_total{container!="",namespace=~"$namespace"}[$__rate_interval])`,
  },
  {
    key: "namespace-memory",
    title: "Memory by namespace",
    description: "The ten namespaces that use most memory, as the kubelet counts it for limits (working set).",
    unit: "bytes",
    expr: promql`container_memory_working_set_bytes{container!="",namespace=~"$namespace"}`,
  },
  {
    key: "namespace-network",
    title: "Network by namespace",
    description:
      "The ten namespaces that receive most bytes. A pod on its node's own network counts all of the node's.",
    unit: "Bps",
    expr: promql`rate(container_network_receive_bytes_total{namespace=~"$namespace"}[$__rate_interval])`,
  },
];

export const namespaces: Row = {
  title: "Namespaces",
  panels: TOPS.map(({ key, title, description, unit, expr }) => ({
    kind: "timeseries",
    key,
    title,
    description,
    queries: [
      {
        signal: defineSignal({ expr: promql`topk(10, sum by (namespace) (${expr}))`, unit, min: 0 }),
        legend: "{{namespace}}",
      },
    ],
    width: 8,
  })),
};
