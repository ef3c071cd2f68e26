import { requested } from "../../alerts/capacity";
import type { GaugePanel, Query, Row, TimeseriesPanel, Unit } from "../../src/dashboard";
import { defineSignal, promql } from "../../src/dashboard";

const CHOSEN = promql`node=~"$node"`;

function allocatable(resource: "cpu" | "memory"): Query {
  return promql`sum(kube_node_status_allocatable{resource="${resource}",node=~"$node"})`;
}

function requestedShare(resource: "cpu" | "memory", name: string): GaugePanel {
  return {
    kind: "gauge",
    key: `${resource}-requested`,
    title: `${name} requested`,
    description: `Share of the nodes' ${name} that pods have requested. Near 100 % new pods find no node, however idle these are.`,
    queries: [
      {
        signal: defineSignal({
          expr: promql`${requested(resource, CHOSEN)} / ${allocatable(resource)}`,
          unit: "percentunit",
          min: 0,
          max: 1,
          decimals: 0,
        }),
      },
    ],
    thresholds: [{ severity: "warning", above: 0.85 }],
    width: 4,
  };
}

function useAgainstRequests(key: string, resource: "cpu" | "memory", unit: Unit, used: Query): TimeseriesPanel {
  const name = resource === "cpu" ? "CPU" : "Memory";
  const inUnit = (expr: Query) => defineSignal({ expr, unit, min: 0 });
  return {
    kind: "timeseries",
    key,
    title: `${name}: used, requested, allocatable`,
    description: `${unit === "short" ? "In cores. " : ""}Requested far above used: requests are too generous. Used above requested: pods will be squeezed when their node fills up.`,
    queries: [
      { signal: inUnit(used), legend: "used" },
      { signal: inUnit(requested(resource, CHOSEN)), legend: "requested" },
      { signal: inUnit(allocatable(resource)), legend: "allocatable" },
    ],
    width: 8,
    height: 7,
  };
}

export const capacity: Row = {
  title: "Capacity",
  panels: [
    requestedShare("cpu", "CPU"),
    useAgainstRequests(
      "cpu-use",
      "cpu",
      "short",
      promql`sum(rate(node_cpu_seconds_total{mode!~"idle|iowait|steal",node=~"$node"}[$__rate_interval]))`,
    ),
    requestedShare("memory", "Memory"),
    useAgainstRequests(
      "memory-use",
      "memory",
      "bytes",
      promql`sum(node_memory_MemTotal_bytes{node=~"$node"} - node_memory_MemAvailable_bytes{node=~"$node"})`,
    ),
  ],
};
