export type { RenderedDashboard } from "./check";
export { checkDashboards } from "./check";
export type { Dashboard, DashboardProps, LabelVariable, Row } from "./dashboard";
export { defineDashboard, panelsOf } from "./dashboard";
export type { DashboardContext, DatasourceName, DatasourceRef } from "./datasource";
export type { Json, JsonObject } from "./json";
export { stableJson } from "./json";
export type { GridPos, Size } from "./layout";
export { GRID_COLUMNS, overlaps, placeOnShelves } from "./layout";
export type {
  BarGaugePanel,
  GaugePanel,
  LogsPanel,
  Panel,
  PanelKind,
  PanelQuery,
  StatPanel,
  TablePanel,
  TimeseriesPanel,
} from "./panel";
export { panelId } from "./panel-id";
export type { Query } from "./query";
export { logql, promql } from "./query";
export { renderDashboard } from "./render";
export type { Signal } from "./signal";
export { defineSignal, ruleExpr } from "./signal";
export type { Severity, Threshold } from "./threshold";
export { thresholdSteps } from "./threshold";
export type { Unit } from "./unit";
