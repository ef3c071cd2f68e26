import { containerCpuThrottled, containerNearMemoryLimit } from "../alerts/containers";
import { defineDashboard, defineSignal, logql, promql, type Query, type Row, type Signal } from "../src/dashboard";
import { deployments } from "./annotations";
import { lines, number, table, watched } from "./panels";
import { within } from "./scope";

const CHOSEN: Query = promql`namespace=~"$namespace",pod=~"$pod"`;

/** The name of a pod is its own in nearly every cluster: the namespace is chosen by it. */
const ofPod = (signal: Signal) => within(signal, "pod", "kube_pod_info");

const CONTAINER = "{{pod}} {{container}}";

const state: Row = {
  title: "State",
  panels: [
    number({
      key: "restarts-total",
      title: "Restarts",
      description: "Restarts of the chosen pods in this time range. Any: something ended that should not.",
      expr: promql`sum(increase(kube_pod_container_status_restarts_total{${CHOSEN}}[$__range]))`,
      unit: "short",
      decimals: 0,
      thresholds: [{ severity: "warning", above: 0 }],
    }),
    number({
      key: "age",
      title: "Age of the youngest",
      description:
        "Time since the last of them was made. Young, and nobody deployed: it was evicted, or its node went.",
      expr: promql`time() - max(kube_pod_created{${CHOSEN}})`,
      unit: "s",
    }),
    table({
      key: "last-ends",
      title: "Last ends",
      description: "Why each container last ended. OOMKilled: over its limit. Error: look at its last words below.",
      expr: promql`
        max by (pod, container, reason) (kube_pod_container_status_last_terminated_reason{${CHOSEN}} == 1)`,
      unit: "none",
      columns: { pod: "Pod", container: "Container", reason: "Why" },
      width: 8,
      height: 4,
    }),
    table({
      key: "where",
      title: "Where they run",
      description: "Node of each pod. All of one workload on one node go together.",
      expr: promql`max by (pod, node, created_by_name) (kube_pod_info{${CHOSEN}})`,
      unit: "none",
      columns: { pod: "Pod", created_by_name: "Made by", node: "Node" },
      width: 8,
      height: 4,
    }),
    {
      kind: "statetimeline",
      key: "ready",
      title: "Ready",
      description: "When each pod was ready. A gap: nothing was sent to it.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`max by (pod) (kube_pod_status_ready{condition="true",${CHOSEN}})`,
            unit: "none",
            states: { 0: { text: "Not ready", is: "warning" }, 1: { text: "Ready", is: "good" } },
          }),
          legend: "{{pod}}",
        },
      ],
      width: 24,
      height: 6,
    },
  ],
};

const resources: Row = {
  title: "CPU and memory",
  panels: [
    lines({
      key: "cpu",
      title: "CPU against request and limit",
      description: "In cores. Used above requested: it lives on what others leave. At its limit it is throttled.",
      expr: promql`sum by (pod) (rate(container_cpu_usage_seconds_total{container!="",${CHOSEN}}[$__rate_interval]))`,
      legend: "{{pod}} used",
      more: {
        "{{pod}} requested": promql`sum by (pod) (kube_pod_container_resource_requests{resource="cpu",${CHOSEN}})`,
        "{{pod}} limit": promql`sum by (pod) (kube_pod_container_resource_limits{resource="cpu",${CHOSEN}})`,
      },
      unit: "short",
      min: 0,
    }),
    lines({
      key: "memory",
      title: "Memory against request and limit",
      description:
        "As the kubelet counts it. At its limit a container is killed; above its request it is evicted first.",
      expr: promql`sum by (pod) (container_memory_working_set_bytes{container!="",${CHOSEN}})`,
      legend: "{{pod}} used",
      more: {
        "{{pod}} requested": promql`sum by (pod) (kube_pod_container_resource_requests{resource="memory",${CHOSEN}})`,
        "{{pod}} limit": promql`sum by (pod) (kube_pod_container_resource_limits{resource="memory",${CHOSEN}})`,
      },
      unit: "bytes",
      min: 0,
    }),
    watched({
      alert: containerCpuThrottled,
      title: "Throttled",
      description:
        "Share of the periods in which a container was stopped by its CPU limit. The line is ContainerCpuThrottled.",
      legend: CONTAINER,
      of: ofPod,
    }),
    watched({
      alert: containerNearMemoryLimit,
      title: "Memory against limits",
      description: "Share of its memory limit that a container uses. The line is ContainerNearMemoryLimit.",
      legend: CONTAINER,
      of: ofPod,
    }),
  ],
};

const traffic: Row = {
  title: "Network and disk",
  panels: [
    lines({
      key: "network",
      title: "Network",
      description: "Bytes in and out. A pod on its node's own network counts all of the node's.",
      expr: promql`sum by (pod) (rate(container_network_receive_bytes_total{${CHOSEN}}[$__rate_interval]))`,
      legend: "{{pod}} in",
      more: {
        "{{pod}} out": promql`sum by (pod) (rate(container_network_transmit_bytes_total{${CHOSEN}}[$__rate_interval]))`,
      },
      unit: "Bps",
      min: 0,
    }),
    lines({
      key: "disk",
      title: "Written and read",
      description: "Bytes to and from disks and volumes.",
      expr: promql`sum by (pod) (rate(container_fs_writes_bytes_total{container!="",${CHOSEN}}[$__rate_interval]))`,
      legend: "{{pod}} written",
      more: {
        "{{pod}} read": promql`
          sum by (pod) (rate(container_fs_reads_bytes_total{container!="",${CHOSEN}}[$__rate_interval]))`,
      },
      unit: "Bps",
      min: 0,
    }),
  ],
};

const logs: Row = {
  title: "Logs",
  panels: [
    {
      kind: "logs",
      key: "log",
      title: "Log",
      description: "The newest lines of the chosen pods.",
      queries: [{ signal: defineSignal({ expr: logql`{namespace=~"$namespace",pod=~"$pod"}`, unit: "none" }) }],
    },
  ],
};

/** Why a pod restarts, is slow, or is gone. */
export const podDashboard = defineDashboard({
  uid: "pod",
  title: "Pod",
  description: "Why does this pod restart, why is it slow, what did it say last?",
  folder: "Platform",
  tags: ["belvedere", "kubernetes"],
  variables: [
    { name: "namespace", label: "Namespace", values: { of: promql`kube_namespace_created`, label: "namespace" } },
    { name: "pod", label: "Pod", values: { of: promql`kube_pod_info{namespace=~"$namespace"}`, label: "pod" } },
  ],
  annotations: [deployments],
  links: [{ title: "Namespaces and workloads", dashboard: "workloads" }],
  rows: [state, resources, traffic, logs],
});
