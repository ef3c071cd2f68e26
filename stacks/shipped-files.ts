import { type AlertScope, alertGroupsFor, recordingGroupsFor } from "../alerts";
import type { ProvisionedFile } from "../constructs/grafana";
import { LOKI_DATASOURCE } from "../constructs/loki";
import { PROMETHEUS_DATASOURCE } from "../constructs/prometheus";
import { type DashboardScope, dashboardsFor } from "../dashboards";
import { type Adjustments, adjusted } from "../src/alert";
import type { ClientConfig } from "../src/config";
import { type DashboardContext, type DatasourceRef, renderDashboard } from "../src/dashboard";
import { componentsOf } from "../src/queries/catalogue/components-of";
import { grafanaFile, type ShippedRules } from "./alert-rules";

/** A file of Grafana's, wherever it is deployed. */
export type GrafanaFile = Omit<ProvisionedFile, "namespace">;

/** What decides which dashboards and alerts a client gets, and what stands in them. */
export type ShippedScope = AlertScope &
  DashboardScope &
  Adjustments & {
    readonly engine: ClientConfig["alerts"]["engine"];
    readonly runbooks: string | undefined;
  };

/** What clients of one scope share. */
export interface Shipped {
  readonly files: readonly GrafanaFile[];
  readonly rules: ShippedRules;
}

export function shippedScope(config: ClientConfig): ShippedScope {
  const { engine, runbooks, disable, overrides } = config.alerts;
  return { components: componentsOf(config), engine, runbooks, disable, overrides };
}

/** The alerts and recordings that a client wants of those that are shipped. */
export function shippedRules(scope: AlertScope & Adjustments): ShippedRules {
  return { alerts: adjusted(alertGroupsFor(scope), scope), recordings: recordingGroupsFor(scope) };
}

/** Dashboards and alert rules, alike for all clients of the same scope: rendered once for all of them. */
export function shipped(scope: ShippedScope): Shipped {
  const rules = shippedRules(scope);
  const groups = scope.engine === "grafana" ? rules.alerts : [];
  return { rules, files: [...dashboardFiles(scope), ...groups.map((group) => grafanaFile(group, "rules", scope))] };
}

function dashboardFiles(scope: ShippedScope): readonly GrafanaFile[] {
  const dashboards = dashboardsFor(scope);
  const context: DashboardContext = {
    prometheus: PROMETHEUS_DATASOURCE,
    loki: LOKI_DATASOURCE,
    tempo: scope.components.includes("tempo") ? tempoDatasource() : undefined,
    components: scope.components,
    dashboards: dashboards.map(({ uid }) => uid),
  };
  return dashboards.map((dashboard) => ({
    kind: "dashboards" as const,
    name: dashboard.uid,
    folder: dashboard.folder,
    content: renderDashboard(dashboard, context),
    proved: true,
  }));
}

/** Loaded by those who have it: most have not. */
function tempoDatasource(): DatasourceRef {
  const { TEMPO_DATASOURCE } = require("../constructs/tempo") as typeof import("../constructs/tempo");
  return TEMPO_DATASOURCE;
}
