import type { Dashboard } from "../src/dashboard";
import type { ComponentName } from "../src/queries/catalogue/components";
import { type Shipped, shippedFor } from "../src/shipped";
import { clusterOverview } from "./cluster-overview";
import { probesDashboard } from "./probes";

const DASHBOARDS: readonly Shipped<Dashboard>[] = [
  { item: clusterOverview },
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
