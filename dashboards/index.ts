import type { Dashboard } from "../src/dashboard";
import { clusterOverview } from "./cluster-overview";
import { probesDashboard } from "./probes";

/** Dashboards that every client gets. */
const ALWAYS: readonly Dashboard[] = [clusterOverview];

/** Every shipped dashboard. */
export const dashboards: readonly Dashboard[] = [...ALWAYS, probesDashboard];

/** Those that mean something to a client. */
export function dashboardsFor({ probes }: { readonly probes: boolean }): readonly Dashboard[] {
  return probes ? dashboards : ALWAYS;
}
