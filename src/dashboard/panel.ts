import type { ComponentName } from "../queries/catalogue/components";
import type { JsonObject } from "./json";
import type { PanelLink } from "./link";
import type { Query } from "./query";
import type { Signal } from "./signal";
import type { Threshold } from "./threshold";
import type { Unit } from "./unit";

/** One query of a panel. */
export interface PanelQuery {
  readonly signal: Signal;
  /** Name of a series, with `{{label}}`. @default Grafana's own choice */
  readonly legend?: string;
}

/** One query of a table: a column of values, in a unit of its own. */
export interface TableQuery {
  readonly signal: Signal;
  /** Heading of its column. A table of several queries needs one for each. @default that of `Value` in the columns */
  readonly column?: string;
  /** Bounds that colour its cells. @default the panel's */
  readonly thresholds?: readonly Threshold[];
}

interface PanelBase {
  /** Stable name of the panel within its dashboard; its id and so every link to it come from this. */
  readonly key: string;
  readonly title: string;
  /** What it shows, and what a bad value means. */
  readonly description: string;
  /** Columns of 24. @default by kind */
  readonly width?: number;
  /** Rows of 30 pixels. @default by kind */
  readonly height?: number;
  /** Programs without which it says nothing: where one is missing, the panel is left out. @default none */
  readonly needs?: readonly ComponentName[];
}

interface QueryPanelBase extends PanelBase {
  /** All in one unit. */
  readonly queries: readonly PanelQuery[];
  /** Alerts that watch this signal, or bounds of the panel's own. @default none */
  readonly thresholds?: readonly Threshold[];
  /** Where a click on a value leads. @default nowhere */
  readonly links?: readonly PanelLink[];
}

/** Lines over time. */
export interface TimeseriesPanel extends QueryPanelBase {
  readonly kind: "timeseries";
  /** Areas on top of each other instead of lines. @default false */
  readonly stacked?: boolean;
}

/** One number, as of now. */
export interface StatPanel extends QueryPanelBase {
  readonly kind: "stat";
}

/** A dial from the signal's min to its max, as of now. */
export interface GaugePanel extends QueryPanelBase {
  readonly kind: "gauge";
}

/** One bar per series, as of now. */
export interface BarGaugePanel extends QueryPanelBase {
  readonly kind: "bargauge";
}

/** One row per set of labels, as of now. */
export interface TablePanel extends Omit<QueryPanelBase, "queries"> {
  readonly kind: "table";
  /** One column of values each; several are joined by the labels that they have in common. */
  readonly queries: readonly TableQuery[];
  /** Headings by label, in order; `Value` is the value of a single query. Other labels are hidden. */
  readonly columns: Readonly<Record<string, string>>;
  /** Heading of the column that orders the rows, the largest first. @default the order of the query */
  readonly sortBy?: string;
}

/** A band per series over time: states, by the signal's `states` or by thresholds. */
export interface StateTimelinePanel extends QueryPanelBase {
  readonly kind: "statetimeline";
}

/** Distribution over time: a row per bucket of a histogram. Its query keeps `le`, and counts by `increase`. */
export interface HeatmapPanel extends Omit<QueryPanelBase, "thresholds" | "links"> {
  readonly kind: "heatmap";
  /** Unit of the buckets' bounds; the signal's own is that of the counts. */
  readonly bucketUnit: Unit;
}

/** Lines of a log. */
export interface LogsPanel extends QueryPanelBase {
  readonly kind: "logs";
  /** Most lines shown. @default 200 */
  readonly maxLines?: number;
}

/** Traces that a TraceQL query finds, one in a row. */
export interface TracesPanel extends PanelBase {
  readonly kind: "traces";
  readonly query: Query;
  /** Most traces shown. @default 20 */
  readonly limit?: number;
}

/** Alerts that fire or are about to. */
export interface AlertListPanel extends PanelBase {
  readonly kind: "alertlist";
  /** Matchers of labels, `{severity="critical"}`; variables may stand in them. @default all */
  readonly matching?: string;
  /** Most alerts shown. @default 20 */
  readonly limit?: number;
}

/** A text in Markdown, without a query. */
export interface TextPanel extends Omit<PanelBase, "description"> {
  readonly kind: "text";
  readonly content: string;
}

/** A panel that a builder of Grafana's foundation SDK made. */
export interface BuiltPanel extends PanelBase {
  readonly kind: "built";
  readonly model: JsonObject;
}

/** Panels that draw what their queries measure. */
export type SignalPanel =
  | TimeseriesPanel
  | StatPanel
  | GaugePanel
  | BarGaugePanel
  | TablePanel
  | StateTimelinePanel
  | HeatmapPanel
  | LogsPanel;

export type Panel = SignalPanel | TracesPanel | AlertListPanel | TextPanel | BuiltPanel;

export type PanelKind = Panel["kind"];

/** What a panel measures; nothing for one that has no signals. */
export function signalsOf(panel: Panel): readonly Signal[] {
  return isSignalPanel(panel) ? panel.queries.map(({ signal }) => signal) : [];
}

export function isSignalPanel(panel: Panel): panel is SignalPanel {
  return "queries" in panel;
}
