import { describe, expect, it } from "vitest";
import { managedTokensGroups } from "../../alerts/managed-tokens";
import { POD_LOG_LABELS } from "../../constructs/alloy/pods";
import { managedTokensDashboards } from "../../dashboards/managed-tokens";
import { checkDashboards, panelsOf, queriesOf, renderDashboard, signalsOf } from "../../src/dashboard";
import { TOKENS_LOG_LABELS } from "../../src/managed-tokens/log-labels";
import { catalogueOf } from "../../src/queries";
import { CONTEXT } from "../dashboard/fixtures";
import { scopeOf } from "../managed-tokens/scope";

const SCOPE = scopeOf();
const TEMPO = { type: "tempo", uid: "tempo-zai" };
const dashboards = managedTokensDashboards(SCOPE);
const alerts = managedTokensGroups(SCOPE).flatMap((group) => group.alerts);
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

  it.each(dashboards)("$uid has an own key for each panel, and uses each variable it offers", (dashboard) => {
    const keys = panelsOf(dashboard).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const queries = queriesOf(dashboard)
      .map(({ text }) => text)
      .join("\n");
    const used = new Set([...queries.matchAll(/\$([a-z]\w*)/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(dashboard.variables.map(({ name }) => name).sort());
  });

  it.each(alerts)("show what $name watches, and its line", ({ name, panel, signal }) => {
    const dashboard = dashboards.find(({ uid }) => uid === panel?.dashboard);
    const linked = panel !== undefined && "key" in panel ? panel.key : undefined;
    const shown = dashboard === undefined ? undefined : panelsOf(dashboard).find(({ key }) => key === linked);
    expect(shown).toBeDefined();
    if (shown === undefined || !("thresholds" in shown) || shown.kind !== "timeseries") return;
    const same = signalsOf(shown).some(({ expr }) => expr.text === signal.expr.text);
    if (same) expect(shown.thresholds?.map((one) => ("name" in one ? one.name : undefined))).toContain(name);
  });

  it("leave traces out where there are none", () => {
    const logs = dashboards[2];
    const without = logs === undefined ? "" : renderDashboard(logs, CONTEXT);
    expect(without).not.toContain("tempo");
    expect(without).toContain("Warnings and errors");
  });
});
