import type { ClientConfig } from "../../config";
import type { ExporterType } from "../../config/schema/exporters";
import type { ComponentName } from "./components";

/** Programs that every platform runs and scrapes. */
const ALWAYS: readonly ComponentName[] = [
  "alertmanager",
  "alloy",
  "apiserver",
  "cadvisor",
  "grafana",
  "kube-state-metrics",
  "kubelet",
  "loki",
  "node-exporter",
  "prometheus",
  "traefik",
];

/** Programs that tell of what the config watches beside the platform. */
const EXPORTERS: readonly (readonly [type: ExporterType, component: ComponentName])[] = [
  ["postgresql", "postgres-exporter"],
  ["redis", "redis-exporter"],
  ["rabbitmq", "rabbitmq"],
  ["cloudwatch", "cloudwatch-exporter"],
  ["exoscale", "exoscale-exporter"],
  ["bucket", "bucket-size"],
];

/** Programs whose metrics this client's Prometheus has. */
export function componentsOf(config: ClientConfig): readonly ComponentName[] {
  const { certificates, dns } = config.ingress;
  const { operator, stores } = config.secrets;
  return [
    ...ALWAYS,
    ...(certificates.issuer === "existing" ? [] : (["cert-manager"] as const)),
    ...(Object.keys(config.probes).length > 0 ? (["blackbox"] as const) : []),
    ...(dns.provider === "external-dns" ? (["external-dns"] as const) : []),
    ...(operator === "installed" && Object.keys(stores).length > 0 ? (["external-secrets"] as const) : []),
    ...EXPORTERS.filter(([type]) => watches(config, type)).map(([, component]) => component),
    ...(config.identity?.provider === "keycloak" ? (["keycloak"] as const) : []),
    ...(pushesTokenMetrics(config) ? (["managed-tokens"] as const) : []),
    ...(config.mimir === undefined ? [] : (["mimir"] as const)),
    ...(config.tracing === undefined ? [] : (["opentelemetry-collector", "tempo"] as const)),
    ...(config.prometheus.pushgateway.enabled ? (["pushgateway"] as const) : []),
  ];
}

/** What is pushed to a gateway elsewhere is not scraped here. */
function pushesTokenMetrics({ managedTokens }: ClientConfig): boolean {
  return managedTokens !== undefined && managedTokens.prometheus.host === undefined;
}

function watches({ exporters }: ClientConfig, type: ExporterType): boolean {
  return Object.values(exporters).some((exporter) => exporter.type === type);
}
