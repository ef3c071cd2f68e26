import type { ProvisionedFile } from "../constructs/grafana";
import { LOKI_DATASOURCE } from "../constructs/loki";
import { PROMETHEUS_DATASOURCE } from "../constructs/prometheus";
import { dashboardsFor } from "../dashboards";
import { type DashboardContext, type DatasourceRef, renderDashboard } from "../src/dashboard";
import { grafanaFile } from "./alert-rules";
import { type ShippedRules, shippedRules } from "./shipped-rules";
import type { ShippedScope } from "./shipped-scope";
import { withLines } from "./threshold-lines";

/** A file of Grafana's, wherever it is deployed. */
export type GrafanaFile = Omit<ProvisionedFile, "namespace">;

/** What clients of one scope share. */
export interface Shipped {
  readonly files: readonly GrafanaFile[];
  readonly rules: ShippedRules;
}

/** Dashboards and alert rules, alike for all clients of the same scope: rendered once for all of them. */
export function shipped(scope: ShippedScope): Shipped {
  const rules = shippedRules(scope);
  const groups = scope.engine === "grafana" ? rules.alerts : [];
  return {
    rules,
    files: [...dashboardFiles(scope, rules), ...groups.map((group) => grafanaFile(group, "rules", scope))],
  };
}

function dashboardFiles(scope: ShippedScope, rules: ShippedRules): readonly GrafanaFile[] {
  const dashboards = dashboardsFor(scope).map((dashboard) => withLines(dashboard, scope, rules));
  const context: DashboardContext = {
    prometheus: PROMETHEUS_DATASOURCE,
    loki: LOKI_DATASOURCE,
    tempo: scope.components.includes("tempo") ? tempoDatasource() : undefined,
    alertEngine: scope.engine,
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
