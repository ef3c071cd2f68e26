export type { Annotation } from "./annotation";
export type { Builder } from "./built";
export type { RenderedDashboard } from "./check";
export { checkDashboards } from "./check";
export type { Dashboard, DashboardProps, Row } from "./dashboard";
export { defineDashboard, expressionsOf, panelsOf, queriesOf } from "./dashboard";
export type { DashboardContext, DatasourceName, DatasourceRef } from "./datasource";
export type { Json, JsonObject } from "./json";
export { stableJson } from "./json";
export type { GridPos, Size } from "./layout";
export { GRID_COLUMNS, overlaps, placeOnShelves } from "./layout";
export type { DashboardLink, PanelLink } from "./link";
export type {
  AlertListPanel,
  BarGaugePanel,
  BuiltPanel,
  GaugePanel,
  HeatmapPanel,
  LogsPanel,
  Panel,
  PanelKind,
  PanelQuery,
  SignalPanel,
  StateTimelinePanel,
  StatPanel,
  TablePanel,
  TableQuery,
  TextPanel,
  TimeseriesPanel,
  TracesPanel,
} from "./panel";
export { signalsOf } from "./panel";
export { panelId } from "./panel-id";
export type { Query } from "./query";
export { logql, promql, traceql } from "./query";
export { renderDashboard } from "./render";
export type { Signal, State } from "./signal";
export { defineSignal, ruleExpr } from "./signal";
export type { Severity, Threshold } from "./threshold";
export { thresholdSteps } from "./threshold";
export type { Unit } from "./unit";
export type { CustomVariable, LabelVariable, TextboxVariable, Variable } from "./variable";
