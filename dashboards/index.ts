import type { Dashboard } from "../src/dashboard";
import type { ComponentName } from "../src/queries/catalogue/components";
import { type Shipped, shippedFor } from "../src/shipped";
import { alertsDashboard } from "./alerts";
import { clusterOverview } from "./cluster-overview";
import { probesDashboard } from "./probes";
import { prometheusDashboard } from "./prometheus";
import { telemetryCostDashboard } from "./telemetry-cost";

const DASHBOARDS: readonly Shipped<Dashboard>[] = [
  { item: clusterOverview },
  { item: alertsDashboard },
  { item: prometheusDashboard },
  { item: telemetryCostDashboard },
  { item: probesDashboard, needs: ["blackbox"] },
];

/** Every shipped dashboard. */
export const dashboards: readonly Dashboard[] = DASHBOARDS.map(({ item }) => item);

/** By what a client has, which dashboards it gets. */
export interface DashboardScope {
  /** Programs whose metrics its Prometheus has. */
  readonly components: readonly ComponentName[];
}

/** Those that mean something to a client. */
export function dashboardsFor({ components }: DashboardScope): readonly Dashboard[] {
  return shippedFor(DASHBOARDS, components);
}
