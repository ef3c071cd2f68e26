/** A way from what was clicked to another dashboard. Time range and datasources travel along. */
export interface PanelLink {
  readonly title: string;
  /** Uid of the dashboard. */
  readonly dashboard: string;
  /** Variables of that dashboard that get their value from a label of what was clicked: `{ node: "instance" }`. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Variables that both dashboards have, and that keep their value. @default none */
  readonly keep?: readonly string[];
  /** Of a table: the label whose cells lead there. @default the first column */
  readonly column?: string;
}

/** A way to another dashboard, at the top of the page. Time range and variables of the same name travel along. */
export interface DashboardLink {
  readonly title: string;
  /** Uid of the dashboard. */
  readonly dashboard: string;
}
