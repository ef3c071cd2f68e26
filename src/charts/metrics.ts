import type { ChartName } from "./lock";
import { podPortOf } from "./services";

const LOKI = { loki: "http-metrics", write: "http-metrics", read: "http-metrics", backend: "http-metrics" };

const MIMIR = Object.fromEntries(
  ["compactor", "distributor", "ingester", "querier", "query-frontend", "query-scheduler", "store-gateway"].map(
    (workload) => [workload, "http-metrics"],
  ),
);

/** Port at which the pods of a workload tell of themselves, by its name. */
const METRICS: Readonly<Partial<Record<ChartName, Readonly<Record<string, string>>>>> = {
  alloy: { alloy: "http-metrics" },
  "cert-manager": { "cert-manager": "http-metrics", cainjector: "http-metrics", webhook: "http-metrics" },
  "external-dns": { "external-dns": "http" },
  "external-secrets": { "external-secrets": "metrics", webhook: "metrics", "cert-controller": "metrics" },
  grafana: { grafana: "grafana" },
  keycloakx: { keycloakx: "http-internal" },
  loki: LOKI,
  "loki-conservative": LOKI,
  "mimir-distributed": MIMIR,
  "opentelemetry-collector": { "opentelemetry-collector": "metrics" },
  prometheus: { alertmanager: "http" },
  "prometheus-blackbox-exporter": { "prometheus-blackbox-exporter": "http" },
  tempo: { tempo: "prom-metrics" },
  traefik: { traefik: "metrics" },
};

/**
 * Port at which the pods of a workload tell of themselves, at the path `/metrics`.
 * @throws Error for a workload of which none is known.
 */
export function metricsPort(chart: ChartName, workload: string): number {
  const port = METRICS[chart]?.[workload];
  if (port === undefined) throw new Error(`nothing is known of metrics of "${workload}" of chart ${chart}`);
  return podPortOf(chart, workload, port);
}

/**
 * Annotations by which Prometheus finds these pods. Whoever sets them needs a wire from Prometheus to the same port.
 * @throws Error for a workload of which no metrics are known.
 */
export function scrapeAnnotations(chart: ChartName, workload: string): Readonly<Record<string, string>> {
  return { "prometheus.io/scrape": "true", "prometheus.io/port": String(metricsPort(chart, workload)) };
}
