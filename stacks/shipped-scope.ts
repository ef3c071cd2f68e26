import type { AlertScope } from "../alerts";
import type { DashboardScope } from "../dashboards";
import type { Adjustments } from "../src/alert";
import type { ClientConfig } from "../src/config";
import { componentsOf } from "../src/queries/catalogue/components-of";

/** What decides which dashboards and alerts a client gets, and what stands in them. */
export type ShippedScope = AlertScope &
  DashboardScope &
  Adjustments & {
    readonly engine: ClientConfig["alerts"]["engine"];
    readonly runbooks: string | undefined;
  };

export function shippedScope(config: ClientConfig): ShippedScope {
  const components = componentsOf(config);
  const { engine, runbooks, disable, overrides } = config.alerts;
  const scope = { components, engine, runbooks, disable, overrides };
  const { managedTokens } = config;
  if (managedTokens === undefined || !components.includes("managed-tokens")) return scope;
  // Loaded by those who have the service: most have not.
  const { managedTokensScope } = require("../src/managed-tokens/scope") as typeof import("../src/managed-tokens/scope");
  return { ...scope, managedTokens: managedTokensScope(managedTokens) };
}
