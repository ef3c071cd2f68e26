import { alertGroupsFor, recordingGroupsFor } from "../alerts";
import { POD_LOG_LABELS } from "../constructs/alloy/pods";
import { dashboardsFor } from "../dashboards";
import { checkAlerts, recordedMetrics } from "../src/alert";
import type { ClientConfig } from "../src/config";
import { checkDashboards, renderDashboard } from "../src/dashboard";
import { TOKENS_LOG_LABELS } from "../src/managed-tokens/log-labels";
import type { Problem } from "../src/problem";
import { durationSeconds } from "../src/quantity";
import { catalogueOf, componentsOf, type Platform } from "../src/queries";
import { shippedScope } from "./shipped-scope";

/** Any will do: what is checked here are the queries. The real ones stand beside constructs, which would load CDKTF. */
const DATASOURCES = {
  prometheus: { type: "prometheus", uid: "prometheus" },
  loki: { type: "loki", uid: "loki" },
  tempo: { type: "tempo", uid: "tempo" },
} as const;

/** What queries of dashboards and alerts can rely on at this client. */
export function platformOf(config: ClientConfig): Platform {
  const components = componentsOf(config);
  const recorded = recordedMetrics(recordingGroupsFor({ components }), catalogueOf(components));
  return {
    catalogue: catalogueOf(components, recorded),
    scrapeInterval: durationSeconds(config.prometheus.scrapeInterval),
    logLabels: [...POD_LOG_LABELS, ...(config.managedTokens === undefined ? [] : TOKENS_LOG_LABELS)],
  };
}

/** What of the shipped dashboards and alerts would not work at this client: metrics that it lacks, scrapes that are too rare. */
export function checkShipped(config: ClientConfig): readonly Problem[] {
  const platform = platformOf(config);
  const scope = shippedScope(config);
  const { components } = scope;
  const { tempo, ...always } = DATASOURCES;
  const dashboards = dashboardsFor(scope);
  const context = {
    ...always,
    tempo: components.includes("tempo") ? tempo : undefined,
    components,
    dashboards: dashboards.map(({ uid }) => uid),
  };
  const rendered = dashboards.map((dashboard) => ({
    folder: dashboard.folder,
    json: renderDashboard(dashboard, context),
  }));
  return [
    ...checkAlerts([...recordingGroupsFor(scope), ...alertGroupsFor(scope)], platform),
    ...checkDashboards(rendered, Object.values(DATASOURCES), platform),
  ];
}
