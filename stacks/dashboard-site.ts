import { EVERYTHING } from "../alerts/everything";
import { dashboardsFor } from "../dashboards";
import { dashboards } from "../dashboards/everything";
import type { ClientConfig } from "../src/config";
import type { Dashboard, DashboardContext } from "../src/dashboard";
import type { KnownDatasource } from "../src/dashboard/import";
import type { Platform } from "../src/queries";
import { platformFor, platformOf } from "./check-shipped";
import { dashboardContext, knownDatasources, STORES } from "./dashboard-context";
import { shippedScope } from "./shipped-scope";

/** A Grafana that dashboards go to. */
export interface DashboardSite {
  readonly context: DashboardContext;
  readonly datasources: readonly KnownDatasource[];
  /** What queries can rely on. Called when queries are read: it takes a moment. */
  readonly platform: () => Platform;
  /** Those that Belvedere brings. */
  readonly shipped: readonly Dashboard[];
}

export function siteOf(config: ClientConfig): DashboardSite {
  return {
    context: dashboardContext(config),
    datasources: knownDatasources(config),
    platform: () => platformOf(config),
    shipped: dashboardsFor(shippedScope(config)),
  };
}

/** Seconds between two scrapes, as the config has it by default. */
const SCRAPE_INTERVAL = 30;

/** Where no client is named: everything that Belvedere can deploy, with metrics in Prometheus alone. */
export function anySite(): DashboardSite {
  const { mimir: _, ...stores } = STORES;
  const { prometheus, loki, tempo } = stores;
  return {
    context: { prometheus, loki, tempo },
    datasources: Object.values(stores),
    platform: () => platformFor(EVERYTHING, SCRAPE_INTERVAL),
    shipped: dashboards,
  };
}
