import { alertGroupsFor } from "../alerts";
import type { ProvisionedFile } from "../constructs/grafana";
import { LOKI_DATASOURCE } from "../constructs/loki";
import { PROMETHEUS_DATASOURCE } from "../constructs/prometheus";
import { dashboardsFor } from "../dashboards";
import { toGrafanaRules } from "../src/alert";
import { renderDashboard } from "../src/dashboard";

/** A file of Grafana's, wherever it is deployed. */
export type GrafanaFile = Omit<ProvisionedFile, "namespace">;

/** Dashboards and alert rules, alike for all clients with the same parts: rendered once for all of them. */
export function shippedFiles(parts: { readonly probes: boolean }): readonly GrafanaFile[] {
  const context = { prometheus: PROMETHEUS_DATASOURCE, loki: LOKI_DATASOURCE };
  return [
    ...dashboardsFor(parts).map((dashboard) => ({
      kind: "dashboards" as const,
      name: dashboard.uid,
      folder: dashboard.folder,
      content: renderDashboard(dashboard, context),
      proved: true,
    })),
    {
      kind: "alerts",
      name: "rules",
      content: toGrafanaRules(alertGroupsFor(parts), { prometheus: PROMETHEUS_DATASOURCE }),
    },
  ];
}
