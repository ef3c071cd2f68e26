import type { ContainerSize } from "./container-table";
import { containersOf } from "./containers";
import { type Demand, demandOf, type PlatformShape } from "./requests";

/**
 * How many times what its pods ask for a namespace may ask for: once for the old pods and once for the new ones, when
 * every workload rolls at the same time.
 */
const ROLLING = 2;

export interface QuotaProps {
  readonly shape: PlatformShape;
  /** Whether a container's pods stand in the namespace. */
  readonly holds: (container: ContainerSize) => boolean;
  /** Most nodes of the cluster. */
  readonly nodes: number;
  /** What comes and goes beside the charts' own pods: Jobs. @default - nothing */
  readonly beside?: readonly Demand[];
}

/** The most that the pods of a namespace may ask for together: all that may run there, twice. */
export function namespaceQuota({ shape, holds, nodes, beside = [] }: QuotaProps): Demand {
  const containers = containersOf(shape.size).filter(
    (container) => container.chart in shape.charts && holds(container),
  );
  const asked = containers.map((container) => scaled(container.perNode ? nodes : 1, demandOf(container, shape)));
  return scaled(ROLLING, [...asked, ...beside].reduce(plus, { cpu: 0, memory: 0, limit: 0 }));
}

function scaled(count: number, { cpu, memory, limit }: Demand): Demand {
  return { cpu: cpu * count, memory: memory * count, limit: limit * count };
}

function plus(a: Demand, b: Demand): Demand {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory, limit: a.limit + b.limit };
}
