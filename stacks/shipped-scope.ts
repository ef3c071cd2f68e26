import type { AlertScope } from "../alerts";
import type { DashboardScope } from "../dashboards";
import type { ClientConfig } from "../src/config";
import { componentsOf } from "../src/queries/catalogue/components-of";

/** What decides which dashboards and alerts a client gets, and what stands in them. */
export type ShippedScope = AlertScope & DashboardScope;

export function shippedScope(config: ClientConfig): ShippedScope {
  const components = componentsOf(config);
  const { managedTokens } = config;
  if (managedTokens === undefined || !components.includes("managed-tokens")) return { components };
  // Loaded by those who have the service: most have not.
  const { managedTokensScope } = require("../src/managed-tokens/scope") as typeof import("../src/managed-tokens/scope");
  return { components, managedTokens: managedTokensScope(managedTokens) };
}
