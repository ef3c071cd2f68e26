import type { ComponentName } from "../queries/catalogue/components";

/** A datasource of Grafana, as everything that queries it names it. */
export interface DatasourceRef {
  /** Plugin id: `prometheus`, `loki`. */
  readonly type: string;
  /** Fixed uid, `[a-zA-Z0-9_-]{1,40}`. */
  readonly uid: string;
}

/** What a dashboard is rendered for. */
export interface DashboardContext {
  readonly prometheus: DatasourceRef;
  readonly loki: DatasourceRef;
  /** @default none: panels of traces are left out */
  readonly tempo?: DatasourceRef | undefined;
  /** What evaluates alerts: Grafana marks its own on every panel, for those of Prometheus there is an annotation. @default grafana */
  readonly alertEngine?: "grafana" | "prometheus" | undefined;
  /** Programs that run there: panels that need others are left out. @default all */
  readonly components?: readonly ComponentName[] | undefined;
  /** Uids of dashboards that are there: links to others are left out. @default all */
  readonly dashboards?: readonly string[] | undefined;
}

/** Datasources that dashboards query, in the order in which their variables stand. */
export const DATASOURCE_NAMES = ["prometheus", "loki", "tempo"] as const;

/** Which datasource of the context answers a query language. */
export type DatasourceName = (typeof DATASOURCE_NAMES)[number];
