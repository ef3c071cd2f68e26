import type { ChartName } from "../lock";
import { type HelmValues, mergeValues } from "../merge";

const LOKI: HelmValues = {
  deploymentMode: "Monolithic",
  loki: {
    commonConfig: { replication_factor: 1 },
    storage: { type: "s3", bucketNames: { chunks: "logs", ruler: "logs" } },
    schemaConfig: {
      configs: [
        {
          from: "2024-04-01",
          store: "tsdb",
          object_store: "s3",
          schema: "v13",
          index: { prefix: "loki_index_", period: "24h" },
        },
      ],
    },
  },
  backend: { replicas: 0 },
  read: { replicas: 0 },
  write: { replicas: 0 },
  singleBinary: { replicas: 1, persistence: { enabled: true } },
  chunksCache: { enabled: false },
  resultsCache: { enabled: false },
  lokiCanary: { enabled: false },
  test: { enabled: false },
  gateway: { metrics: { enabled: false } },
};

/** Mimir without what the newer architecture adds (Kafka), and without what Prometheus and Grafana do already. */
const MIMIR: HelmValues = {
  mimir: {
    structuredConfig: {
      ingest_storage: { enabled: false },
      ingester: { push_grpc_method_enabled: true, ring: { replication_factor: 1 } },
      blocks_storage: { backend: "s3", s3: { bucket_name: "metrics", endpoint: "s3.example.com" } },
    },
  },
  kafka: { enabled: false },
  minio: { enabled: false },
  rollout_operator: { enabled: false },
  alertmanager: { enabled: false },
  ruler: { enabled: false },
  overrides_exporter: { enabled: false },
  ingester: { replicas: 1, zoneAwareReplication: { enabled: false } },
  store_gateway: { replicas: 1, zoneAwareReplication: { enabled: false } },
  querier: { replicas: 1 },
  query_scheduler: { replicas: 1 },
};

/**
 * How we run each chart: what is on and what is off. No sizes, so that a rendering shows the chart's own. Services are
 * named and workloads counted with these.
 */
export const PROFILES: Readonly<Record<ChartName, HelmValues>> = {
  alloy: { controller: { type: "daemonset" } },
  "cert-manager": { crds: { enabled: true } },
  "external-secrets": { processPushSecret: false, processClusterPushSecret: false },
  "external-dns": { provider: { name: "digitalocean" }, sources: ["ingress"] },
  grafana: {
    admin: { existingSecret: "grafana-admin" },
    deploymentStrategy: { type: "Recreate" },
    initChownData: { enabled: false },
    persistence: { enabled: true },
    sidecar: {
      alerts: { enabled: true },
      dashboards: { enabled: true },
      datasources: { enabled: true, initDatasources: true, restartPolicy: "Always" },
    },
  },
  keycloakx: {
    database: { vendor: "postgres", hostname: "database", port: 5432, existingSecret: "database" },
    http: { relativePath: "/" },
    proxy: { mode: "xforwarded" },
  },
  loki: LOKI,
  "loki-conservative": mergeValues(LOKI, { deploymentMode: "SingleBinary" }),
  "mimir-distributed": MIMIR,
  "opentelemetry-collector": {
    mode: "deployment",
    image: { repository: "otel/opentelemetry-collector-k8s" },
    ports: { metrics: { enabled: true }, zipkin: { enabled: false } },
  },
  postgres: {
    auth: { existingSecret: "database" },
    customUser: { existingSecret: "database" },
    persistence: { enabled: true },
  },
  prometheus: { "prometheus-pushgateway": { persistentVolume: { enabled: true } } },
  "prometheus-blackbox-exporter": {},
  tempo: { persistence: { enabled: true }, tempo: { metricsGenerator: { enabled: true } } },
  traefik: {},
};

const LOKI_SWITCHES = ["chunksCache.enabled", "gateway.metrics.enabled", "lokiCanary.enabled", "resultsCache.enabled"];

