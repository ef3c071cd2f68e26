/** A pool as the config has it: of a fixed number of nodes, or of as many as its autoscaler wants. */
interface Pool {
  readonly count?: number | undefined;
  readonly autoscale?: { readonly min: number; readonly max: number } | undefined;
}

/** Fewest and most nodes of a pool. */
export function nodeRange({ count = 0, autoscale }: Pool): { readonly min: number; readonly max: number } {
  return autoscale === undefined ? { min: count, max: count } : { min: autoscale.min, max: autoscale.max };
}
