/** Repels pods that do not tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** Nodes of one size: a fixed number, or as many as DigitalOcean finds needed. */
export interface NodePool {
  /** Droplet size, such as `s-2vcpu-4gb`. */
  readonly size: string;
  /** Number of nodes. Either this or `autoscale`. */
  readonly count?: number | undefined;
  /** Fewest and most nodes. Either this or `count`. */
  readonly autoscale?: { readonly min: number; readonly max: number } | undefined;
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly taints?: readonly Taint[];
}

/** The provider leaves an empty map out of its request: labels that are there can be changed, not removed. */
export function hasLabels({ labels = {} }: NodePool): boolean {
  return Object.keys(labels).length > 0;
}

/**
 * A pool as the provider wants it. An autoscaled pool has no count: it would be scaled back at every apply.
 *
 * @throws Error for what the provider leaves to the API, or takes and ignores.
 */
export function poolConfig(name: string, pool: NodePool) {
  const { labels = {}, taints = [] } = pool;
  return {
    name,
    size: pool.size,
    ...numberOfNodes(name, pool),
    ...(hasLabels(pool) ? { labels: { ...labels } } : {}),
    ...(taints.length === 0 ? {} : { taint: taints.map((taint) => ({ ...taint })) }),
  };
}

function numberOfNodes(name: string, { count, autoscale }: NodePool) {
  if (autoscale !== undefined && count === undefined) {
    const { min, max } = autoscale;
    if (min < 1 || min > max)
      throw new Error(`node pool ${name}: got autoscale from ${min} to ${max}, must be 1 <= min <= max`);
    return { autoScale: true, minNodes: min, maxNodes: max };
  }
  if (count === undefined || autoscale !== undefined)
    throw new Error(
      `node pool ${name}: got ${count === undefined ? "neither" : "both"} of count and autoscale, must have exactly one`,
    );
  if (count < 1) throw new Error(`node pool ${name}: got count ${count}, must be at least 1`);
  return { nodeCount: count };
}
