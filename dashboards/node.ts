import * as faults from "../alerts/node-disk-faults";
import * as disks from "../alerts/node-disks";
import * as resources from "../alerts/node-resources";
import * as state from "../alerts/nodes";
import { defineDashboard, promql, type Query, type Row, type Signal } from "../src/dashboard";
import { lines, number, offenders, watched } from "./panels";
import { ofNode, within } from "./scope";

const CHOSEN: Query = promql`node=~"$node"`;

/** Conditions come from kube-state-metrics, which knows a node that is silent. */
const ofKnownNode = (signal: Signal) => within(signal, "node", "kube_node_info");

const now: Row = {
  title: "State now",
  panels: [
    number({
      key: "pods",
      title: "Pods",
      description: "Pods that run, or are to run, on the chosen nodes.",
      expr: promql`
        count(kube_pod_info{${CHOSEN}} and on (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1))`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "uptime",
      title: "Shortest uptime",
      description: "Time since the last of the chosen nodes started. Short, and nobody upgraded: it crashed.",
      expr: promql`time() - max(node_boot_time_seconds{${CHOSEN}})`,
      unit: "s",
    }),
    offenders({
      alert: state.nodeUnderPressure,
      title: "Bad conditions",
      description: "What a node says of itself (NodeUnderPressure): under pressure pods are evicted. Empty is good.",
      columns: { node: "Node", condition: "Condition" },
      of: ofKnownNode,
      width: 8,
      height: 4,
    }),
    offenders({
      alert: state.nodeCordonedForLong,
      title: "Cordoned",
      description: "Nodes that take no new pods; for 6 hours it is NodeCordonedForLong. Empty is good.",
      columns: { node: "Node" },
      of: ofKnownNode,
      width: 4,
      height: 4,
    }),
    offenders({
      alert: faults.nodeDiskTurnedReadOnly,
      title: "Turned read-only",
      description: "Filesystems that could be written to within the last day (NodeDiskTurnedReadOnly). Empty is good.",
      columns: { node: "Node", mountpoint: "Where" },
      of: ofNode,
      width: 4,
      height: 4,
    }),
  ],
};

const cpu: Row = {
  title: "CPU",
  panels: [
    lines({
      key: "cpu-modes",
      title: "CPU by mode",
      description: "iowait: processes wait for a disk. steal: the machine's host gives its CPU to others.",
      expr: promql`
        sum by (mode) (rate(node_cpu_seconds_total{mode!="idle",${CHOSEN}}[$__rate_interval]))
        / ignoring (mode) group_left () sum(rate(node_cpu_seconds_total{${CHOSEN}}[$__rate_interval]))`,
      legend: "{{mode}}",
      unit: "percentunit",
      min: 0,
      stacked: true,
      width: 8,
    }),
    watched({
      alert: resources.nodeCpuSaturated,
      title: "Load for each CPU",
      description: "Processes that want to run, for each CPU. Above 1 some wait; the line is NodeCpuSaturated.",
      legend: "{{node}}",
      of: ofNode,
      width: 8,
    }),
    lines({
      key: "cpu-pods",
      title: "CPU of pods",
      description: "The ten pods of these nodes that use most CPU, in cores: who it is.",
      expr: topPods(promql`rate(container_cpu_usage_seconds_total{container!=""}[$__rate_interval])`),
      legend: "{{namespace}}/{{pod}}",
      unit: "short",
      min: 0,
      width: 8,
    }),
  ],
};

const memory: Row = {
  title: "Memory",
  panels: [
    lines({
      key: "memory",
      title: "Memory",
      description:
        "Used up to total: the kernel kills. What is between them is free, or can be had by dropping caches.",
      expr: promql`sum by (node) (node_memory_MemTotal_bytes{${CHOSEN}} - node_memory_MemAvailable_bytes{${CHOSEN}})`,
      legend: "{{node}} used",
      more: { "{{node}} total": promql`sum by (node) (node_memory_MemTotal_bytes{${CHOSEN}})` },
      unit: "bytes",
      min: 0,
      width: 8,
    }),
    watched({
      alert: resources.nodeThrashing,
      title: "Waiting for memory",
      description: "Share of the time in which some process waits for memory to be freed. The line is NodeThrashing.",
      legend: "{{node}}",
      of: ofNode,
      width: 8,
    }),
    lines({
      key: "memory-pods",
      title: "Memory of pods",
      description: "The ten pods of these nodes that use most memory, as the kubelet counts it.",
      expr: topPods(promql`container_memory_working_set_bytes{container!=""}`),
      legend: "{{namespace}}/{{pod}}",
      unit: "bytes",
      min: 0,
      width: 8,
    }),
  ],
};

