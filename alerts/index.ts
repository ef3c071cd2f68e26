import type { AlertGroup, RecordingGroup } from "../src/alert";
import type { ManagedTokensScope } from "../src/managed-tokens";
import type { ComponentName } from "../src/queries/catalogue/components";
import { type Shipped, shippedFor } from "../src/shipped";
import { alertmanagerAlerts } from "./alertmanager";
import { alloyAlerts } from "./alloy";
import { exporterAlerts } from "./exporters";
import { externalDnsAlerts } from "./external-dns";
import { externalSecretsAlerts } from "./external-secrets";
import { grafanaAlerts } from "./grafana";
import { keycloakAlerts } from "./keycloak";
import { logAlerts } from "./logs";
import { lokiAlerts } from "./loki";
import { lokiStorageAlerts } from "./loki-storage";
import { monitoring } from "./monitoring";
import { nodes } from "./nodes";
import { collectorAlerts } from "./opentelemetry-collector";
import { platformLogAlerts, pushgatewayLogAlerts } from "./platform-logs";
import { probeAlerts } from "./probes";
import { prometheusAlerts } from "./prometheus";
import { prometheusSendingAlerts } from "./prometheus-sending";
import { prometheusStorageAlerts } from "./prometheus-storage";
import { pushgatewayAlerts } from "./pushgateway";
import { tempoAlerts } from "./tempo";
import { watchdogAlerts } from "./watchdog";
import { watchedAlerts } from "./watched";
import { workloads } from "./workloads";

const GROUPS: readonly Shipped<AlertGroup>[] = [
  { item: nodes },
  { item: workloads },
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

/** What Prometheus records, whichever engine alerts. */
const RECORDINGS: readonly Shipped<RecordingGroup>[] = [];

/** Every shipped group of alerts. */
export const alertGroups: readonly AlertGroup[] = GROUPS.map(({ item }) => item);

/** Every shipped group of recording rules. */
export const recordingGroups: readonly RecordingGroup[] = RECORDINGS.map(({ item }) => item);

/** By what a client has, which alerts it gets. */
export interface AlertScope {
  /** Programs whose metrics its Prometheus has. */
  readonly components: readonly ComponentName[];
  /** @default - without the service, or its metrics are not here */
  readonly managedTokens?: ManagedTokensScope | undefined;
}

/** Those that mean something to a client. */
export function alertGroupsFor({ components, managedTokens }: AlertScope): readonly AlertGroup[] {
  return [...shippedFor(GROUPS, components), ...(managedTokens === undefined ? [] : tokensGroups(managedTokens))];
}

/** Loaded by those who have the service: most have not. */
function tokensGroups(scope: ManagedTokensScope): readonly AlertGroup[] {
  const { managedTokensGroups } = require("./managed-tokens") as typeof import("./managed-tokens");
  return managedTokensGroups(scope);
}

/** What is recorded for a client. */
export function recordingGroupsFor({ components }: AlertScope): readonly RecordingGroup[] {
  return shippedFor(RECORDINGS, components);
}
