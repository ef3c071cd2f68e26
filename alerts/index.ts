import type { AlertGroup, RecordingGroup } from "../src/alert";
import { type Shipped, shippedFor } from "../src/shipped";
import { alertmanagerAlerts } from "./alertmanager";
import { alloyAlerts } from "./alloy";
import { apiServer } from "./api-server";
import { capacityAlerts } from "./capacity";
import { certificateIssuers } from "./certificate-issuers";
import { certificates } from "./certificates";
import { containers } from "./containers";
import { daemonSets } from "./daemon-sets";
import { deployments } from "./deployments";
import { exporterAlerts } from "./exporters";
import { externalDnsAlerts } from "./external-dns";
import { externalSecretsAlerts } from "./external-secrets";
import { grafanaAlerts } from "./grafana";
import { ingress } from "./ingress";
import { ingressServices } from "./ingress-services";
import { jobs } from "./jobs";
import { keycloakAlerts } from "./keycloak";
import { kubelets } from "./kubelets";
import { kubernetesVersions } from "./kubernetes-versions";
import { logAlerts } from "./logs";
import { lokiAlerts } from "./loki";
import { lokiStorageAlerts } from "./loki-storage";
import { monitoring } from "./monitoring";
import { nodeDiskFaults } from "./node-disk-faults";
import { nodeDisks } from "./node-disks";
import { nodeResources } from "./node-resources";
import { nodes } from "./nodes";
import { collectorAlerts } from "./opentelemetry-collector";
import { platformLogAlerts, pushgatewayLogAlerts } from "./platform-logs";
import { pods } from "./pods";
import { probeAlerts } from "./probes";
import { prometheusAlerts } from "./prometheus";
import { prometheusSendingAlerts } from "./prometheus-sending";
import { prometheusStorageAlerts } from "./prometheus-storage";
import { pushgatewayAlerts } from "./pushgateway";
import { scaling } from "./scaling";
import type { AlertScope } from "./scope";
import { statefulSets } from "./stateful-sets";
import { tempoAlerts } from "./tempo";
import { volumeMounts } from "./volume-mounts";
import { volumes } from "./volumes";
import { watchdogAlerts } from "./watchdog";
import { watchedAlerts } from "./watched";

export type { AlertScope, NodePool } from "./scope";
export type { Slo } from "./slos";

const GROUPS: readonly Shipped<AlertGroup>[] = [
  { item: nodes },
  { item: nodeResources },
  { item: nodeDisks },
  { item: nodeDiskFaults },
  { item: pods },
  { item: containers },
  { item: deployments },
  { item: statefulSets },
  { item: daemonSets },
  { item: scaling },
  { item: jobs },
  { item: volumes },
  { item: volumeMounts },
  { item: apiServer },
  { item: kubelets },
  { item: kubernetesVersions },
  { item: ingress },
  { item: ingressServices },
  { item: certificates, needs: ["cert-manager"] },
  { item: certificateIssuers, needs: ["cert-manager"] },
  { item: monitoring },
  { item: watchdogAlerts },
  { item: prometheusAlerts },
  { item: prometheusStorageAlerts },
  { item: prometheusSendingAlerts },
  { item: alertmanagerAlerts },
  { item: lokiAlerts },
  { item: lokiStorageAlerts },
  { item: alloyAlerts },
  { item: grafanaAlerts },
  { item: exporterAlerts },
  { item: logAlerts },
  { item: platformLogAlerts },
  { item: keycloakAlerts, needs: ["keycloak"] },
  { item: tempoAlerts, needs: ["tempo"] },
  { item: collectorAlerts, needs: ["opentelemetry-collector"] },
  { item: pushgatewayAlerts, needs: ["pushgateway"] },
  { item: pushgatewayLogAlerts, needs: ["pushgateway"] },
  { item: externalSecretsAlerts, needs: ["external-secrets"] },
  { item: externalDnsAlerts, needs: ["external-dns"] },
  { item: probeAlerts, needs: ["blackbox"] },
  ...watchedAlerts,
];

/** Those that mean something to a client: alike for all, and made of what its config says. */
export function alertGroupsFor({
  components,
  pools = [],
  slos = [],
  managedTokens,
}: AlertScope): readonly AlertGroup[] {
  return [
    ...shippedFor(GROUPS, components),
    ...(components.includes("mimir") ? mimirGroups() : []),
    capacityAlerts(pools),
    ...(slos.length === 0 ? [] : [sloGroup(slos)]),
    ...(managedTokens === undefined ? [] : tokensGroups(managedTokens)),
  ];
}

/** What Prometheus records for a client, whichever engine alerts. */
export function recordingGroupsFor({ slos = [] }: AlertScope): readonly RecordingGroup[] {
  if (slos.length === 0) return [];
  const { sloRecordings } = require("./slos") as typeof import("./slos");
  return sloRecordings(slos);
}

/** Loaded by those who have it: most have not. */
function mimirGroups(): readonly AlertGroup[] {
  const { mimirAlerts } = require("./mimir") as typeof import("./mimir");
  const { mimirStorageAlerts } = require("./mimir-storage") as typeof import("./mimir-storage");
  return [mimirAlerts, mimirStorageAlerts];
}

/** Loaded by those who have promised something: not all have. */
function sloGroup(slos: NonNullable<AlertScope["slos"]>): AlertGroup {
  const { sloAlerts } = require("./burn-rates") as typeof import("./burn-rates");
  return sloAlerts(slos);
}

/** Loaded by those who have the service: most have not. */
function tokensGroups(scope: NonNullable<AlertScope["managedTokens"]>): readonly AlertGroup[] {
  const { managedTokensGroups } = require("./managed-tokens") as typeof import("./managed-tokens");
  return managedTokensGroups(scope);
}
