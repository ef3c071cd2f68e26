import { GRID_COLUMNS } from "./layout";
import type { Panel } from "./panel";
import type { Query } from "./query";

/** A variable with the values of one label, as a list at the top. */
export interface LabelVariable {
  /** Name in queries: `$name`. */
  readonly name: string;
  /** Name for people. */
  readonly label: string;
  /** Where its values come from. */
  readonly values: {
    /** A selector of series that carry the label. */
    readonly of: Query;
    readonly label: string;
  };
}

/** Panels under one heading. */
export interface Row {
  readonly title: string;
  /** Folded until somebody opens it; its queries wait until then. @default false */
  readonly collapsed?: boolean;
  /** Placed on the grid in this order. */
  readonly panels: readonly Panel[];
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
  readonly variables?: readonly LabelVariable[];
  readonly rows: readonly Row[];
  /** Time range at opening, up to now. @default 3h */
  readonly range?: string;
  /** How often it loads anew. @default 1m */
  readonly refresh?: string;
}

export type Dashboard = Required<DashboardProps>;

/** Defines a dashboard; what is wrong in itself is refused here, what is wrong among others by `checkDashboards`. */
export function defineDashboard(props: DashboardProps): Dashboard {
  for (const panel of panelsOf(props)) assertPanel(props.uid, panel);
  return Object.freeze({ variables: [], range: "3h", refresh: "1m", ...props });
}

/** Every panel, in order. */
export function panelsOf(dashboard: Pick<DashboardProps, "rows">): readonly Panel[] {
  return dashboard.rows.flatMap(({ panels }) => panels);
}

function assertPanel(uid: string, panel: Panel): void {
  const name = `panel ${panel.key} of dashboard ${uid}`;
  const units = new Set(panel.queries.map(({ signal }) => signal.unit));
  if (units.size !== 1)
    throw new Error(`${name}: all queries must have one unit, got ${[...units].join(", ") || "none"}`);
  const languages = new Set(panel.queries.map(({ signal }) => signal.expr.datasource));
  if (languages.size !== 1)
    throw new Error(`${name}: all queries must have one datasource, got ${[...languages].join(", ")}`);
  if (panel.kind === "table" && panel.queries.length > 1) {
    throw new Error(`${name}: a table takes one query, got ${panel.queries.length}`);
  }
  const { width } = panel;
  if (width !== undefined && (width < 1 || width > GRID_COLUMNS)) {
    throw new Error(`${name}: width must be 1 to ${GRID_COLUMNS} columns, got ${width}`);
  }
}
