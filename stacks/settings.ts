import type { LoadBalancer } from "../constructs/traefik";
import type { ClientConfig } from "../src/config";
import type { ManagedDatabaseConfig } from "../src/config/schema/identity-database";
import type { BackendProps, ClusterAccess } from "../src/terraform";

/** Block storage of DigitalOcean. */
const DIGITALOCEAN_STORAGE_CLASS = "do-block-storage";

export function backendOf(config: ClientConfig): BackendProps {
  const { backend } = config;
  return backend.type === "s3" ? { ...backend, prefix: backend.prefix ?? config.client } : backend;
}

export function accessOf(config: ClientConfig): ClusterAccess {
  const { cluster } = config;
  if (cluster.provider === "existing") return { type: "context", context: cluster.context };
  if (cluster.access.type === "dataSource") return { type: "dataSource", cluster: cluster.name };
  return { type: "context", context: cluster.access.context ?? `do-${cluster.region}-${cluster.name}` };
}

export function storageClassOf(config: ClientConfig): string | undefined {
  return config.cluster.provider === "existing" ? config.cluster.storageClass : DIGITALOCEAN_STORAGE_CLASS;
}

/** What the cluster is called in labels. */
export function clusterNameOf(config: ClientConfig): string {
  return config.cluster.provider === "existing" ? config.cluster.context : config.cluster.name;
}

/** Labels of every series and alert that leaves the cluster. */
export function externalLabelsOf(config: ClientConfig): Readonly<Record<string, string>> {
  return { client: config.client, cluster: clusterNameOf(config), environment: config.environment };
}

/** PriorityClass of what stands on every node, and of nothing else. */
export function agentsPriorityOf(config: ClientConfig): string {
  return `${config.client}-node-agents`;
}

export function tenantOf(config: ClientConfig): string {
  return config.loki.tenant ?? config.client;
}

/** Who the metrics in Mimir belong to. */
export function metricsTenantOf({ client, mimir }: ClientConfig): string {
  return mimir?.tenant ?? client;
}

/** The load balancer of a DigitalOcean cluster; elsewhere its annotations mean nothing. */
export function loadBalancerOf(config: ClientConfig): LoadBalancer | undefined {
  if (config.cluster.provider === "existing" || config.ingress.service !== "LoadBalancer") return undefined;
  const { name, ...rest } = config.ingress.loadBalancer;
  return { name: name ?? defaultLoadBalancerName(config.client, config.cluster.name), ...rest };
}

function defaultLoadBalancerName(client: string, cluster: string): string {
  return cluster === client || cluster.startsWith(`${client}-`) ? cluster : `${client}-${cluster}`;
}

/** Keycloak's database at DigitalOcean, where the cluster stack makes one. */
export function managedDatabaseOf({ identity }: ClientConfig): ManagedDatabaseConfig | undefined {
  const database = identity?.provider === "keycloak" ? identity.database : undefined;
  return database?.type === "managed" ? database : undefined;
}
