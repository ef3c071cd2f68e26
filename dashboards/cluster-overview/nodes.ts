import { nodeDiskAlmostFull, nodeDiskWillFill, nodeInodesLow } from "../../alerts/node-disks";
import { INTERFACES, nodeMemoryPressureHigh } from "../../alerts/node-resources";
import { nodeClockSkew } from "../../alerts/nodes";
import type { Row } from "../../src/dashboard";
import { defineSignal, promql } from "../../src/dashboard";
import { watched } from "../panels";
import { ofNode } from "../scope";

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
    watched({
      alert: nodeMemoryPressureHigh,
      title: "Memory use",
      description:
        "Share of a node's memory that cannot be had without swapping or dropping caches. The line is NodeMemoryPressureHigh.",
      legend: "{{node}}",
      of: ofNode,
    }),
    watched({
      alert: nodeDiskAlmostFull,
      title: "Disk use",
      description:
        "Share of each disk that is full. The line is NodeDiskAlmostFull, just before the kubelet evicts pods.",
      legend: "{{node}} {{device}}",
      of: ofNode,
    }),
    watched({
      alert: nodeDiskWillFill,
      title: "Disk left in 24 hours",
      description:
        "Where the last 6 hours lead, for disks that are more than 60 % full; empty is good. Below the line is NodeDiskWillFill.",
      legend: "{{node}} {{device}}",
      of: ofNode,
    }),
    watched({
      alert: nodeInodesLow,
      title: "Inodes left",
      description:
        "Share of a disk's inodes that are free: without one no file can be made. The line is NodeInodesLow.",
      legend: "{{node}} {{device}}",
      of: ofNode,
    }),
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
            expr: promql`sum by (node) (rate(node_network_receive_bytes_total{${INTERFACES},node=~"$node"}[$__rate_interval]))`,
            unit: "Bps",
            min: 0,
          }),
          legend: "{{node}} in",
        },
        {
          signal: defineSignal({
            expr: promql`sum by (node) (rate(node_network_transmit_bytes_total{${INTERFACES},node=~"$node"}[$__rate_interval]))`,
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
    watched({
      alert: nodeClockSkew,
      title: "Clock offset",
      description: "How far a node's clock is from its time server. The line is NodeClockSkew.",
      legend: "{{node}}",
      of: ofNode,
    }),
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
