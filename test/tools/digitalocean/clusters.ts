import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Account, type Cluster, CREATED, clusterOf } from "./account";
import { REGIONS } from "./catalogue";
import { newPool, poolRequest, shown } from "./node-pools";
import { type Answer, Refusal, type Router } from "./router";

const clusterName = z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
const tags = z.array(z.string().regex(/^[A-Za-z0-9:_-]{1,255}$/));
const maintenance = z.strictObject({
  start_time: z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/),
  duration: z.literal(""),
  day: z.enum(["any", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
});
const create = z.strictObject({
  name: clusterName,
  region: z.enum(REGIONS),
  version: z.string(),
  tags: tags.default([]),
  vpc_uuid: z.string(),
  ha: z.boolean(),
  node_pools: z.array(poolRequest).min(1),
  maintenance_policy: maintenance,
  auto_upgrade: z.boolean(),
  surge_upgrade: z.boolean(),
});
/** Sent with every update, empty or as the API shows it. */
const untouched = z.strictObject({ enabled: z.literal(false).nullable() }).optional();
const update = z.strictObject({
  name: clusterName,
  tags: tags.optional(),
  maintenance_policy: maintenance,
  auto_upgrade: z.boolean(),
  surge_upgrade: z.literal(true).optional(),
  ha: z.boolean(),
  control_plane_firewall: z
    .strictObject({ enabled: z.literal(false).nullable(), allowed_addresses: z.null() })
    .optional(),
  cluster_autoscaler_configuration: z
    .strictObject({
      scale_down_utilization_threshold: z.null(),
      scale_down_unneeded_time: z.null(),
      expanders: z.null(),
    })
    .optional(),
  routing_agent: untouched,
  amd_gpu_device_plugin: untouched,
  amd_gpu_device_metrics_exporter_plugin: untouched,
});

export function addClusters(router: Router, account: Account): void {
  const one = "/v2/kubernetes/clusters/:cluster";
  router.on("GET /v2/kubernetes/options", () => ({ status: 200, json: optionsOf(account) }));
  router.on("GET /v2/kubernetes/clusters", () => {
    const all = [...account.clusters.values()].map(clusterShown);
    return { status: 200, json: { kubernetes_clusters: all, meta: { total: all.length } } };
  });
  router.on("POST /v2/kubernetes/clusters", ({ body }) => created(account, body), { body: create });
  router.on(`GET ${one}`, ({ path }) => answer(200, clusterOf(account, path.cluster)));
  router.on(
    `PUT ${one}`,
    ({ path, body: { name, tags, maintenance_policy, auto_upgrade, surge_upgrade, ha } }) => {
      const cluster = clusterOf(account, path.cluster);
      if (cluster.ha && !ha) throw new Refusal(422, "high availability cannot be turned off");
      Object.assign(cluster, { name, maintenance_policy, auto_upgrade, ha, tags: tags ?? cluster.tags });
      cluster.surge_upgrade = surge_upgrade ?? cluster.surge_upgrade;
      return answer(202, cluster);
    },
    { body: update },
  );
  router.on(
    `POST ${one}/upgrade`,
    ({ path, body: { version } }) => {
      const cluster = clusterOf(account, path.cluster);
      offered(account, version);
      cluster.version = version;
      return { status: 202 };
    },
    { body: z.strictObject({ version: z.string() }) },
  );
  router.on(`DELETE ${one}`, ({ path }) => {
    account.clusters.delete(clusterOf(account, path.cluster).id);
    return { status: 204 };
  });
  router.on(`GET ${one}/destroy_with_associated_resources`, ({ path }) => {
    const { load_balancers, volumes } = clusterOf(account, path.cluster).associated;
    const named = (names: string[]) => names.map((name) => ({ id: randomUUID(), name }));
    return {
      status: 200,
      json: { load_balancers: named(load_balancers), volumes: named(volumes), volume_snapshots: [] },
    };
  });
  router.on(`DELETE ${one}/destroy_with_associated_resources/dangerous`, ({ path }) => {
    const cluster = clusterOf(account, path.cluster);
    cluster.associated = { load_balancers: [], volumes: [] };
    account.clusters.delete(cluster.id);
    return { status: 204 };
  });
}

function created(account: Account, body: z.output<typeof create>): Answer {
  offered(account, body.version);
  if (account.vpcs.get(body.vpc_uuid)?.region !== body.region)
    throw new Refusal(422, `vpc_uuid ${body.vpc_uuid} is none in ${body.region}`);
  if ([...account.clusters.values()].some(({ name }) => name === body.name))
    throw new Refusal(422, `cluster ${body.name} exists`);
  const node_pools = body.node_pools.map(newPool);
  const associated = { load_balancers: [], volumes: [] };
  const cluster: Cluster = { ...body, id: randomUUID(), node_pools, registry_enabled: false, associated };
  account.clusters.set(cluster.id, cluster);
  return answer(201, cluster);
}

function offered(account: Account, version: string): void {
  if (!account.versions.includes(version)) throw new Refusal(422, `invalid version slug ${version}`);
}

function answer(status: number, cluster: Cluster): Answer {
  return { status, json: { kubernetes_cluster: clusterShown(cluster) } };
}

function clusterShown(cluster: Cluster): unknown {
  const { associated: _, ...rest } = cluster;
  return {
    ...rest,
    tags: ["k8s", `k8s:${cluster.id}`, ...cluster.tags],
    node_pools: cluster.node_pools.map((pool) => shown(pool, cluster)),
    cluster_subnet: "10.244.0.0/16",
    service_subnet: "10.245.0.0/16",
    ipv4: "192.0.2.10",
    endpoint: `https://${cluster.id}.k8s.ondigitalocean.example`,
    control_plane_firewall: { enabled: false, allowed_addresses: [] },
    status: { state: "running" },
    created_at: CREATED,
    updated_at: CREATED,
  };
}

function optionsOf({ versions }: Account): unknown {
  const all = versions.map((slug) => ({ slug, kubernetes_version: slug.split("-")[0], supported_features: [] }));
  return { options: { versions: all, regions: [], sizes: [] } };
}
