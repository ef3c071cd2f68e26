import type { Size } from "./profiles";

/** Pods of each kind. */
export interface MimirPods {
  /** Take samples from whoever writes. */
  readonly distributor: number;
  /** Keep the samples of the last hours. Each stands on a node of its own. */
  readonly ingester: number;
  /** Answer parts of queries. */
  readonly querier: number;
  /** Read what lies in the bucket. */
  readonly storeGateway: number;
  /** Join blocks, and delete what is older than the retention. */
  readonly compactor: number;
  readonly queryFrontend: number;
  readonly queryScheduler: number;
  readonly gateway: number;
}

/** Copies of every sample. */
export type ReplicationFactor = 1 | 3;

/** By the copies: with three of them no pod that people or Prometheus talk to is the only one of its kind. */
const PODS: Readonly<Record<ReplicationFactor, MimirPods>> = {
  1: {
    distributor: 1,
    ingester: 1,
    querier: 1,
    storeGateway: 1,
    compactor: 1,
    queryFrontend: 1,
    queryScheduler: 1,
    gateway: 1,
  },
  3: {
    distributor: 2,
    ingester: 3,
    querier: 2,
    storeGateway: 2,
    compactor: 1,
    queryFrontend: 2,
    queryScheduler: 2,
    gateway: 2,
  },
};

/** Kinds of which there may be more where there is more to carry. */
export const GROWING_PODS = ["distributor", "ingester", "querier", "storeGateway"] as const;

/** Pods where the config says nothing else. */
export function mimirPods(
  factor: ReplicationFactor,
  given: Readonly<Partial<Record<(typeof GROWING_PODS)[number], number | undefined>>> = {},
): MimirPods {
  const pods = PODS[factor];
  return {
    ...pods,
    distributor: given.distributor ?? pods.distributor,
    ingester: given.ingester ?? pods.ingester,
    querier: given.querier ?? pods.querier,
    storeGateway: given.storeGateway ?? pods.storeGateway,
  };
}

/** Active series that one ingester holds: docs/scaling.md says where the figures come from. */
const SERIES: Readonly<Record<Size, number>> = { small: 100_000, standard: 500_000, large: 1_500_000 };

/** Active series that all of them hold, each as often as there are copies. */
export function mimirSeries(size: Size, { ingester }: Pick<MimirPods, "ingester">, factor: ReplicationFactor): number {
  return Math.floor((SERIES[size] * ingester) / factor);
}

/** Small platforms read the bucket without caches. */
export function hasMimirCaches(size: Size): boolean {
  return size !== "small";
}

/** MiB of each cache, without what memcached itself needs. */
export const MIMIR_CACHE: Readonly<Record<Exclude<Size, "small">, number>> = { standard: 256, large: 1024 };
