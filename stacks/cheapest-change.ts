import type { ClientConfig } from "../src/config";
import { nodeRange } from "../src/config/node-range";
import type { DigitalOceanCluster, ExistingCluster, NodePoolConfig } from "../src/config/schema/cluster";
import { capacity } from "../src/sizing/capacity";
import { DROPLET_SLUGS, dropletSize } from "../src/sizing/droplets";
import { demandsOf } from "./overview";
import { poolsOf } from "./pools";

/** A change of the nodes with which the platform fits. */
export interface NodeChange {
  readonly text: string;
  /** What to write, from the root of the config. */
  readonly fix: unknown;
}

/** A cluster that could be instead, and what more it costs: dollars a month at most, or a number to sort by. */
interface Candidate extends NodeChange {
  readonly cluster: ClientConfig["cluster"];
  readonly more: number;
}

/** Most nodes by which a proposal enlarges a pool. */
const MOST_ADDED = 8;

/** The cheapest larger size, further nodes, or higher limit of autoscaling with which the platform fits. */
export function cheapestChange(config: ClientConfig, end: "min" | "max"): NodeChange | undefined {
  const demands = demandsOf(config);
  return candidates(config.cluster, end)
    .sort((a, b) => a.more - b.more)
    .find(({ cluster }) => capacity(demands, poolsOf({ ...config, cluster }))[end].fits);
}

function candidates(cluster: ClientConfig["cluster"], end: "min" | "max"): Candidate[] {
  if (cluster.provider === "existing") return cluster.nodes.flatMap((_, index) => moreMachines(cluster, index));
  return Object.entries(cluster.nodePools)
    .filter(([, { taints }]) => taints.length === 0)
    .flatMap(([name, pool]) =>
      end === "min"
        ? highersOf(cluster, name, pool)
        : [...moreNodes(cluster, name, pool), ...sizes(cluster, name, pool)],
    );
}

function moreMachines(cluster: ExistingCluster, index: number): Candidate[] {
  return added().map((more) => {
    const nodes = cluster.nodes.map((node, at) => (at === index ? { ...node, count: node.count + more } : node));
    return {
      text: `${more} more of nodes[${index}]`,
      fix: { cluster: { nodes } },
      cluster: { ...cluster, nodes },
      more,
    };
  });
}

/** The fewest nodes of a range, raised: they may come anyway, so that no price is named. */
function highersOf(cluster: DigitalOceanCluster, name: string, pool: NodePoolConfig): Candidate[] {
  const { autoscale } = pool;
  if (autoscale === undefined) return [];
  return added()
    .map((more) => ({ ...autoscale, min: autoscale.min + more }))
    .filter(({ min, max }) => min <= max)
    .map((range) => ({
      text: `autoscale.min: ${range.min} of ${name}`,
      ...changed(cluster, name, { ...pool, autoscale: range }),
      more: (range.min - autoscale.min) * dropletSize(pool.size).price,
    }));
}

function moreNodes(cluster: DigitalOceanCluster, name: string, pool: NodePoolConfig): Candidate[] {
  const { autoscale, count = 0 } = pool;
  return added().map((more) => {
    const price = more * dropletSize(pool.size).price;
    const [key, value, larger] =
      autoscale === undefined
        ? (["count", count + more, { ...pool, count: count + more }] as const)
        : ([
            "autoscale.max",
            autoscale.max + more,
            { ...pool, autoscale: { ...autoscale, max: autoscale.max + more } },
          ] as const);
    return { text: `${key}: ${value} of ${name}${atMost(price)}`, ...changed(cluster, name, larger), more: price };
  });
}

function sizes(cluster: DigitalOceanCluster, name: string, pool: NodePoolConfig): Candidate[] {
  const nodes = nodeRange(pool).max;
  const price = ({ size }: Pick<NodePoolConfig, "size">) => dropletSize(size).price * nodes;
  return DROPLET_SLUGS.filter((size) => price({ size }) > price(pool)).map((size) => {
    const more = price({ size }) - price(pool);
    const isDefault = name === (cluster.defaultPool ?? Object.keys(cluster.nodePools)[0]);
    const note = isDefault ? ", which replaces a cluster that is there already" : "";
    return {
      text: `size: ${size} of ${name}${atMost(more)}${note}`,
      ...changed(cluster, name, { ...pool, size }),
      more,
    };
  });
}

function changed(cluster: DigitalOceanCluster, name: string, pool: NodePoolConfig) {
  const { size, count, autoscale } = pool;
  const written = {
    size,
    ...(count === undefined ? {} : { count }),
    ...(autoscale === undefined ? {} : { autoscale }),
  };
  return {
    fix: { cluster: { nodePools: { [name]: written } } },
    cluster: { ...cluster, nodePools: { ...cluster.nodePools, [name]: pool } },
  };
}

function atMost(price: number): string {
  return `, at most $${price} a month more`;
}

function added(): readonly number[] {
  return Array.from({ length: MOST_ADDED }, (_, index) => index + 1);
}
