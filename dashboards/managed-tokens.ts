import { managedTokensAlerts } from "../alerts/managed-tokens";
import type { Dashboard } from "../src/dashboard";
import type { ManagedTokensScope } from "../src/managed-tokens";
import { logsAndTraces } from "./managed-tokens/logs";
import { operations } from "./managed-tokens/operations";
import { services } from "./managed-tokens/services";

/** Only where the config has the service. */
export function managedTokensDashboards(scope: ManagedTokensScope): readonly Dashboard[] {
  const alerts = managedTokensAlerts(scope);
  return [operations(scope, alerts), services(scope, alerts), logsAndTraces(scope)];
}
