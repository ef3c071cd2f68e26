import type { DashboardContext, DashboardProps, TimeseriesPanel } from "../../src/dashboard";
import { defineSignal, promql } from "../../src/dashboard";

export const CONTEXT: DashboardContext = {
  prometheus: { type: "prometheus", uid: "prom" },
  loki: { type: "loki", uid: "loki-zai" },
};

export const LOAD = defineSignal({ expr: promql`max by (node) (node_load1)`, unit: "short", min: 0 });

export const PANEL: TimeseriesPanel = {
  kind: "timeseries",
  key: "load",
  title: "Load",
  description: "Processes that want to run.",
  queries: [{ signal: LOAD, legend: "{{node}}" }],
};

export const PROPS: DashboardProps = {
  uid: "small",
  title: "Small",
  description: "One panel.",
  folder: "Platform",
  tags: ["belvedere"],
  rows: [{ title: "All", panels: [PANEL] }],
};
