import { randomUUID } from "node:crypto";
import type { Markers } from "../../../scripts/apply/markers";
import { KUBERNETES_VERSIONS } from "./catalogue";
import { Refusal } from "./router";
import type { Bucket } from "./spaces";

export interface Vpc {
  readonly id: string;
  readonly urn: string;
  name: string;
  description: string;
  readonly region: string;
  readonly ip_range: string;
  readonly created_at: string;
  readonly default: boolean;
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export interface NodePool {
  readonly id: string;
  name: string;
  readonly size: string;
  count: number;
  tags: string[];
  labels: Record<string, string>;
  taints: Taint[];
  auto_scale: boolean;
  min_nodes: number;
  max_nodes: number;
}

export interface Cluster {
  readonly id: string;
  name: string;
  readonly region: string;
  version: string;
  tags: string[];
  readonly vpc_uuid: string;
  ha: boolean;
  maintenance_policy: { start_time: string; duration: string; day: string };
  auto_upgrade: boolean;
  surge_upgrade: boolean;
  registry_enabled: boolean;
  /** In the order of the API. */
  node_pools: NodePool[];
  /** What its controllers made: names of load balancers and volumes. */
  associated: { load_balancers: string[]; volumes: string[] };
}

export interface Project {
  readonly id: string;
  name: string;
  description: string;
  purpose: string;
  environment: string;
  readonly is_default: boolean;
}

export interface DnsRecord {
  readonly id: number;
  readonly type: string;
  name: string;
  data: string;
  ttl: number;
}

export interface Database {
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  version: string;
  size: string;
  readonly region: string;
  num_nodes: number;
  readonly private_network_uuid: string;
  readonly tags: string[];
  readonly project_id: string;
  storage_size_mib: number;
  maintenance_window: { day: string; hour: string };
  readonly users: { readonly name: string; readonly role: string }[];
  readonly dbs: string[];
  rules: { readonly uuid: string; readonly type: string; readonly value: string }[];
}

/** Everything that one account has. Tests look into it, and change it by hand. */
export class Account {
  readonly vpcs = new Map<string, Vpc>();
  readonly clusters = new Map<string, Cluster>();
  readonly buckets = new Map<string, Bucket>();
  readonly projects = new Map<string, Project>();
  /** Project by uniform resource name. */
  readonly assigned = new Map<string, string>();
  readonly domains = new Map<string, Map<number, DnsRecord>>();
  readonly databases = new Map<string, Database>();
  readonly registries = new Set<string>();
  versions: readonly string[] = KUBERNETES_VERSIONS;
  /** How often a VPC still has members after its last one was deleted. */
  lingering = 1;
  /** Credentials are past their time as soon as they are given. */
  expiredCredentials = false;

  constructor(readonly markers: Markers) {
    const id = randomUUID();
    const rest = { description: "", purpose: "Other", environment: "Development", is_default: true };
    this.projects.set(id, { id, name: "first-project", ...rest });
  }

  /** Whether there is something of this uniform resource name. */
  has(urn: string): boolean {
    const [, kind = "", id = ""] = urn.split(":");
    const all = { kubernetes: this.clusters, space: this.buckets, domain: this.domains, dbaas: this.databases }[kind];
    return all?.has(id) ?? false;
  }

  /** Uniform resource names of what a project holds. */
  resourcesOf(project: string): readonly string[] {
    return [...this.assigned].filter(([urn, id]) => id === project && this.has(urn)).map(([urn]) => urn);
  }
}

export function clusterOf(account: Account, id = ""): Cluster {
  const cluster = account.clusters.get(id);
  if (cluster === undefined) throw new Refusal(404, `cluster ${id} not found`);
  return cluster;
}

/** When everything was made. */
export const CREATED = "2026-01-02T03:04:05Z";
