/** Programs whose metrics are known, by how Prometheus reads them. */
export const COMPONENTS = {
  alertmanager: "kubernetes-pods",
  alloy: "kubernetes-pods",
  apiserver: "kubernetes-api-servers",
  blackbox: "probes",
  "bucket-size": "prometheus-pushgateway",
  cadvisor: "kubernetes-nodes-cadvisor",
  "cert-manager": "kubernetes-pods",
  "external-dns": "kubernetes-pods",
  "external-secrets": "kubernetes-pods",
  "cloudwatch-exporter": "exporters",
  "exoscale-exporter": "exporters",
  grafana: "kubernetes-pods",
  keycloak: "kubernetes-pods",
  "kube-state-metrics": "kubernetes-service-endpoints",
  kubelet: "kubernetes-nodes",
  loki: "kubernetes-pods",
  "managed-tokens": "prometheus-pushgateway",
  mimir: "kubernetes-pods",
  "node-exporter": "kubernetes-service-endpoints",
  "opentelemetry-collector": "kubernetes-pods",
  "postgres-exporter": "exporters",
  prometheus: "prometheus",
  pushgateway: "prometheus-pushgateway",
  rabbitmq: "exporters",
  "redis-exporter": "exporters",
  tempo: "kubernetes-pods",
  traefik: "kubernetes-pods",
} as const;

export type ComponentName = keyof typeof COMPONENTS;

interface Job {
  /** Labels that relabelling gives to each of its series. */
  readonly labels: readonly string[];
  /** Whether labels of the Kubernetes object are copied as well. */
  readonly mapped: boolean;
}

/** Scrape jobs of the prometheus chart and of ours, and what each adds to the labels of its series. */
export const JOBS: Readonly<Record<(typeof COMPONENTS)[ComponentName], Job>> = {
  exporters: { labels: ["exporter", "metrics_path", "system"], mapped: false },
  "kubernetes-api-servers": { labels: [], mapped: false },
  "kubernetes-nodes": { labels: [], mapped: true },
  "kubernetes-nodes-cadvisor": { labels: ["metrics_path"], mapped: true },
  "kubernetes-pods": { labels: ["namespace", "node", "pod"], mapped: true },
  "kubernetes-service-endpoints": { labels: ["namespace", "node", "service"], mapped: true },
  probes: { labels: ["probe"], mapped: false },
  prometheus: { labels: [], mapped: false },
  "prometheus-pushgateway": { labels: [], mapped: false },
};

/** Labels of every target. */
export const TARGET_LABELS: readonly string[] = ["instance", "job"];

/** Whether a label is one that Kubernetes objects carry, as relabelling spells it: `app_kubernetes_io_name`. */
export function isKubernetesLabel(name: string): boolean {
  return (
    /(?:^|_)(?:io|sh|com|dev|org)_/.test(name) || /^(?:app|pod_template_hash|controller_revision_hash)$/.test(name)
  );
}
