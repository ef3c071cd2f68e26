import type { ChartName } from "../charts";

/** A volume of a chart's workload, by where its values say how large it is. */
export interface ChartVolume {
  /** Values of the volume, dotted. */
  readonly values: string;
  /** Kubernetes lets a Deployment's claim grow; what a StatefulSet claims is never changed. */
  readonly workload: "Deployment" | "StatefulSet";
  /** Name of the workload in a release of the chart's name. */
  readonly name: string;
}

/**
 * Volumes by chart. A claim of a StatefulSet stays when its release goes, that of a Deployment goes with it (tried on a real
 * API server: facts of 2026-11, "Upgrades").
 */
export const CHART_VOLUMES: Partial<Readonly<Record<ChartName, readonly ChartVolume[]>>> = {
  grafana: [{ values: "persistence", workload: "Deployment", name: "grafana" }],
  loki: lokiVolumes(),
  "loki-conservative": lokiVolumes(),
  "mimir-distributed": [
    { values: "ingester.persistentVolume", workload: "StatefulSet", name: "mimir-ingester" },
    { values: "store_gateway.persistentVolume", workload: "StatefulSet", name: "mimir-store-gateway" },
    { values: "compactor.persistentVolume", workload: "StatefulSet", name: "mimir-compactor" },
  ],
  postgres: [{ values: "persistence", workload: "StatefulSet", name: "keycloak-database" }],
  prometheus: [
    { values: "server.persistentVolume", workload: "Deployment", name: "prometheus-server" },
    { values: "alertmanager.persistence", workload: "StatefulSet", name: "prometheus-alertmanager" },
    {
      values: "prometheus-pushgateway.persistentVolume",
      workload: "Deployment",
      name: "prometheus-prometheus-pushgateway",
    },
  ],
  tempo: [{ values: "persistence", workload: "StatefulSet", name: "tempo" }],
};

function lokiVolumes(): readonly ChartVolume[] {
  return (["singleBinary", "backend", "write"] as const).map((target) => ({
    values: `${target}.persistence`,
    workload: "StatefulSet",
    name: target === "singleBinary" ? "loki" : `loki-${target}`,
  }));
}

/** Values that decide what a chart calls its things, or what cannot be changed in them: with another one they are new. */
export const NAMING_VALUES: readonly string[] = [
  "nameOverride",
  "fullnameOverride",
  "server.name",
  "server.fullnameOverride",
  "instanceLabelOverride",
  "podManagementPolicy",
  "service.clusterIP",
];
