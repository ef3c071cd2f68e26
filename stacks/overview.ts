import { chartPin, type ImageCopy } from "../src/charts";
import type { ClientConfig } from "../src/config";
import { type Capacity, capacity, type Demands } from "../src/sizing/capacity";
import { CONTAINERS, type ContainerSize } from "../src/sizing/container-table";
import type { Bill } from "../src/sizing/cost";
import { exporterSize } from "../src/sizing/exporters";
import { mimirPods } from "../src/sizing/mimir";
import { type ChartRequests, type PlatformShape, platformRequests } from "../src/sizing/requests";
import { DOKS_AGENTS, DOKS_PODS } from "../src/sizing/system-pods";
import { type Task, taskDemand } from "../src/sizing/tasks";
import { workloadsOf } from "../src/sizing/workloads";
import { type StackKind, stackName } from "../src/terraform/stack-name";
import { backupOf, bucketPlans } from "./buckets";
import { costOf } from "./cost";
import { DATABASE_AUTHORITY, DATABASE_HOST } from "./database-handover";
import { hostsOf } from "./hosts";
import { imagesToPull, ownImages, pullSecrets } from "./images";
import { NAMESPACES } from "./names";
import { poolsOf } from "./pools";
import { releasesOf } from "./releases";
import {
  type BroughtSecret,
  broughtSecrets,
  type GeneratedSecret,
  generatedSecrets,
  type StoreOverview,
  secretVariables,
  storesOf,
} from "./secret-uses";
import { loadBalancerOf, managedDatabaseOf } from "./settings";
import { tokensConfigMaps, tokensPods } from "./tokens-pods";
import { exportersOf, RUN_EXPORTERS, type Watched, watchedBy } from "./watched";

/** One Helm release of a client. */
export interface ComponentOverview {
  /** The chart, or the one use of a chart that is run in several ways. */
  readonly chart: string;
  readonly version: string;
  readonly appVersion: string;
  readonly namespace: string;
  readonly stack: string;
}

export interface DnsRecord {
  readonly name: string;
  readonly type: "A";
  readonly value: string;
}

/** What a client gets, known without Terraform. */
export interface Overview {
  readonly client: string;
  readonly environment: string;
  readonly stacks: readonly string[];
  readonly components: readonly ComponentOverview[];
  readonly urls: readonly string[];
  /** What is watched beside the platform. */
  readonly watched: readonly Watched[];
  /** DNS records to make, once the load balancer has its address. None where a stack makes them. */
  readonly records: readonly DnsRecord[];
  /** DNS records that a controller in the cluster makes, each with a TXT record that says whose it is. */
  readonly controlledRecords: readonly DnsRecord[];
  /** Images of all pods, and what the cluster pulls in their place. */
  readonly images: readonly ImageCopy[];
  /** Environment variables that a deploy needs. */
  readonly environmentVariables: readonly string[];
  /** Secrets that must be in the cluster beforehand. */
  readonly existingSecrets: readonly BroughtSecret[];
  /** ConfigMaps that must be in the cluster beforehand. */
  readonly existingConfigMaps: readonly Pick<BroughtSecret, "namespace" | "name">[];
  /** Secrets that only the cluster knows. */
  readonly generatedSecrets: readonly GeneratedSecret[];
  /** Stores outside, and the Secrets that come from them. */
  readonly stores: readonly StoreOverview[];
  readonly requests: readonly ChartRequests[];
  readonly capacity: Capacity;
  /** Only at DigitalOcean: what runs elsewhere is not ours to price. */
  readonly cost?: Bill;
}

interface ComponentPlace {
  readonly chart: string;
  readonly namespace: string;
  readonly stack: StackKind;
}

