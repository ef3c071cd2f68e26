import type { ClientConfig } from "../../config";
import type { ComponentName } from "./components";

/**
 * Programs that every platform runs and scrapes. Alertmanager, Alloy, Grafana, Keycloak and Loki run too, but their charts
 * set no `prometheus.io/scrape` of their own: they belong here once their values do.
 */
const ALWAYS: readonly ComponentName[] = [
  "apiserver",
  "cadvisor",
  "kube-state-metrics",
  "kubelet",
  "node-exporter",
  "prometheus",
  "traefik",
];

/** Programs whose metrics this client's Prometheus has. */
export function componentsOf(config: ClientConfig): readonly ComponentName[] {
  const { certificates } = config.ingress;
  return [
    ...ALWAYS,
    ...(certificates.issuer === "existing" ? [] : (["cert-manager"] as const)),
    ...(config.prometheus.pushgateway.enabled ? (["pushgateway"] as const) : []),
  ];
}
