import { type AlertScope, alertGroupsFor, recordingGroupsFor } from "../alerts";
import { POD_LOG_LABELS } from "../constructs/alloy/pods";
import { dashboardsFor } from "../dashboards";
import { checkAlerts, recordedMetrics } from "../src/alert";
import type { ClientConfig } from "../src/config";
import { checkDashboards, type RenderedDashboard, renderDashboard } from "../src/dashboard";
import { TOKENS_LOG_LABELS } from "../src/managed-tokens/log-labels";
import type { Problem } from "../src/problem";
import { durationSeconds } from "../src/quantity";
import { catalogueOf, type Platform } from "../src/queries";
import { dashboardContext, knownDatasources } from "./dashboard-context";
import { shippedScope } from "./shipped-scope";

/** What queries of dashboards and alerts can rely on at this client. */
export function platformOf(config: ClientConfig): Platform {
  return platformFor(shippedScope(config), durationSeconds(config.prometheus.scrapeInterval));
}

/** What they can rely on where these programs run, and are scraped every so many seconds. */
export function platformFor(scope: AlertScope, scrapeInterval: number): Platform {
  const { components } = scope;
  const recorded = recordedMetrics(recordingGroupsFor(scope), catalogueOf(components));
  return {
    catalogue: catalogueOf(components, recorded),
    scrapeInterval,
    logLabels: [...POD_LOG_LABELS, ...(components.includes("managed-tokens") ? TOKENS_LOG_LABELS : [])],
  };
}

/** What of the shipped dashboards and alerts would not work at this client: metrics that it lacks, scrapes that are too rare. */
export function checkShipped(config: ClientConfig): readonly Problem[] {
  const platform = platformOf(config);
  const scope = shippedScope(config);
  return [
    ...checkAlerts([...recordingGroupsFor(scope), ...alertGroupsFor(scope)], platform),
    ...checkDashboards(renderedFor(config), knownDatasources(config), platform),
  ];
}

/** The shipped dashboards of a client, as they are deployed. */
export function renderedFor(config: ClientConfig): readonly RenderedDashboard[] {
  const context = dashboardContext(config);
  return dashboardsFor(shippedScope(config)).map((dashboard) => ({
    folder: dashboard.folder,
    json: renderDashboard(dashboard, context),
  }));
}
