import { type AlertScope, alertGroupsFor, recordingGroupsFor } from "../alerts";
import type { DashboardScope } from "../dashboards";
import { type Adjustments, type AlertGroup, adjusted, type RecordingGroup } from "../src/alert";
import type { ClientConfig } from "../src/config";
import { componentsOf } from "../src/queries/catalogue/components-of";

/** What decides which dashboards and alerts a client gets, and what stands in them. */
export type ShippedScope = AlertScope &
  DashboardScope &
  Adjustments & {
    readonly engine: ClientConfig["alerts"]["engine"];
    readonly runbooks: string | undefined;
  };

/** The shipped rules that a client wants, which clients may have alike. */
export interface ShippedRules {
  readonly alerts: readonly AlertGroup[];
  readonly recordings: readonly RecordingGroup[];
}

export function shippedScope(config: ClientConfig): ShippedScope {
  const { engine, runbooks, disable, overrides } = config.alerts;
  return { components: componentsOf(config), engine, runbooks, disable, overrides };
}

/** The alerts and recordings that a client wants of those that are shipped. */
export function shippedRules(scope: AlertScope & Adjustments): ShippedRules {
  return { alerts: adjusted(alertGroupsFor(scope), scope), recordings: recordingGroupsFor(scope) };
}
