import { type ChartRequests, type Requests, requestsOn } from "./requests";

/** Nodes of one kind. */
export interface Pool {
  readonly name: string;
  /** What pods can request on one of its nodes: millicores and MiB. */
  readonly allocatable: Requests;
  /** Fewest and most nodes. */
  readonly min: number;
  readonly max: number;
}

/** Requests against what the nodes give, at one number of nodes. */
export interface Load {
  readonly nodes: number;
  readonly requested: Requests;
  readonly allocatable: Requests;
  /** What the largest Job asks for beside it, while it runs. */
  readonly passing: Requests;
  readonly fits: boolean;
}

export interface Capacity {
  /** With as few nodes as the pools may have. */
  readonly min: Load;
  /** With as many. */
  readonly max: Load;
}

const NOTHING: Requests = { cpu: 0, memory: 0 };

/** Holds the requests of a platform against its nodes. System pods of the provider are not counted. */
export function capacity(
  charts: readonly ChartRequests[],
  pools: readonly Pool[],
  passing: Requests = NOTHING,
): Capacity {
  return { min: load(charts, pools, passing, "min"), max: load(charts, pools, passing, "max") };
}

/** The charts that ask for the most memory on so many nodes, largest first. */
export function largestConsumers(
  charts: readonly ChartRequests[],
  nodes: number,
): readonly { chart: string; memory: number }[] {
  return charts
    .map((chart) => ({ chart: chart.chart, memory: requestsOn(nodes, [chart]).memory }))
    .sort((a, b) => b.memory - a.memory);
}

function load(charts: readonly ChartRequests[], pools: readonly Pool[], passing: Requests, end: "min" | "max"): Load {
  const nodes = pools.reduce((count, pool) => count + pool[end], 0);
  const requested = requestsOn(nodes, charts);
  const allocatable = pools.reduce(
    (total, pool) => ({
      cpu: total.cpu + pool.allocatable.cpu * pool[end],
      memory: total.memory + pool.allocatable.memory * pool[end],
    }),
    { cpu: 0, memory: 0 },
  );
  return {
    nodes,
    requested,
    allocatable,
    passing,
    fits: requested.cpu + passing.cpu <= allocatable.cpu && requested.memory + passing.memory <= allocatable.memory,
  };
}
