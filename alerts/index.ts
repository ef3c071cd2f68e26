import type { AlertGroup, RecordingGroup } from "../src/alert";
import type { ComponentName } from "../src/queries/catalogue/components";
import { type Shipped, shippedFor } from "../src/shipped";
import { alertmanagerAlerts } from "./alertmanager";
import { monitoring } from "./monitoring";
import { nodes } from "./nodes";
import { probeAlerts } from "./probes";
import { prometheusAlerts } from "./prometheus";
import { prometheusSendingAlerts } from "./prometheus-sending";
import { prometheusStorageAlerts } from "./prometheus-storage";
import { watchdogAlerts } from "./watchdog";
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
  { item: probeAlerts, needs: ["blackbox"] },
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
}

/** Those that mean something to a client. */
export function alertGroupsFor({ components }: AlertScope): readonly AlertGroup[] {
  return shippedFor(GROUPS, components);
}

/** What is recorded for a client. */
export function recordingGroupsFor({ components }: AlertScope): readonly RecordingGroup[] {
  return shippedFor(RECORDINGS, components);
}
