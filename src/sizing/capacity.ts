import { homeless, type Pod, type Room, unsure } from "./packing";
import type { Requests } from "./requests";
import { ORDERS, trialsOf } from "./scheduler";
import { NODE_PODS } from "./system-pods";
import type { Workloads } from "./workloads";

/** Nodes of one kind. */
export interface Pool {
  readonly name: string;
  /** What pods can request on one of its nodes: millicores and MiB. */
  readonly allocatable: Requests;
  /** Fewest and most nodes. */
  readonly min: number;
  readonly max: number;
  /** Volumes that one node takes. @default - as many as there are */
  readonly volumes?: number;
  /** Tainted: only pods that stand on every node. @default false */
  readonly tainted?: boolean;
}

/** What runs on the nodes. */
export interface Demands extends Workloads {
  /** What the provider runs: on every node, and for the cluster. */
  readonly system: { readonly agents: readonly Pod[]; readonly pods: readonly Pod[] };
}

/** Requests against what the nodes give, at one number of nodes. */
export interface Load {
  readonly nodes: number;
  /** By the platform. */
  readonly requested: Requests;
  /** By what the provider runs. */
  readonly system: Requests;
  readonly allocatable: Requests;
  /** What asks for the most of what stands beside it for a while: a Job, the new pods of a release that rolls. */
  readonly passing: Requests;
  /** Every pod has a node, also while a release rolls or a Job runs. */
  readonly fits: boolean;
  /** `chart/workload` of pods without a node, all the more while something passes. */
  readonly homeless: readonly string[];
  /**
   * `chart/workload` of pods that find no node when pods come in an unlucky order; none where every order goes well. Agents
   * are taken as standing already: by their PriorityClass one that comes late takes the place of what can stand elsewhere.
   */
  readonly unsure: readonly string[];
  /** In what share of the orders every pod finds a node. */
  readonly lucky: number;
}

export interface Capacity {
  readonly pools: readonly Pool[];
  /** With as few nodes as the pools may have. */
  readonly min: Load;
  /** With as many. */
  readonly max: Load;
}

type End = "min" | "max";

/** Holds the pods of a platform against its nodes. */
export function capacity(demands: Demands, pools: readonly Pool[]): Capacity {
  return { pools, min: load(demands, pools, "min"), max: load(demands, pools, "max") };
}

function load(demands: Demands, pools: readonly Pool[], end: End): Load {
  const { pods, agents, passing, system } = demands;
  const nodes = pools.reduce((count, pool) => count + pool[end], 0);
  return {
    nodes,
    requested: sum([...pods, ...times(nodes, agents)]),
    system: sum([...system.pods, ...times(nodes, system.agents)]),
    allocatable: sum(pools.flatMap((pool) => times(pool[end], [pool.allocatable]))),
    passing: passing.map(sum).reduce((most, one) => (one.memory > most.memory ? one : most), { cpu: 0, memory: 0 }),
    ...placing(demands, pools, end),
  };
}

type Placing = Pick<Load, "fits" | "homeless" | "unsure" | "lucky">;

const SURE: Placing = { fits: true, homeless: [], unsure: [], lucky: 1 };

/** Whether the pods find nodes: surely, by the bounds alone; else as the scheduler would place them. */
function placing(demands: Demands, pools: readonly Pool[], end: End): Placing {
  const { agents, passing, system } = demands;
  const crowded = pools.some((pool) => pool[end] > 0 && isOver(roomOf(demands, pool)));
  if (crowded) return refused(agents.map(({ name }) => name));
  const free = rooms(demands, pools, end);
  const pods = [...system.pods, ...demands.pods];
  const groups = [[], ...passing];
  for (const group of groups) {
    const left = homeless([...pods, ...group], free);
    if (left.length > 0) return refused(left.map(({ name }) => name));
  }
  const trials = groups
    .filter((group) => unsure([...pods, ...group], free).length > 0)
    .map((group) => trialsOf(pods, group, free));
  const worst = [...trials].sort((x, y) => x.placed - y.placed)[0];
  if (worst === undefined || worst.placed === ORDERS) return SURE;
  if (worst.placed === 0) return refused(worst.homeless);
  return { ...SURE, unsure: worst.homeless, lucky: worst.placed / ORDERS };
}

function refused(names: readonly string[]): Placing {
  const left = [...new Set(names)];
  return { fits: false, homeless: left, unsure: left, lucky: 0 };
}

/** Pods for which not even an empty node is large enough. */
export function tooLarge(demands: Demands, pools: readonly Pool[]): readonly Pod[] {
  const empty = pools.filter(({ tainted }) => !tainted).map((pool) => roomOf(demands, pool));
  return demands.pods.filter((pod) => empty.every((room) => homeless([pod], [room]).length > 0));
}

/** What the roomiest node leaves to one pod: most memory, and most CPU. */
export function roomiest(demands: Demands, pools: readonly Pool[]): Requests {
  const empty = pools.filter(({ tainted }) => !tainted).map((pool) => roomOf(demands, pool));
  const most = (unit: "cpu" | "memory") => Math.max(0, ...empty.map((room) => room[unit]));
  return { cpu: most("cpu"), memory: most("memory") };
}

/** What nodes have for pods that are not on every one of them. */
function rooms(demands: Demands, pools: readonly Pool[], end: End): readonly Room[] {
  return pools.filter(({ tainted }) => !tainted).flatMap((pool) => times(pool[end], [roomOf(demands, pool)]));
}

/** The pools as they are for the platform: without what the provider runs on every node. */
export function besideSystem({ system }: Pick<Demands, "system">, pools: readonly Pool[]): readonly Pool[] {
  const taken = sum(system.agents);
  return pools.map((pool) => ({
    ...pool,
    allocatable: { cpu: pool.allocatable.cpu - taken.cpu, memory: pool.allocatable.memory - taken.memory },
  }));
}

function roomOf({ agents, system }: Demands, { allocatable, volumes = Number.POSITIVE_INFINITY }: Pool): Room {
  const standing = [...system.agents, ...agents];
  const taken = sum(standing);
  return {
    cpu: allocatable.cpu - taken.cpu,
    memory: allocatable.memory - taken.memory,
    allocatable,
    volumes,
    pods: NODE_PODS - standing.length,
  };
}

function isOver({ cpu, memory }: Room): boolean {
  return cpu < 0 || memory < 0;
}

function times<T>(count: number, all: readonly T[]): readonly T[] {
  return Array.from({ length: count }, () => all).flat();
}

function sum(all: readonly Requests[]): Requests {
  return all.reduce<Requests>((total, one) => ({ cpu: total.cpu + one.cpu, memory: total.memory + one.memory }), {
    cpu: 0,
    memory: 0,
  });
}
