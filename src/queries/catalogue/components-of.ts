import type { ClientConfig } from "../../config";
import type { ComponentName } from "./components";

/** Programs that every platform runs and scrapes. */
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