const disk: Row = {
  title: "Disks",
  panels: [
    watched({
      alert: faults.nodeDiskSaturated,
      title: "Requests waiting for a disk",
      description: "On average. Above the line (NodeDiskSaturated) everything that reads or writes crawls.",
      legend: "{{node}} {{device}}",
      of: ofNode,
      width: 8,
    }),
    lines({
      key: "disk-busy",
      title: "Disk busy",
      description: "Share of the time in which a disk works. Long at 100 %: its limit of operations is reached.",
      expr: promql`max by (node, device) (rate(node_disk_io_time_seconds_total{${CHOSEN}}[$__rate_interval]))`,
      legend: "{{node}} {{device}}",
      unit: "percentunit",
      min: 0,
      max: 1,
      width: 8,
    }),
    lines({
      key: "written-pods",
      title: "Written by pods",
      description: "The ten pods of these nodes that write most to disks.",
      expr: topPods(promql`rate(container_fs_writes_bytes_total{container!=""}[$__rate_interval])`),
      legend: "{{namespace}}/{{pod}}",
      unit: "Bps",
      min: 0,
      width: 8,
    }),
    watched({
      alert: disks.nodeInodesWillRunOut,
      title: "Inodes left in 24 hours",
      description:
        "Where the last 6 hours lead, for disks with less than 40 % of their inodes; empty is good. Below the line is NodeInodesWillRunOut.",
      legend: "{{node}} {{device}}",
      of: ofNode,
      width: 8,
    }),
  ],
};

const kernel: Row = {
  title: "Network and kernel",
  panels: [
    watched({
      alert: resources.nodeNetworkBroken,
      title: "Broken packets",
      description: "Share of an interface's packets that came or went broken. The line is NodeNetworkBroken.",
      legend: "{{node}} {{device}}",
      of: ofNode,
      width: 8,
    }),
    watched({
      alert: resources.nodeConnectionsAlmostExhausted,
      title: "Connections tracked",
      description:
        "Share of the kernel's table of connections. Full: new ones are dropped (NodeConnectionsAlmostExhausted).",
      legend: "{{node}}",
      of: ofNode,
      width: 8,
    }),
    watched({
      alert: resources.nodeFilesAlmostExhausted,
      title: "Files open",
      description: "Share of the files that a node can have open. The line is NodeFilesAlmostExhausted.",
      legend: "{{node}}",
      of: ofNode,
      width: 8,
    }),
    watched({
      alert: state.nodeClockNotSynchronised,
      title: "Clock: possible error",
      description: "What the kernel believes its clock may be off by. It grows while no time server is heard.",
      legend: "{{node}}",
      of: ofNode,
      width: 8,
    }),
  ],
};

/** The ten pods of the chosen nodes with most of it. */
function topPods(used: Query): Query {
  return promql`
    topk(10, sum by (namespace, pod) (${used} and on (namespace, pod) kube_pod_info{${CHOSEN}}))`;
}

/** What ails a machine, and which of its pods it is. */
export const nodeDashboard = defineDashboard({
  uid: "node",
  title: "Node",
  description: "What ails this machine, and which of its pods is it?",
  folder: "Platform",
  tags: ["belvedere", "kubernetes"],
  variables: [{ name: "node", label: "Node", values: { of: promql`kube_node_info`, label: "node" } }],
  links: [{ title: "Cluster overview", dashboard: "cluster-overview" }],
  rows: [now, cpu, memory, disk, kernel],
});
