import { LOKI_CHARTS } from "../constructs/loki/values";
import type { ChartName } from "../src/charts";
import type { ClientConfig } from "../src/config";
import { hasMimirCaches } from "../src/sizing/mimir";
import { bringsOperator } from "./used-stores";

/** A release that is deployed, with the values that the user overrides. */
export interface PlannedRelease {
  /** The chart, or the one use of a chart that is run in several ways. */
  readonly name: string;
  /** What the lock calls the chart. */
  readonly pin: ChartName;
  /** Section of the config that holds the values. */
  readonly section: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every release of a client that is of a locked chart. */
export function releasesOf(config: ClientConfig): readonly PlannedRelease[] {
  const { alloy, grafana, ingress, loki, prometheus } = config;
  const { certificates, dns } = ingress;
  const { events, journal } = alloy;
  return [
    release("traefik", "ingress", ingress.values),
    ...(certificates.issuer === "letsencrypt"
      ? [release("cert-manager", "ingress.certificates", certificates.values)]
      : []),
    ...(bringsOperator(config) ? [release("external-secrets", "secrets", config.secrets.values)] : []),
    ...(dns.provider === "external-dns" ? [release("external-dns", "ingress.dns", dns.values)] : []),
    ...keycloakReleases(config),
    release("prometheus", "prometheus", prometheus.values),
    ...(hasProbes(config) ? [release("prometheus-blackbox-exporter", "probes", {})] : []),
    {
      ...release(LOKI_CHARTS[loki.chart], "loki", loki.values),
      name: loki.profile === "scalable" ? "loki-scalable" : "loki",
    },
    ...mimirReleases(config),
    ...tracingReleases(config),
    release("alloy", "alloy", alloy.values),
    ...(events.enabled ? [{ ...release("alloy", "alloy.events", events.values), name: "alloy-events" }] : []),
    ...(journal.enabled ? [{ ...release("alloy", "alloy.journal", journal.values), name: "alloy-journal" }] : []),
    release("grafana", "grafana", grafana.values),
  ];
}

/** Whether something is asked by the clock. */
export function hasProbes({ probes }: ClientConfig): boolean {
  return Object.keys(probes).length > 0;
}

function release(pin: ChartName, section: string, values: PlannedRelease["values"]): PlannedRelease {
  return { name: pin, pin, section, values };
}

function keycloakReleases({ identity }: ClientConfig): readonly PlannedRelease[] {
  if (identity?.provider !== "keycloak") return [];
  return [
    release("keycloakx", "identity", identity.values),
    ...(identity.database.type === "in-cluster" ? [release("postgres", "identity.database", {})] : []),
  ];
}

function mimirReleases({ mimir, size }: ClientConfig): readonly PlannedRelease[] {
  if (mimir === undefined) return [];
  const plain = release("mimir-distributed", "mimir", mimir.values);
  return [hasMimirCaches(size) ? { ...plain, name: "mimir-distributed-cached" } : plain];
}

function tracingReleases({ tracing }: ClientConfig): readonly PlannedRelease[] {
  if (tracing === undefined) return [];
  return [
    release("tempo", "tracing", tracing.values),
    release("opentelemetry-collector", "tracing.collector", tracing.collector.values),
  ];
}
