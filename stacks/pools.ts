import type { ClientConfig } from "../src/config";
import { nodeRange } from "../src/config/node-range";
import { quantityBytes } from "../src/quantity";
import type { Pool } from "../src/sizing/capacity";
import { dropletSize } from "../src/sizing/droplets";
import { DROPLET_VOLUMES } from "../src/sizing/system-pods";

const MEBIBYTE = 2 ** 20;

/** Nodes of a client. */
export function poolsOf({ cluster }: ClientConfig): readonly Pool[] {
  if (cluster.provider === "existing")
    return cluster.nodes.map((node, index) => ({
      name: `nodes[${index}]`,
      allocatable: { cpu: node.cpu * 1000, memory: quantityBytes(node.memory) / MEBIBYTE },
      min: node.count,
      max: node.count,
    }));
  return Object.entries(cluster.nodePools).map(([name, pool]) => {
    const { allocatableCpu, allocatableMemory } = dropletSize(pool.size);
    const tainted = pool.taints.some(({ effect }) => effect !== "PreferNoSchedule");
    return {
      name,
      allocatable: { cpu: allocatableCpu, memory: allocatableMemory },
      ...nodeRange(pool),
      volumes: DROPLET_VOLUMES,
      ...(tainted ? { tainted } : {}),
    };
  });
}

/** Nodes that there are when every pool is as large as it may be. */
export function mostNodes(config: ClientConfig): number {
  return poolsOf(config).reduce((count, { max }) => count + max, 0);
}

/** Pools with the price of a node; none where the nodes are not ours to price. */
export function pricedPools({ cluster }: ClientConfig) {
  if (cluster.provider === "existing") return [];
  return Object.entries(cluster.nodePools).map(([name, pool]) => ({
    name,
    size: pool.size,
    price: dropletSize(pool.size).price,
    ...nodeRange(pool),
  }));
}
