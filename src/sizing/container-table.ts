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

const MIMIR: readonly Omit<ContainerSize, "chart">[] = [
  {
    workload: "distributor",
    container: "distributor",
    path: "distributor.resources",
    cpu: 50,
    memory: 128,
    limit: 384,
  },
  { workload: "ingester", container: "ingester", path: "ingester.resources", cpu: 100, memory: 768, limit: 1536 },
  { workload: "querier", container: "querier", path: "querier.resources", cpu: 50, memory: 128, limit: 512 },
  {
    workload: "query-frontend",
    container: "query-frontend",
    path: "query_frontend.resources",
    cpu: 20,
    memory: 64,
    limit: 256,
  },
  {
    workload: "query-scheduler",
    container: "query-scheduler",
    path: "query_scheduler.resources",
    cpu: 10,
    memory: 64,
    limit: 192,
  },
  {
    workload: "store-gateway",
    container: "store-gateway",
    path: "store_gateway.resources",
    cpu: 50,
    memory: 128,
    limit: 512,
  },
  { workload: "compactor", container: "compactor", path: "compactor.resources", cpu: 50, memory: 128, limit: 512 },
  { workload: "gateway", container: "gateway", path: "gateway.resources", cpu: 20, memory: 32, limit: 128 },
];

/** Sizes of every container, as measured for a platform of a few nodes: the profile `small`. */
const BY_CHART: Readonly<Record<string, readonly Omit<ContainerSize, "chart">[]>> = {
  traefik: [{ workload: "traefik", container: "traefik", path: "resources", cpu: 50, memory: 64, limit: 192 }],
  "cert-manager": [
    {
      workload: "cert-manager",
      container: "cert-manager-controller",
      path: "resources",
      cpu: 10,
      memory: 48,
      limit: 160,
    },
    {
      workload: "webhook",
      container: "cert-manager-webhook",
      path: "webhook.resources",
      cpu: 10,
      memory: 24,
      limit: 96,
    },
    {
      workload: "cainjector",
      container: "cert-manager-cainjector",
      path: "cainjector.resources",
      cpu: 10,
      memory: 48,
      limit: 192,
    },
    {
      workload: "startupapicheck",
      container: "cert-manager-startupapicheck",
      path: "startupapicheck.resources",
      cpu: 10,
      memory: 32,
      limit: 96,
      ends: true,
    },
  ],
  "external-dns": [
    { workload: "external-dns", container: "external-dns", path: "resources", cpu: 10, memory: 48, limit: 128 },
  ],
  "external-secrets": [
    { workload: "external-secrets", container: "external-secrets", path: "resources", cpu: 10, memory: 48, limit: 192 },
    { workload: "webhook", container: "webhook", path: "webhook.resources", cpu: 10, memory: 32, limit: 128 },
    {
      workload: "cert-controller",
      container: "cert-controller",
      path: "certController.resources",
      cpu: 10,
      memory: 48,
      limit: 192,
    },
  ],
  grafana: [
    { workload: "grafana", container: "grafana", path: "resources", cpu: 50, memory: 192, limit: 512 },
    {
      workload: "grafana",
      container: "sidecars",
      path: "sidecar.resources",
      cpu: 10,
      memory: 64,
      limit: 128,
      times: 3,
    },
  ],
  prometheus: [
    {
      workload: "server",
      container: "prometheus-server",
      path: "server.resources",
      cpu: 100,
      memory: 480,
      limit: 1024,
    },
    {
      workload: "server",
      container: "configmap-reload",
      path: "configmapReload.prometheus.resources",
      cpu: 5,
      memory: 24,
      limit: 64,
    },
    {
      workload: "alertmanager",
      container: "alertmanager",
      path: "alertmanager.resources",
      cpu: 10,
      memory: 48,
      limit: 128,
    },
    {
      workload: "pushgateway",
      container: "pushgateway",
      path: "prometheus-pushgateway.resources",
      cpu: 10,
      memory: 32,
      limit: 96,
    },
    {
      workload: "kube-state-metrics",
      container: "kube-state-metrics",
      path: "kube-state-metrics.resources",
      cpu: 10,
      memory: 64,
      limit: 192,
    },
    {
      workload: "node-exporter",
      container: "node-exporter",
      path: "prometheus-node-exporter.resources",
      cpu: 10,
      memory: 24,
      limit: 64,
      perNode: true,
    },
  ],
  "prometheus-blackbox-exporter": [
    {
      workload: "prometheus-blackbox-exporter",
      container: "blackbox-exporter",
      path: "resources",
      cpu: 10,
      memory: 24,
      limit: 96,
    },
  ],
  "exporter-postgresql": [exporter(10, 32, 96)],
  "exporter-redis": [exporter(10, 24, 96)],
  "exporter-cloudwatch": [exporter(20, 64, 256)],
  "exporter-exoscale": [exporter(10, 32, 128)],
  loki: [
    { workload: "loki", container: "loki", path: "singleBinary.resources", cpu: 100, memory: 384, limit: 1024 },
    { workload: "gateway", container: "nginx", path: "gateway.resources", cpu: 20, memory: 32, limit: 128 },
  ],
  "loki-scalable": [
    { workload: "write", container: "loki", path: "write.resources", cpu: 200, memory: 768, limit: 1536 },
    { workload: "read", container: "loki", path: "read.resources", cpu: 200, memory: 512, limit: 1536 },
    { workload: "backend", container: "loki", path: "backend.resources", cpu: 100, memory: 384, limit: 1024 },
    { workload: "gateway", container: "nginx", path: "gateway.resources", cpu: 50, memory: 32, limit: 128 },
    {
      workload: "chunks-cache",
      container: "memcached",
      path: "chunksCache.resources",
      cpu: 50,
      memory: 1152,
      limit: 1280,
    },
    {
      workload: "results-cache",
      container: "memcached",
      path: "resultsCache.resources",
      cpu: 20,
      memory: 320,
      limit: 384,
    },
  ],
  alloy: [
    { workload: "alloy", container: "alloy", path: "alloy.resources", cpu: 50, memory: 128, limit: 384, perNode: true },
    {
      workload: "alloy",
      container: "config-reloader",
      path: "configReloader.resources",
      cpu: 10,
      memory: 50,
      limit: 96,
      perNode: true,
    },
  ],
  "alloy-events": [
    { workload: "alloy-events", container: "alloy", path: "alloy.resources", cpu: 10, memory: 80, limit: 256 },
    {
      workload: "alloy-events",
      container: "config-reloader",
      path: "configReloader.resources",
      cpu: 5,
      memory: 32,
      limit: 64,
    },
  ],
  "alloy-journal": [
    {
      workload: "alloy-journal",
      container: "alloy",
      path: "alloy.resources",
      cpu: 20,
      memory: 80,
      limit: 256,
      perNode: true,
    },
    {
      workload: "alloy-journal",
      container: "config-reloader",
      path: "configReloader.resources",
      cpu: 5,
      memory: 32,
      limit: 64,
      perNode: true,
    },
  ],
  keycloakx: [{ workload: "keycloak", container: "keycloak", path: "resources", cpu: 250, memory: 768, limit: 1024 }],
  postgres: [{ workload: "postgres", container: "postgres", path: "resources", cpu: 50, memory: 192, limit: 512 }],
  "mimir-distributed": MIMIR,
  "mimir-distributed-cached": [
    ...MIMIR,
    ...["chunks-cache", "index-cache", "metadata-cache", "results-cache"].map((cache) => ({
      workload: cache,
      container: "memcached",
      path: `${cache}.resources`,
      cpu: 20,
      memory: 320,
      limit: 384,
    })),
  ],
  tempo: [{ workload: "tempo", container: "tempo", path: "tempo.resources", cpu: 50, memory: 256, limit: 768 }],
  "opentelemetry-collector": [
    {
      workload: "opentelemetry-collector",
      container: "opentelemetry-collector",
      path: "resources",
      cpu: 50,
      memory: 128,
      limit: 256,
    },
  ],
};

function exporter(cpu: number, memory: number, limit: number) {
  return { workload: "exporter", container: "exporter", path: "resources", cpu, memory, limit };
}

/** Every container, with the chart that it belongs to. */
export const CONTAINERS: readonly ContainerSize[] = Object.entries(BY_CHART).flatMap(([chart, containers]) =>
  containers.map((container) => ({ chart, ...container })),
);
