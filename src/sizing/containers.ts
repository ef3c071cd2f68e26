import { grown, type Size } from "./profiles";

/** What one container of the platform asks of its node. */
export interface ContainerSize {
  /** Chart that it belongs to, or the one use of a chart that is run in several ways. */
  readonly chart: string;
  readonly workload: string;
  readonly container: string;
  /** Path of its resources in the chart's values. */
  readonly path: string;
  /** CPU request, in millicores. No container has a CPU limit. */
  readonly cpu: number;
  /** Memory request, in MiB. */
  readonly memory: number;
  /** Memory limit, in MiB. */
  readonly limit: number;
  /** How many containers of a pod share these resources. @default 1 */
  readonly times?: number;
  /** One pod on every node, instead of one for the platform. @default false */
  readonly perNode?: boolean;
  /** A Job: it ends, and gives back what it asked for. @default false */
  readonly ends?: boolean;
}

/** Sizes of every container, as measured for a platform of a few nodes: the profile `small`. */
export const CONTAINERS: readonly ContainerSize[] = [
  { chart: "traefik", workload: "traefik", container: "traefik", path: "resources", cpu: 50, memory: 64, limit: 192 },
  {
    chart: "cert-manager",
    workload: "cert-manager",
    container: "cert-manager-controller",
    path: "resources",
    cpu: 10,
    memory: 48,
    limit: 160,
  },
  {
    chart: "cert-manager",
    workload: "webhook",
    container: "cert-manager-webhook",
    path: "webhook.resources",
    cpu: 10,
    memory: 24,
    limit: 96,
  },
  {
    chart: "cert-manager",
    workload: "cainjector",
    container: "cert-manager-cainjector",
    path: "cainjector.resources",
    cpu: 10,
    memory: 48,
    limit: 192,
  },
  {
    chart: "cert-manager",
    workload: "startupapicheck",
    container: "cert-manager-startupapicheck",
    path: "startupapicheck.resources",
    cpu: 10,
    memory: 32,
    limit: 96,
    ends: true,
  },
  {
    chart: "external-dns",
    workload: "external-dns",
    container: "external-dns",
    path: "resources",
    cpu: 10,
    memory: 48,
    limit: 128,
  },
  {
    chart: "external-secrets",
    workload: "external-secrets",
    container: "external-secrets",
    path: "resources",
    cpu: 10,
    memory: 48,
    limit: 192,
  },
  {
    chart: "external-secrets",
    workload: "webhook",
    container: "webhook",
    path: "webhook.resources",
    cpu: 10,
    memory: 32,
    limit: 128,
  },
  {
    chart: "external-secrets",
    workload: "cert-controller",
    container: "cert-controller",
    path: "certController.resources",
    cpu: 10,
    memory: 48,
    limit: 192,
  },
  { chart: "grafana", workload: "grafana", container: "grafana", path: "resources", cpu: 50, memory: 192, limit: 512 },
  {
    chart: "grafana",
    workload: "grafana",
    container: "sidecars",
    path: "sidecar.resources",
    cpu: 10,
    memory: 64,
    limit: 128,
    times: 3,
  },
  {
    chart: "prometheus",
    workload: "server",
    container: "prometheus-server",
    path: "server.resources",
    cpu: 100,
    memory: 480,
    limit: 1024,
  },
  {
    chart: "prometheus",
    workload: "server",
    container: "configmap-reload",
    path: "configmapReload.prometheus.resources",
    cpu: 5,
    memory: 24,
    limit: 64,
  },
  {
    chart: "prometheus",
    workload: "alertmanager",
    container: "alertmanager",
    path: "alertmanager.resources",
    cpu: 10,
    memory: 48,
    limit: 128,
  },
  {
    chart: "prometheus",
    workload: "pushgateway",
    container: "pushgateway",
    path: "prometheus-pushgateway.resources",
    cpu: 10,
    memory: 32,
    limit: 96,
  },
  {
    chart: "prometheus",
    workload: "kube-state-metrics",
    container: "kube-state-metrics",
    path: "kube-state-metrics.resources",
    cpu: 10,
    memory: 64,
    limit: 192,
  },
  {
    chart: "prometheus",
    workload: "node-exporter",
    container: "node-exporter",
    path: "prometheus-node-exporter.resources",
    cpu: 10,
    memory: 24,
    limit: 64,
    perNode: true,
  },
  {
    chart: "prometheus-blackbox-exporter",
    workload: "prometheus-blackbox-exporter",
    container: "blackbox-exporter",
    path: "resources",
    cpu: 10,
    memory: 24,
    limit: 96,
  },
  {
    chart: "loki",
    workload: "loki",
    container: "loki",
    path: "singleBinary.resources",
    cpu: 100,
    memory: 384,
    limit: 1024,
  },
  {
    chart: "loki",
    workload: "gateway",
    container: "nginx",
    path: "gateway.resources",
    cpu: 20,
    memory: 32,
    limit: 128,
  },
  {
    chart: "loki-scalable",
    workload: "write",
    container: "loki",
    path: "write.resources",
    cpu: 200,
    memory: 768,
    limit: 1536,
  },
  {
    chart: "loki-scalable",
    workload: "read",
    container: "loki",
    path: "read.resources",
    cpu: 200,
    memory: 512,
    limit: 1536,
  },
  {
    chart: "loki-scalable",
    workload: "backend",
    container: "loki",
    path: "backend.resources",
    cpu: 100,
    memory: 384,
    limit: 1024,
  },
  {
    chart: "loki-scalable",
    workload: "gateway",
    container: "nginx",
    path: "gateway.resources",
    cpu: 50,
    memory: 32,
    limit: 128,
  },
  {
    chart: "loki-scalable",
    workload: "chunks-cache",
    container: "memcached",
    path: "chunksCache.resources",
    cpu: 50,
    memory: 1152,
    limit: 1280,
  },
  {
    chart: "loki-scalable",
    workload: "results-cache",
    container: "memcached",
    path: "resultsCache.resources",
    cpu: 20,
    memory: 320,
    limit: 384,
  },
  {
    chart: "alloy",
    workload: "alloy",
    container: "alloy",
    path: "alloy.resources",
    cpu: 50,
    memory: 128,
    limit: 384,
    perNode: true,
  },
  {
    chart: "alloy",
    workload: "alloy",
    container: "config-reloader",
    path: "configReloader.resources",
    cpu: 10,
    memory: 50,
    limit: 96,
    perNode: true,
  },
  {
    chart: "alloy-events",
    workload: "alloy-events",
    container: "alloy",
    path: "alloy.resources",
    cpu: 10,
    memory: 80,
    limit: 256,
  },
  {
    chart: "alloy-events",
    workload: "alloy-events",
    container: "config-reloader",
    path: "configReloader.resources",
    cpu: 5,
    memory: 32,
    limit: 64,
  },
  {
    chart: "alloy-journal",
    workload: "alloy-journal",
    container: "alloy",
    path: "alloy.resources",
    cpu: 20,
    memory: 80,
    limit: 256,
    perNode: true,
  },
  {
    chart: "alloy-journal",
    workload: "alloy-journal",
    container: "config-reloader",
    path: "configReloader.resources",
    cpu: 5,
    memory: 32,
    limit: 64,
    perNode: true,
  },
  {
    chart: "keycloakx",
    workload: "keycloak",
    container: "keycloak",
    path: "resources",
    cpu: 250,
    memory: 768,
    limit: 1024,
  },
  {
    chart: "postgres",
    workload: "postgres",
    container: "postgres",
    path: "resources",
    cpu: 50,
    memory: 192,
    limit: 512,
  },
  { chart: "tempo", workload: "tempo", container: "tempo", path: "tempo.resources", cpu: 50, memory: 256, limit: 768 },
  {
    chart: "opentelemetry-collector",
    workload: "opentelemetry-collector",
    container: "opentelemetry-collector",
    path: "resources",
    cpu: 50,
    memory: 128,
    limit: 256,
  },
];

/** Every container as a profile sizes it. */
export function containersOf(size: Size = "small"): readonly ContainerSize[] {
  return CONTAINERS.map((container) => ({ ...container, ...grown(container.chart, container.container, size) }));
}

/** The values that give every container of a chart its resources. */
export function sizedValues(chart: string, size?: Size): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const container of containersOf(size).filter((one) => one.chart === chart))
    setAt(values, container.path.split("."), resources(container));
  return values;
}

function resources(size: ContainerSize): Record<string, unknown> {
  return {
    requests: { cpu: `${size.cpu}m`, memory: `${size.memory}Mi` },
    limits: { memory: `${size.limit}Mi` },
  };
}

function setAt(values: Record<string, unknown>, path: readonly string[], leaf: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    values[key] = leaf;
    return;
  }
  const inner = (values[key] ?? {}) as Record<string, unknown>;
  values[key] = inner;
  setAt(inner, rest, leaf);
}