/** Order in which releases are shown and applied. */
const COMPONENTS: readonly ComponentPlace[] = [
  { chart: "traefik", namespace: NAMESPACES.ingress, stack: "platform" },
  { chart: "external-secrets", namespace: NAMESPACES.externalSecrets, stack: "platform" },
  { chart: "cert-manager", namespace: NAMESPACES.certManager, stack: "platform" },
  { chart: "external-dns", namespace: NAMESPACES.externalDns, stack: "platform" },
  { chart: "postgres", namespace: NAMESPACES.identity, stack: "observability" },
  { chart: "keycloakx", namespace: NAMESPACES.identity, stack: "observability" },
  { chart: "prometheus", namespace: NAMESPACES.observability, stack: "observability" },
  { chart: "prometheus-blackbox-exporter", namespace: NAMESPACES.observability, stack: "observability" },
  ...RUN_EXPORTERS.map(
    (type) => ({ chart: exporterSize(type), namespace: NAMESPACES.observability, stack: "observability" }) as const,
  ),
  { chart: "loki", namespace: NAMESPACES.observability, stack: "observability" },
  { chart: "loki-scalable", namespace: NAMESPACES.observability, stack: "observability" },
  { chart: "mimir-distributed", namespace: NAMESPACES.observability, stack: "observability" },
  { chart: "mimir-distributed-cached", namespace: NAMESPACES.observability, stack: "observability" },
  { chart: "tempo", namespace: NAMESPACES.observability, stack: "observability" },
  { chart: "opentelemetry-collector", namespace: NAMESPACES.observability, stack: "observability" },
  { chart: "alloy", namespace: NAMESPACES.observability, stack: "observability" },
  { chart: "alloy-events", namespace: NAMESPACES.observability, stack: "observability" },
  { chart: "alloy-journal", namespace: NAMESPACES.nodeAgents, stack: "observability" },
  { chart: "grafana", namespace: NAMESPACES.observability, stack: "observability" },
];

/** Workloads that stand apart from the rest of their chart. */
const APART: Readonly<Record<string, string>> = { "prometheus/node-exporter": NAMESPACES.nodeAgents };

/** What a client gets: stacks, components, addresses, requests against capacity, cost. */
export function overviewOf(config: ClientConfig): Overview {
  const releases = releasesOf(config);
  const requests = platformRequests(shapeOf(config));
  const cost = costOf(config);
  return {
    client: config.client,
    environment: config.environment,
    stacks: stackKinds(config).map((kind) => stackName(config.client, kind)),
    components: COMPONENTS.flatMap(({ chart, namespace, stack }) =>
      releases
        .filter(({ name }) => name === chart)
        .map(({ pin }) => {
          const { version, appVersion } = chartPin(pin);
          return { chart, version, appVersion, namespace, stack: stackName(config.client, stack) };
        }),
    ),
    urls: hostsOf(config).map(({ host }) => `https://${host}`),
    watched: watchedBy(config),
    records: config.ingress.dns.provider === "none" ? recordsOf(config) : [],
    controlledRecords: config.ingress.dns.provider === "external-dns" ? recordsOf(config) : [],
    images: imagesToPull(releases, ownImages(tasksOf(config), config), config.images),
    environmentVariables: environmentVariables(config),
    existingSecrets: [...broughtSecrets(config), ...pullSecrets(podNamespaces(config), config.images)],
    existingConfigMaps: tokensConfigMaps(config),
    generatedSecrets: generatedSecrets(config),
    stores: storesOf(config),
    requests,
    capacity: capacity(demandsOf(config), poolsOf(config)),
    ...(cost === undefined ? {} : { cost }),
  };
}

/** What a client runs, as far as it counts for sizes. */
export function shapeOf(config: ClientConfig): PlatformShape {
  const releases = releasesOf(config).map(({ name, values }) => [name, values]);
  const exporters = RUN_EXPORTERS.filter((type) => exportersOf(config, type) > 0).map((type) => [
    exporterSize(type),
    {},
  ]);
  const charts = Object.fromEntries([...releases, ...exporters]);
  return { charts, replicas: replicas(config), size: config.size };
}

/** What runs on the nodes of a client, pod by pod. */
export function demandsOf(config: ClientConfig): Demands {
  const jobs = [
    ...tasksOf(config).map((task) => ({ name: `Job ${task}`, ...taskDemand(task) })),
    ...tokensPods(config).map((pod) => ({ ...pod, volumes: 1 })),
  ];
  const own =
    config.cluster.provider === "existing" ? { agents: [], pods: [] } : { agents: DOKS_AGENTS, pods: DOKS_PODS };
  return { ...workloadsOf(shapeOf(config), jobs), system: own };
}

/** Namespace of a container's pods. */
export function namespaceOf({ chart, workload }: ContainerSize): string | undefined {
  return APART[`${chart}/${workload}`] ?? COMPONENTS.find((component) => component.chart === chart)?.namespace;
}

