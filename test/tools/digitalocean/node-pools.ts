import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Account, type Cluster, CREATED, clusterOf, type NodePool } from "./account";
import { DROPLET_SIZES } from "./catalogue";
import { Refusal, type Router } from "./router";

const labelKey = z.string().regex(/^([a-z0-9.-]+\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/);
const labelValue = z.string().regex(/^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/);

/** The provider's capitals; the API answers in lower case. */
const taint = z
  .strictObject({ Key: labelKey, Value: labelValue, Effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]) })
  .transform(({ Key, Value, Effect }) => ({ key: Key, value: Value, effect: Effect }));

const counts = {
  count: z.int().min(1).max(512).optional(),
  auto_scale: z.boolean().default(false),
  min_nodes: z.int().min(1).optional(),
  max_nodes: z.int().min(1).max(512).optional(),
};
const tag = z.string().regex(/^[A-Za-z0-9:_-]{1,255}$/);

/** A pool in a request, alone or in the request of its cluster. */
export const poolRequest = z.strictObject({
  name: z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/),
  size: z.enum(DROPLET_SIZES),
  tags: z.array(tag).default([]),
  labels: z.record(labelKey, labelValue).default({}),
  taints: z.array(taint).default([]),
  ...counts,
});

const update = z.strictObject({
  name: z.string().min(1),
  tags: z.array(tag).optional(),
  labels: z.record(labelKey, labelValue).optional(),
  taints: z.array(taint).optional(),
  count: z.int().min(1).max(512).optional(),
  auto_scale: z.boolean(),
  // The provider sends 0 for what is not set.
  min_nodes: z.int().min(0).optional(),
  max_nodes: z.int().min(0).optional(),
});

export function addNodePools(router: Router, account: Account): void {
  const pools = "/v2/kubernetes/clusters/:cluster/node_pools";
  router.on(
    `POST ${pools}`,
    ({ path, body }) => {
      const cluster = clusterOf(account, path.cluster);
      const pool = newPool(body);
      if (cluster.node_pools.some(({ name }) => name === pool.name)) throw new Refusal(422, `pool ${pool.name} exists`);
      cluster.node_pools.push(pool);
      return { status: 201, json: { node_pool: shown(pool, cluster) } };
    },
    { body: poolRequest },
  );
  router.on(`GET ${pools}/:pool`, ({ path }) => {
    const cluster = clusterOf(account, path.cluster);
    return { status: 200, json: { node_pool: shown(poolOf(cluster, path.pool), cluster) } };
  });
  router.on(
    `PUT ${pools}/:pool`,
    ({ path, body }) => {
      const cluster = clusterOf(account, path.cluster);
      const pool = poolOf(cluster, path.pool);
      Object.assign(pool, body);
      if (body.tags === undefined) pool.tags = [];
      checkCounts(pool);
      return { status: 202, json: { node_pool: shown(pool, cluster) } };
    },
    { body: update },
  );
  router.on(`DELETE ${pools}/:pool`, ({ path }) => {
    const cluster = clusterOf(account, path.cluster);
    const pool = poolOf(cluster, path.pool);
    cluster.node_pools = cluster.node_pools.filter((other) => other !== pool);
    return { status: 204 };
  });
}

/** @throws Refusal for counts that contradict each other */
export function newPool(request: z.output<typeof poolRequest>): NodePool {
  const { count, auto_scale, min_nodes = 0, max_nodes = 0, ...rest } = request;
  const pool = { id: randomUUID(), ...rest, auto_scale, min_nodes, max_nodes, count: count ?? min_nodes };
  checkCounts(pool);
  return pool;
}

function checkCounts({ name, auto_scale, count, min_nodes, max_nodes }: NodePool): void {
  const wrong = auto_scale ? !(1 <= min_nodes && min_nodes <= max_nodes) : min_nodes + max_nodes > 0;
  if (wrong || count < 1)
    throw new Refusal(422, `pool ${name}: count ${count}, from ${min_nodes} to ${max_nodes}, auto_scale ${auto_scale}`);
}

function poolOf(cluster: Cluster, id = ""): NodePool {
  const pool = cluster.node_pools.find((one) => one.id === id);
  if (pool === undefined) throw new Refusal(404, `node pool ${id} not found`);
  return pool;
}

/** The pool as the API shows it: every node runs at once, and tags of its own are added. */
export function shown(pool: NodePool, cluster: Cluster): unknown {
  const nodes = Array.from({ length: pool.count }, (_, index) => ({
    id: `${pool.id.slice(0, -4)}${String(index).padStart(4, "0")}`,
    name: `${pool.name}-${index}`,
    status: { state: "running" },
    droplet_id: String(4000 + index),
    created_at: CREATED,
    updated_at: CREATED,
  }));
  return { ...pool, tags: ["k8s", `k8s:${cluster.id}`, "k8s:worker", ...pool.tags], nodes };
}
