import type { Dashboard } from "../src/dashboard";
import { clusterOverview } from "./cluster-overview";

/** Every shipped dashboard. */
export const dashboards: readonly Dashboard[] = [clusterOverview];
