import type { Signal } from "./signal";
import type { Threshold } from "./threshold";

/** One query of a panel. */
export interface PanelQuery {
  readonly signal: Signal;
  /** Name of a series, with `{{label}}`. @default Grafana's own choice */
  readonly legend?: string;
}

interface PanelBase {
  /** Stable name of the panel within its dashboard; its id and so every link to it come from this. */
  readonly key: string;
  readonly title: string;
  /** What it shows, and what a bad value means. */
  readonly description: string;
  /** All in one unit. */
  readonly queries: readonly PanelQuery[];
  /** Alerts that watch this signal, or bounds of the panel's own. @default none */
  readonly thresholds?: readonly Threshold[];
  /** Columns of 24. @default by kind */
  readonly width?: number;
  /** Rows of 30 pixels. @default by kind */
  readonly height?: number;
}

/** Lines over time. */
export interface TimeseriesPanel extends PanelBase {
  readonly kind: "timeseries";
  /** Areas on top of each other instead of lines. @default false */
  readonly stacked?: boolean;
}

/** One number, as of now. */
export interface StatPanel extends PanelBase {
  readonly kind: "stat";
}

/** A dial from the signal's min to its max, as of now. */
export interface GaugePanel extends PanelBase {
  readonly kind: "gauge";
}

/** One bar per series, as of now. */
export interface BarGaugePanel extends PanelBase {
  readonly kind: "bargauge";
}

/** One row per series of its one query, as of now. */
export interface TablePanel extends PanelBase {
  readonly kind: "table";
  /** Headings by label, in order; `Value` is the value. Other labels are hidden. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Lines of a log. */
export interface LogsPanel extends PanelBase {
  readonly kind: "logs";
  /** Most lines shown. @default 200 */
  readonly maxLines?: number;
}

export type Panel = TimeseriesPanel | StatPanel | GaugePanel | BarGaugePanel | TablePanel | LogsPanel;

export type PanelKind = Panel["kind"];
