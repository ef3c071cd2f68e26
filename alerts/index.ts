import type { AlertGroup } from "../src/alert";
import type { ComponentName } from "../src/queries/catalogue/components";
import { type Shipped, shippedFor } from "../src/shipped";
import { monitoring } from "./monitoring";
import { nodes } from "./nodes";
import { probeAlerts } from "./probes";
import { workloads } from "./workloads";

const GROUPS: readonly Shipped<AlertGroup>[] = [
  { item: nodes },
  { item: workloads },
  { item: monitoring },
  { item: probeAlerts, needs: ["blackbox"] },
];

/** Every shipped group of alerts. */
export const alertGroups: readonly AlertGroup[] = GROUPS.map(({ item }) => item);

/** By what a client has, which alerts it gets. */
export interface AlertScope {
  /** Programs whose metrics its Prometheus has. */
  readonly components: readonly ComponentName[];
}

/** Those that mean something to a client. */
export function alertGroupsFor({ components }: AlertScope): readonly AlertGroup[] {
  return shippedFor(GROUPS, components);
}
