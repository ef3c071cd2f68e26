import type { ComponentName } from "../queries/catalogue/components";
import type { Annotation } from "./annotation";
import { type Builder, built, builtPanel, builtQueries, isBuilder } from "./built";
import { GRID_COLUMNS } from "./layout";
import type { DashboardLink } from "./link";
import { isSignalPanel, type Panel, type SignalPanel, signalsOf } from "./panel";
import type { Query } from "./query";
import { text, type Unread } from "./read";
import type { Variable } from "./variable";

/** Panels under one heading. */
export interface Row<P = Panel> {
  readonly title: string;
  /** Folded until somebody opens it; its queries wait until then. @default false */
  readonly collapsed?: boolean;
  /** Placed on the grid in this order. */
  readonly panels: readonly P[];
  /** Programs without which it says nothing: where one is missing, the row is left out. @default none */
  readonly needs?: readonly ComponentName[];
}

export interface DashboardProps {
  /** `[a-zA-Z0-9_-]{1,40}`, unique, never changed: links hold it. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Title of the folder it stands in. */
  readonly folder: string;
  readonly tags: readonly string[];
  /** @default none */
  readonly variables?: readonly Variable[];
  /** Marks on the time axis, beside those of Grafana's own alerts. @default none */
  readonly annotations?: readonly Annotation[];
  /** Ways to other dashboards, beside the menu of those with the same first tag. @default none */
  readonly links?: readonly DashboardLink[];
  /** Panels may be builders of Grafana's foundation SDK: each keeps its size, and is placed like all others. */
  readonly rows: readonly Row<Panel | Builder>[];
  /** Time range at opening, up to now. @default 3h */
  readonly range?: string;
  /** How often it loads anew. @default 1m */
  readonly refresh?: string;
  /** `browser`, `utc`, or a name such as `Europe/Berlin`. @default browser */
  readonly timezone?: string;
}

export interface Dashboard extends Required<Omit<DashboardProps, "rows">> {
  readonly rows: readonly Row[];
  /** What a DashboardBuilder made, in place of rows. */
  readonly model?: Unread;
}

/**
 * Defines a dashboard; what is wrong in itself is refused here, what is wrong among others by `checkDashboards`.
 * A `DashboardBuilder` of Grafana's foundation SDK is taken as it is.
 * @param folder Of a builder: title of the folder it stands in. @default Own
 */
export function defineDashboard(props: DashboardProps | Builder, folder = "Own"): Dashboard {
  if (isBuilder(props)) return builtDashboard(built(props), folder);
  const rows = props.rows.map((row) => ({ ...row, panels: row.panels.map((panel) => panelIn(props.uid, panel)) }));
  return Object.freeze({ ...DEFAULTS, ...props, rows });
}

const DEFAULTS = {
  variables: [],
  annotations: [],
  links: [],
  range: "3h",
  refresh: "1m",
  timezone: "browser",
} as const;

function panelIn(dashboard: string, panel: Panel | Builder): Panel {
  if (isBuilder(panel)) return builtPanel(dashboard, panel);
  assertPanel(`panel ${panel.key} of dashboard ${dashboard}`, panel);
  return panel;
}

function builtDashboard(model: Unread, folder: string): Dashboard {
  const { uid, title, description } = model;
  if (text(uid) === "" || text(title) === "" || !Array.isArray(model.panels))
    throw new Error("a builder of a dashboard must build one with a uid, a title and panels");
  const named = { uid: text(uid), title: text(title), description: text(description), folder, tags: [] };
  return Object.freeze({ ...DEFAULTS, ...named, rows: [], model });
}

/** Every panel, in order. */
export function panelsOf(dashboard: Pick<Dashboard, "rows">): readonly Panel[] {
  return dashboard.rows.flatMap(({ panels }) => panels);
}

/** Everything that a dashboard asks: for its panels, its variables, its annotations. */
export function queriesOf(dashboard: Dashboard): readonly Query[] {
  return [
    ...dashboard.variables.flatMap((variable) => ("values" in variable ? [variable.values.of] : [])),
    ...dashboard.annotations.map(({ query }) => query),
    ...panelsOf(dashboard).flatMap(expressionsOf),
  ];
}

/** Every expression of a panel. */
export function expressionsOf(panel: Panel): readonly Query[] {
  if (panel.kind === "traces") return [panel.query];
  return panel.kind === "built" ? builtQueries(panel) : signalsOf(panel).map(({ expr }) => expr);
}

function assertPanel(name: string, panel: Panel): void {
  const { width } = panel;
  if (width !== undefined && (width < 1 || width > GRID_COLUMNS)) {
    throw new Error(`${name}: width must be 1 to ${GRID_COLUMNS} columns, got ${width}`);
  }
  if (isSignalPanel(panel)) assertSignals(name, panel);
  if (panel.kind === "traces" && panel.query.datasource !== "tempo")
    throw new Error(`${name}: traces are found by TraceQL, got a query for ${panel.query.datasource}`);
}

function assertSignals(name: string, panel: SignalPanel): void {
  const signals = panel.queries.map(({ signal }) => signal);
  const units = new Set(signals.map(({ unit }) => unit));
  // Each column of a table has a unit of its own.
  if (units.size === 0 || (units.size > 1 && panel.kind !== "table"))
    throw new Error(`${name}: all queries must have one unit, got ${[...units].join(", ") || "none"}`);
  const languages = new Set(signals.map(({ expr }) => expr.datasource));
  if (languages.size !== 1)
    throw new Error(`${name}: all queries must have one datasource, got ${[...languages].join(", ")}`);
  if (languages.has("tempo")) throw new Error(`${name}: TraceQL finds traces and measures nothing, show it by traces`);
  if (panel.kind === "table" && signals.length > 1 && panel.queries.some(({ column }) => column === undefined))
    throw new Error(`${name}: a table of ${signals.length} queries needs a column for each`);
}
