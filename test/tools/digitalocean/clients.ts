import { join } from "node:path";
import { type ClientConfig, loadClient } from "../../../src/config";
import type { Cluster, NodePool } from "./account";
import { withCluster } from "./sources";
import type { Trial } from "./trial";

/** Every key of the cluster stack at once. */
export const EVERYTHING = join(__dirname, "everything.yaml");

export async function clientIn(file: string): Promise<ClientConfig> {
  return (await loadClient(file)).config;
}

/** The smallest example, with an autoscaled pool and one of a fixed number. */
export async function acme(): Promise<ClientConfig> {
  const config = await clientIn(join(__dirname, "..", "..", "..", "clients", "minimal.yaml"));
  return withCluster(config, { version: "1.33", nodePools: POOLS });
}

export const POOLS = {
  main: { size: "s-2vcpu-4gb", autoscale: { min: 2, max: 4 }, labels: { tier: "main" }, taints: [] },
  more: { size: "s-2vcpu-4gb", count: 2, labels: { tier: "more" }, taints: [] },
} as const satisfies Parameters<typeof withCluster>[1]["nodePools"];

/** Addresses of what this client's stack has. */
export const ACME = {
  cluster: "digitalocean_kubernetes_cluster.doks_cluster",
  more: "digitalocean_kubernetes_node_pool.doks_pool-more",
  bucket: "digitalocean_spaces_bucket.bucket-acme-logs_bucket",
} as const;

export function unprotected(config: ClientConfig): ClientConfig {
  return withCluster(config, { deletionProtection: false });
}

export function onlyCluster({ cloud }: Trial): Cluster {
  const [cluster, ...more] = cloud.account.clusters.values();
  if (cluster === undefined || more.length > 0) throw new Error(`got ${cloud.account.clusters.size} clusters`);
  return cluster;
}

export function poolOf(trial: Trial, name: string): NodePool {
  const pool = onlyCluster(trial).node_pools.find((one) => one.name === name);
  if (pool === undefined) throw new Error(`no pool ${name}`);
  return pool;
}
