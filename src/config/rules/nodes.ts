import { nodeRange } from "../node-range";
import type { ClientConfig } from "../schema";

/** Nodes at most that take any pod: those with a taint are left to their workloads. */
export function sharedNodes(cluster: ClientConfig["cluster"]): number {
  if (cluster.provider === "existing") return cluster.nodes.reduce((sum, { count }) => sum + count, 0);
  return Object.values(cluster.nodePools)
    .filter(({ taints }) => taints.every(({ effect }) => effect === "PreferNoSchedule"))
    .reduce((sum, pool) => sum + nodeRange(pool).max, 0);
}
