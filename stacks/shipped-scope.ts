import type { AlertScope, Slo } from "../alerts";
import type { DashboardScope } from "../dashboards";
import type { Adjustments } from "../src/alert";
import type { ClientConfig } from "../src/config";
import { durationSeconds } from "../src/quantity";
import { componentsOf } from "../src/queries/catalogue/components-of";
import { pricedPools } from "./pools";

/** Window of an SLO that names none, where samples are kept for so long. */
const MONTH = "30d";

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
  const scope = { components, pools: pricedPools(config), slos: slosOf(config), engine, runbooks, disable, overrides };
  const { managedTokens } = config;
  if (managedTokens === undefined || !components.includes("managed-tokens")) return scope;
  // Loaded by those who have the service: most have not.
  const { managedTokensScope } = require("../src/managed-tokens/scope") as typeof import("../src/managed-tokens/scope");
  return { ...scope, managedTokens: managedTokensScope(managedTokens) };
}

/** What was promised, as alerts and dashboards take it. */
export function slosOf({ slos, prometheus }: Pick<ClientConfig, "slos" | "prometheus">): readonly Slo[] {
  return Object.entries(slos).map(([name, { service, router, objective, latency, window }]) => ({
    name,
    of: service === undefined ? { label: "router", value: router ?? "" } : { label: "service", value: service },
    objective,
    ...(latency === undefined ? {} : { latency: { ...latency, below: secondsOf(latency.below) } }),
    window: window ?? shorter(MONTH, prometheus.retention),
  }));
}

/** `500ms` is 0.5. */
function secondsOf(text: string): number {
  return text.endsWith("ms") ? Number.parseInt(text, 10) / 1000 : durationSeconds(text);
}

function shorter(one: string, other: string): string {
  return durationSeconds(other) < durationSeconds(one) ? other : one;
}
