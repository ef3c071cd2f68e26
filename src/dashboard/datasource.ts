/** A datasource of Grafana, as everything that queries it names it. */
export interface DatasourceRef {
  /** Plugin id: `prometheus`, `loki`. */
  readonly type: string;
  /** Fixed uid, `[a-zA-Z0-9_-]{1,40}`. */
  readonly uid: string;
}

/** The datasources that a dashboard is rendered for. */
export interface DashboardContext {
  readonly prometheus: DatasourceRef;
  readonly loki: DatasourceRef;
}

/** Which datasource of the context answers a query language. */
export type DatasourceName = keyof DashboardContext;