/** Namespaces in which pods stand. */
function podNamespaces(config: ClientConfig): readonly string[] {
  const { charts } = shapeOf(config);
  const places = CONTAINERS.filter(({ chart }) => chart in charts).flatMap((one) => namespaceOf(one) ?? []);
  const tokens = config.managedTokens === undefined ? [] : [NAMESPACES.managedTokens];
  return [...new Set([...places, ...tokens])].sort();
}

function stackKinds(config: ClientConfig): readonly StackKind[] {
  return [
    ...(config.cluster.provider === "existing" ? [] : (["cluster"] as const)),
    "platform",
    "observability",
    ...(config.managedTokens === undefined ? [] : (["tokens"] as const)),
  ];
}

function replicas(config: ClientConfig): Readonly<Record<string, number>> {
  return {
    "traefik/traefik": config.ingress.replicas,
    "keycloakx/keycloak": config.identity?.provider === "keycloak" ? config.identity.replicas : 0,
    "loki-scalable/write": config.loki.replicas.write,
    "loki-scalable/read": config.loki.replicas.read,
    "loki-scalable/backend": config.loki.replicas.backend,
    ...mimirReplicas(config),
    "prometheus/pushgateway": config.prometheus.pushgateway.enabled ? 1 : 0,
    ...Object.fromEntries(RUN_EXPORTERS.map((type) => [`${exporterSize(type)}/exporter`, exportersOf(config, type)])),
  };
}

/** With caches and without: only one of the two is there. */
function mimirReplicas({ mimir }: ClientConfig): Readonly<Record<string, number>> {
  if (mimir === undefined) return {};
  const pods = Object.entries(mimirPods(mimir.replicationFactor, mimir.replicas));
  return Object.fromEntries(
    ["mimir-distributed", "mimir-distributed-cached"].flatMap((use) =>
      pods.map(([kind, count]) => [`${use}/${kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, count]),
    ),
  );
}

/** Our own pods that work and end. */
export function tasksOf(config: ClientConfig): readonly Task[] {
  const { identity, loki, mimir } = config;
  const probed = [loki.bucket !== undefined && loki.probe, mimir?.probe].filter((one) => one === true);
  const probes = probed.map(() => "probe-bucket" as const);
  const sizes = Array<Task>(exportersOf(config, "bucket")).fill("bucket-size");
  const signals = [...probes, ...sizes];
  if (identity?.provider !== "keycloak") return signals;
  return [
    ...signals,
    "apply-realm",
    ...(identity.teamSync === undefined ? [] : (["team-sync"] as const)),
    ...(managedDatabaseOf(config) === undefined ? [] : (["open-database"] as const)),
    ...(backupOf(config) === undefined ? [] : (["dump-database", "store-dump"] as const)),
  ];
}

function recordsOf(config: ClientConfig): readonly DnsRecord[] {
  return hostsOf(config).map(({ host }) => ({ name: host, type: "A", value: gatewayAddress(config) }));
}

function gatewayAddress(config: ClientConfig): string {
  const loadBalancer = loadBalancerOf(config);
  return loadBalancer === undefined ? "address of the gateway" : `address of load balancer ${loadBalancer.name}`;
}

function environmentVariables(config: ClientConfig): readonly string[] {
  return [...new Set([...secretVariables(config), ...databaseVariables(config), ...providerVariables(config)])].sort();
}

/** What the deploying job takes from the outputs of the cluster stack. */
function databaseVariables(config: ClientConfig): readonly string[] {
  return managedDatabaseOf(config) === undefined ? [] : [`TF_VAR_${DATABASE_AUTHORITY}`, `TF_VAR_${DATABASE_HOST}`];
}

function providerVariables(config: ClientConfig): readonly string[] {
  const { cluster, ingress } = config;
  const digitalOcean = cluster.provider === "digitalocean" || ingress.dns.provider === "digitalocean";
  const spaces = bucketPlans(config).some((plan) => !plan.existing);
  return [
    ...(digitalOcean ? ["DIGITALOCEAN_TOKEN"] : []),
    ...(spaces ? ["SPACES_ACCESS_KEY_ID", "SPACES_SECRET_ACCESS_KEY"] : []),
  ];
}