/** Switches that add workloads or containers to what we run, each with what it takes to render. */
export const SWITCHES: Readonly<Partial<Record<ChartName, readonly string[]>>> = {
  grafana: ["imageRenderer.enabled", "initChownData.enabled"],
  keycloakx: ["dbchecker.enabled"],
  loki: LOKI_SWITCHES,
  "loki-conservative": LOKI_SWITCHES,
  postgres: ["metrics.enabled"],
  tempo: ["tempoQuery.enabled"],
};

const SIMPLE_SCALABLE: HelmValues = {
  deploymentMode: "SimpleScalable",
  ...replicas(0, ["singleBinary"]),
  ...replicas(1, ["backend", "read", "write"]),
};

const WITH_CACHES: HelmValues = mergeValues(SIMPLE_SCALABLE, {
  chunksCache: { enabled: true },
  resultsCache: { enabled: true },
  memcachedExporter: { enabled: false },
});

const MIMIR_CACHES: HelmValues = {
  ...Object.fromEntries(
    ["chunks-cache", "index-cache", "metadata-cache", "results-cache"].map((cache) => [cache, { enabled: true }]),
  ),
  memcachedExporter: { enabled: false },
};

/** Other ways in which we run a chart, laid over the first: what they add to it is part of its contract. */
export const WAYS: Readonly<Partial<Record<ChartName, Readonly<Record<string, HelmValues>>>>> = {
  loki: { SimpleScalable: WITH_CACHES },
  "loki-conservative": { SimpleScalable: WITH_CACHES },
  "mimir-distributed": { Cached: MIMIR_CACHES },
};

const LOKI_VARIANTS: readonly HelmValues[] = [
  SIMPLE_SCALABLE,
  {
    deploymentMode: "Distributed",
    ...replicas(0, ["singleBinary"]),
    ...replicas(1, ["compactor", "distributor", "indexGateway", "ingester", "querier", "queryFrontend", "ruler"]),
    ...replicas(1, [
      "bloomBuilder",
      "bloomGateway",
      "bloomPlanner",
      "overridesExporter",
      "patternIngester",
      "queryScheduler",
    ]),
    loki: { storage: { type: "gcs" } },
  },
  { loki: { storage: { type: "azure" } } },
  { loki: { storage: { type: "swift" } } },
  { loki: { storage: { type: "filesystem" } } },
  { loki: { storage: { use_thanos_objstore: true, object_store: { type: "s3" } } } },
  { loki: { storage: { use_thanos_objstore: true, object_store: { type: "gcs" } } } },
  { loki: { storage: { use_thanos_objstore: true, object_store: { type: "azure" } } } },
];

/** Other ways to run a chart, laid over ours, in which it shows parts that ours leaves out. Only for finding open maps. */
export const VARIANTS: Readonly<Partial<Record<ChartName, readonly HelmValues[]>>> = {
  alloy: [{ controller: { type: "deployment" } }, { controller: { type: "statefulset" } }],
  grafana: [
    { useStatefulSet: true, persistence: { type: "statefulset" } },
    { dashboards: { general: { own: { url: "https://example.com/dashboard.json" } } } },
  ],
  loki: LOKI_VARIANTS,
  "loki-conservative": LOKI_VARIANTS,
  "mimir-distributed": [
    MIMIR_CACHES,
    {
      alertmanager: { enabled: true },
      overrides_exporter: { enabled: true },
      ruler: { enabled: true, remoteEvaluationDedicatedQueryPath: true },
      gateway: { nginx: { basicAuth: { enabled: true, existingSecret: "login" } } },
    },
  ],
  "opentelemetry-collector": [{ mode: "statefulset" }, { mode: "daemonset" }],
  postgres: [{ replication: { enabled: true, primary: { host: "primary" } } }],
  prometheus: [
    { server: { statefulSet: { enabled: true } }, "kube-state-metrics": { autosharding: { enabled: true } } },
    { server: { daemonSet: { enabled: true } } },
  ],
  traefik: [{ deployment: { kind: "DaemonSet" } }, { experimental: { otlpLogs: true } }],
};

function replicas(count: number, components: readonly string[]): HelmValues {
  return Object.fromEntries(components.map((component) => [component, { replicas: count }]));
}
