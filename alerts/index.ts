import type { AlertGroup } from "../src/alert";
import { monitoring } from "./monitoring";
import { nodes } from "./nodes";
import { probeAlerts } from "./probes";
import { workloads } from "./workloads";

/** Groups that every client gets. */
const ALWAYS: readonly AlertGroup[] = [nodes, workloads, monitoring];

/** Every shipped group of alerts. */
export const alertGroups: readonly AlertGroup[] = [...ALWAYS, probeAlerts];

/** Those that mean something to a client. */
export function alertGroupsFor({ probes }: { readonly probes: boolean }): readonly AlertGroup[] {
  return probes ? alertGroups : ALWAYS;
}
