import { type AlertGroup, grafanaUid } from "../src/alert";
import type { ClientConfig } from "../src/config";

/** Uids of the rules that Grafana is given. */
export function provisionedUids({ alerts }: ClientConfig, groups: readonly AlertGroup[]): readonly string[] {
  if (alerts.engine !== "grafana") return [];
  return groups.flatMap((group) => group.alerts.map(({ name }) => grafanaUid(name))).sort();
}

/** Uids of the ledger that are provisioned no more. */
export function retiredUids(config: ClientConfig, groups: readonly AlertGroup[]): readonly string[] {
  const provisioned = new Set(provisionedUids(config, groups));
  return ledgerOf(config)
    .filter((uid) => !provisioned.has(uid))
    .sort();
}

/** Uids that Grafana was ever given, as far as the ledger tells. */
export function ledgerOf({ alerts: { ledger } }: ClientConfig): readonly string[] {
  return ledger === undefined || typeof ledger === "string" ? [] : [...new Set(ledger.rules)];
}
