import type { Account, Cluster, NodePool } from "./account";
import { type Bucket, lifecycleOf } from "./spaces";

/** What an account holds, without what DigitalOcean makes up: ids, order, its own tags. */
export function inventory(account: Account) {
  const own = [...account.projects.values()].filter((project) => !project.is_default);
  return {
    vpcs: [...account.vpcs.values()].map(({ name, region, ip_range }) => `${name} ${region} ${ip_range}`),
    clusters: [...account.clusters.values()].map(clusterOf),
    buckets: Object.fromEntries([...account.buckets.values()].map((bucket) => [bucket.name, bucketOf(bucket)]).sort()),
    projects: own.map(({ id, name, environment }) => ({
      name,
      environment,
      resources: account
        .resourcesOf(id)
        .map((urn) => nameOf(account, urn))
        .sort(),
    })),
    databases: [...account.databases.values()].map(({ name }) => name),
    loadBalancers: [...account.clusters.values()].flatMap(({ associated }) => associated.load_balancers),
  };
}

/** An account without anything. */
export const NOTHING: ReturnType<typeof inventory> = {
  vpcs: [],
  clusters: [],
  buckets: {},
  projects: [],
  databases: [],
  loadBalancers: [],
};

function clusterOf({ id: _, vpc_uuid: __, associated: ___, node_pools, maintenance_policy, tags, ...rest }: Cluster) {
  const { day, start_time } = maintenance_policy;
  const pools = Object.fromEntries(node_pools.map((pool) => [pool.name, poolOf(pool)]).sort());
  return { ...rest, maintenance: `${day} ${start_time}`, tags: [...tags].sort(), pools };
}

function poolOf({ size, count, auto_scale, min_nodes, max_nodes, labels, taints, tags }: NodePool) {
  return {
    nodes: `${count} x ${size}${auto_scale ? `, ${min_nodes} to ${max_nodes}` : ""}`,
    labels,
    taints: taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`),
    tags: tags.filter((tag) => !tag.startsWith("terraform:")).sort(),
  };
}

/** Lifecycle in days: of objects, of old versions, of unfinished uploads. */
function bucketOf(bucket: Bucket) {
  const [rule, ...more] = lifecycleOf(bucket);
  if (rule === undefined || more.length > 0 || rule.Status !== "Enabled") throw new Error(`rules of ${bucket.name}`);
  return {
    region: bucket.region,
    acl: bucket.acl,
    versioning: bucket.versioning,
    days: [
      rule.Expiration?.Days,
      rule.NoncurrentVersionExpiration?.NoncurrentDays,
      rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
    ].map((days) => (days === undefined ? undefined : Number(days))),
  };
}

function nameOf({ clusters, databases }: Account, urn: string): string {
  const [, kind = "", id = ""] = urn.split(":");
  return `${kind} ${clusters.get(id)?.name ?? databases.get(id)?.name ?? id}`;
}
