import type { Finding } from "../explain/finding";
import { guessName } from "../explain/guess";
import { nest } from "../explain/path";
import { listed } from "../explain/render";
import type { NodePoolConfig } from "../schema/cluster";
import { defineRule } from "./rule";

/** A pool has a count or a range; the provider checks neither. */
export const poolCounts = defineRule({
  needs: ["cluster"],
  check({ cluster }) {
    if (cluster.provider !== "digitalocean") return [];
    return Object.entries(cluster.nodePools).flatMap(([name, pool]) => countOf(name, pool));
  },
});

function countOf(name: string, { count, autoscale }: NodePoolConfig): Finding[] {
  const path = ["cluster", "nodePools", name];
  if (count === undefined && autoscale === undefined) {
    const message = "got neither count nor autoscale, must have exactly one of them";
    return [{ path, at: "key", message, fix: nest(path, { count: 2 }) }];
  }
  if (count !== undefined && autoscale !== undefined) {
    const message = "got both count and autoscale, must have exactly one of them";
    return [{ path: [...path, "count"], at: "key", message, fix: nest(path, { autoscale }) }];
  }
  if (autoscale === undefined || autoscale.min <= autoscale.max) return [];
  const message = `got ${autoscale.max}, must be at least autoscale.min, which is ${autoscale.min}`;
  const fix = nest([...path, "autoscale"], { min: autoscale.max, max: autoscale.min });
  return [{ path: [...path, "autoscale", "max"], message, fix }];
}

/** A node takes one taint of a key and an effect. */
export const poolTaints = defineRule({
  needs: ["cluster"],
  check({ cluster }) {
    if (cluster.provider !== "digitalocean") return [];
    return Object.entries(cluster.nodePools).flatMap(([name, { taints }]) =>
      taints.flatMap(({ key, effect }, index) => {
        if (taints.findIndex((taint) => taint.key === key && taint.effect === effect) === index) return [];
        const path = ["cluster", "nodePools", name, "taints"];
        const message = `got a second taint ${key} with effect ${effect}, must be one of each`;
        return [{ path: [...path, index], message, fix: nest(path, taints.toSpliced(index, 1)) }];
      }),
    );
  },
});

/** The default pool is one of the declared ones. */
export const defaultPool = defineRule({
  needs: ["cluster"],
  check({ cluster }) {
    if (cluster.provider !== "digitalocean" || cluster.defaultPool === undefined) return [];
    const pools = Object.keys(cluster.nodePools);
    if (pools.includes(cluster.defaultPool)) return [];
    const path = ["cluster", "defaultPool"];
    const message = `got "${cluster.defaultPool}", must be one of the node pools ${listed(pools)}`;
    return [{ path, message, fix: nest(path, guessName(cluster.defaultPool, pools) ?? pools[0]) }];
  },
});
