import { alertGroupsFor } from "../alerts";
import type { ProvisionedFile } from "../constructs/grafana";
import { LOKI_DATASOURCE } from "../constructs/loki";
import { PROMETHEUS_DATASOURCE } from "../constructs/prometheus";
import { dashboardsFor } from "../dashboards";
import { toGrafanaRules } from "../src/alert";
import { type DashboardContext, type DatasourceRef, renderDashboard } from "../src/dashboard";
import type { ShippedScope } from "./shipped-scope";

/** A file of Grafana's, wherever it is deployed. */
export type GrafanaFile = Omit<ProvisionedFile, "namespace">;

/** Dashboards and alert rules, alike for all clients of the same scope: rendered once for all of them. */
export function shippedFiles(scope: ShippedScope): readonly GrafanaFile[] {
  const dashboards = dashboardsFor(scope);
  const context: DashboardContext = {
    prometheus: PROMETHEUS_DATASOURCE,
    loki: LOKI_DATASOURCE,
    tempo: scope.components.includes("tempo") ? tempoDatasource() : undefined,
    components: scope.components,
    dashboards: dashboards.map(({ uid }) => uid),
  };
  return [
    ...dashboards.map((dashboard) => ({
      kind: "dashboards" as const,
      name: dashboard.uid,
      folder: dashboard.folder,
      content: renderDashboard(dashboard, context),
      proved: true,
    })),
    {
      kind: "alerts",
      name: "rules",
      content: toGrafanaRules(alertGroupsFor(scope), context),
    },
  ];
}

/** Loaded by those who have it: most have not. */
function tempoDatasource(): DatasourceRef {
  const { TEMPO_DATASOURCE } = require("../constructs/tempo") as typeof import("../constructs/tempo");
  return TEMPO_DATASOURCE;
}
