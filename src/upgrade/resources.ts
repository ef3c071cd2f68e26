/** A kind of Terraform resource that data lives in, and what of it cannot be changed in place. */
export interface StatefulResource {
  /** What is lost with it, for people. */
  readonly holds: string;
  /** Arguments with which the provider makes it anew, dotted. Source: the provider's schema (ForceNew), digitalocean 2.71.0 and kubernetes 2.38.0. */
  readonly replacedBy: readonly string[];
}

export const STATEFUL_RESOURCES: Readonly<Record<string, StatefulResource>> = {
  digitalocean_kubernetes_cluster: {
    holds: "the cluster with all of its volumes",
    replacedBy: ["region", "vpc_uuid", "cluster_subnet", "service_subnet", "node_pool.size", "name"],
  },
  digitalocean_spaces_bucket: { holds: "a bucket with its objects", replacedBy: ["name", "region"] },
  digitalocean_vpc: { holds: "the network that cluster and database stand in", replacedBy: ["region", "ip_range"] },
  digitalocean_database_cluster: { holds: "a database", replacedBy: ["engine", "name"] },
  digitalocean_database_db: { holds: "a database", replacedBy: ["name", "cluster_id"] },
  kubernetes_namespace_v1: { holds: "a namespace with all that is in it", replacedBy: ["metadata.name"] },
  kubernetes_persistent_volume_claim_v1: {
    holds: "a volume",
    replacedBy: ["metadata.name", "metadata.namespace", "spec.access_modes", "spec.storage_class_name"],
  },
};
