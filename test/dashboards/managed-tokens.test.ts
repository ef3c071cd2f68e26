import { describe, expect, it } from "vitest";
import { POD_LOG_LABELS } from "../../constructs/alloy/pods";
import { managedTokensDashboards } from "../../dashboards/managed-tokens";
import { checkDashboards, renderDashboard } from "../../src/dashboard";
import { TOKENS_LOG_LABELS } from "../../src/managed-tokens/log-labels";
import { catalogueOf } from "../../src/queries";
import { CONTEXT } from "../dashboard/fixtures";
import { scopeOf } from "../managed-tokens/scope";

const TEMPO = { type: "tempo", uid: "tempo-zai" };
const dashboards = managedTokensDashboards(scopeOf());
const platform = {
  catalogue: catalogueOf(["managed-tokens", "pushgateway"]),
  scrapeInterval: 30,
  logLabels: [...POD_LOG_LABELS, ...TOKENS_LOG_LABELS],
};

describe("dashboards of managed-tokens", () => {
  it("are three", () => {
    expect(dashboards.map(({ title }) => title)).toEqual([
      "Managed tokens: operations",
      "Managed tokens: services",
      "Managed tokens: onboarding, logs and traces",
    ]);
  });

  it("ask for nothing that the service does not push, and have no other problem", () => {
    const rendered = dashboards.map((dashboard) => ({
      folder: dashboard.folder,
      json: renderDashboard(dashboard, { ...CONTEXT, tempo: TEMPO }),
    }));
    const datasources = [CONTEXT.prometheus, CONTEXT.loki, TEMPO];
    expect(checkDashboards(rendered, datasources, platform)).toEqual([]);
  });

  it("leave traces out where there are none", () => {
    const logs = dashboards[2];
    const without = logs === undefined ? "" : renderDashboard(logs, CONTEXT);
    expect(without).not.toContain("tempo");
    expect(without).toContain("Warnings and errors");
  });
});
