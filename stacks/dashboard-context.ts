import { dashboardsFor } from "../dashboards";
import type { ClientConfig } from "../src/config";
import type * as Datasources from "../src/config/schema/datasources";
import type { DashboardContext } from "../src/dashboard";
import type { KnownDatasource } from "../src/dashboard/import";
import { componentsOf } from "../src/queries/catalogue/components-of";
import { shippedScope } from "./shipped-scope";

/** The platform's own stores. The constructs that make them would load CDKTF; a test holds both equal. */
export const STORES = {
  prometheus: { type: "prometheus", uid: "prometheus", name: "Prometheus" },
  loki: { type: "loki", uid: "loki", name: "Loki" },
  tempo: { type: "tempo", uid: "tempo", name: "Tempo" },
  mimir: { type: "prometheus", uid: "mimir", name: "Mimir" },
  alertmanager: { type: "alertmanager", uid: "alertmanager", name: "Alertmanager" },
} as const satisfies Readonly<Record<string, KnownDatasource>>;

/** Plugins that Grafana calls other than the config does. */
const PLUGINS: Readonly<Record<string, string>> = { postgres: "grafana-postgresql-datasource" };

/** What dashboards find at this client. */
export function dashboardContext(config: ClientConfig): DashboardContext {
  const components = componentsOf(config);
  return {
    prometheus: STORES.prometheus,
    loki: STORES.loki,
    tempo: config.tracing === undefined ? undefined : STORES.tempo,
    alertEngine: config.alerts.engine,
    components,
    dashboards: dashboardsFor(shippedScope(config)).map(({ uid }) => uid),
  };
}

/** Every datasource of a client's Grafana; its default is the first. */
export function knownDatasources(config: ClientConfig): readonly KnownDatasource[] {
  const { mimir, tempo, ...always } = STORES;
  return [
    ...Object.values(always),
    ...(config.mimir === undefined ? [] : [mimir]),
    ...(config.tracing === undefined ? [] : [tempo]),
    ...furtherDatasources(config),
  ];
}

/** Those that the config adds. */
function furtherDatasources({ grafana }: ClientConfig): readonly KnownDatasource[] {
  const all = Object.entries(grafana.datasources);
  if (all.length === 0) return [];
  // The schema comes with it: loaded by those who have some.
  const { titleOf, uidOf } = require("../src/config/schema/datasources") as typeof Datasources;
  return all.map(([key, one]) => ({
    type: PLUGINS[one.type] ?? one.type,
    uid: uidOf(key, one),
    name: titleOf(key, one),
  }));
}
