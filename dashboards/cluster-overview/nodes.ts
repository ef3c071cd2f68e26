import * as alerts from "../../alerts/nodes";
import * as signals from "../../alerts/signals";
import type { Row } from "../../src/dashboard";
import { defineSignal, promql } from "../../src/dashboard";
import { within } from "../scope";

/** Interfaces of the machine, without those of pods, of which every byte counts twice. */
const INTERFACES = promql`device!~"lo|veth.*|cali.*|cilium.*|lxc.*|cni.*|flannel.*|docker.*|ifb.*",node=~"$node"`;

export const nodes: Row = {
  title: "Nodes",
  panels: [
    {
      kind: "timeseries",
      key: "node-cpu",
      title: "CPU use",
      description: "Share of a node's CPUs that work. Long at 100 %: pods wait for CPU, see Pressure.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`
              avg by (node) (
                sum by (node, cpu) (rate(node_cpu_seconds_total{mode!~"idle|iowait|steal",node=~"$node"}[$__rate_interval]))
              )`,
            unit: "percentunit",
            min: 0,
            max: 1,
          }),
          legend: "{{node}}",
        },
      ],
    },
    {
      kind: "timeseries",
      key: "node-memory",
      title: "Memory use",
      description:
        "Share of a node's memory that cannot be had without swapping or dropping caches. The line is NodeMemoryPressureHigh.",
      queries: [{ signal: within(signals.nodeMemoryUse, "node", "node_uname_info"), legend: "{{node}}" }],
      thresholds: [alerts.nodeMemoryPressureHigh],
    },
    {
      kind: "timeseries",
      key: "node-disk",
      title: "Disk use",
      description:
        "Share of each disk that is full. The line is NodeDiskAlmostFull, just before the kubelet evicts pods.",
      queries: [{ signal: within(signals.nodeDiskUse, "node", "node_uname_info"), legend: "{{node}} {{device}}" }],
      thresholds: [alerts.nodeDiskAlmostFull],
    },
    {
      kind: "timeseries",
      key: "node-disk-forecast",
      title: "Disk left in 24 hours",
      description:
        "Where the last 6 hours lead, for disks that are more than 60 % full; empty is good. Below the line is NodeDiskWillFill.",
      queries: [{ signal: within(signals.nodeDiskForecast, "node", "node_uname_info"), legend: "{{node}} {{device}}" }],
      thresholds: [alerts.nodeDiskWillFill],
    },
    {
      kind: "timeseries",
      key: "node-inodes",
      title: "Inodes left",
      description:
        "Share of a disk's inodes that are free: without one no file can be made. The line is NodeInodesLow.",
      queries: [{ signal: within(signals.nodeInodesFree, "node", "node_uname_info"), legend: "{{node}} {{device}}" }],
      thresholds: [alerts.nodeInodesLow],
    },
    {
      kind: "timeseries",
      key: "node-disk-io",
      title: "Disk busy",
      description:
        "Share of the time in which a disk works. Near 100 % on a network volume: its limit of operations is reached.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`max by (node, device) (rate(node_disk_io_time_seconds_total{node=~"$node"}[$__rate_interval]))`,
            unit: "percentunit",
            min: 0,
          }),
          legend: "{{node}} {{device}}",
        },
      ],
    },
    {
      kind: "timeseries",
      key: "node-network",
      title: "Network",
      description: "Bytes in and out of each node. A flat top is the limit of the machine's size.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`sum by (node) (rate(node_network_receive_bytes_total{${INTERFACES}}[$__rate_interval]))`,
            unit: "Bps",
            min: 0,
          }),
          legend: "{{node}} in",
        },
        {
          signal: defineSignal({
            expr: promql`sum by (node) (rate(node_network_transmit_bytes_total{${INTERFACES}}[$__rate_interval]))`,
            unit: "Bps",
            min: 0,
          }),
          legend: "{{node}} out",
        },
      ],
    },
    {
      kind: "timeseries",
      key: "node-pressure",
      title: "Pressure",
      description:
        "Share of the time in which some process waits for CPU, memory or disk (PSI). Memory above a few percent: the node thrashes.",
      queries: (["cpu", "memory", "io"] as const).map((resource) => ({
        signal: defineSignal({
          expr: promql`max by (node) (rate(node_pressure_${resource}_waiting_seconds_total{node=~"$node"}[$__rate_interval]))`,
          unit: "percentunit",
          min: 0,
        }),
        legend: `{{node}} ${resource}`,
      })),
    },
    {
      kind: "timeseries",
      key: "node-clock",
      title: "Clock offset",
      description: "How far a node's clock is from its time server. The line is NodeClockSkew.",
      queries: [{ signal: within(signals.nodeClockOffset, "node", "node_uname_info"), legend: "{{node}}" }],
      thresholds: [alerts.nodeClockSkew],
    },
    {
      kind: "timeseries",
      key: "node-oom",
      title: "Kills for memory",
      description:
        "Processes that the kernel killed on a node because it or a container had no memory left. Each is lost work.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`sum by (node) (increase(node_vmstat_oom_kill{node=~"$node"}[$__rate_interval]))`,
            unit: "short",
            min: 0,
          }),
          legend: "{{node}}",
        },
      ],
    },
  ],
};
