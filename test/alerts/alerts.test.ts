import { describe, expect, it } from "vitest";
import { alertGroups } from "../../alerts/everything";
import { dashboards } from "../../dashboards/everything";
import { checkAlerts } from "../../src/alert";
import { panelsOf, signalsOf } from "../../src/dashboard";

const alerts = alertGroups.flatMap((group) => group.alerts);

describe("shipped alerts", () => {
  it("have no problem", () => {
    expect(checkAlerts(alertGroups)).toEqual([]);
  });

  it("stand in folders that hold no dashboard", () => {
    const folders = new Set(dashboards.map(({ folder }) => folder));
    for (const group of alertGroups) expect(folders.has(group.folder)).toBe(false);
  });

  it.each(alerts)("$name links a panel that exists, and says to the letter what it will say", (alert) => {
    const dashboard = dashboards.find(({ uid }) => uid === alert.panel?.dashboard);
    const keys = dashboard === undefined ? [] : panelsOf(dashboard).map(({ key }) => key);
    expect(keys).toContain(alert.panel !== undefined && "key" in alert.panel ? alert.panel.key : undefined);
    for (const test of alert.tests) if (test.kind === "fires") expect(test.expect).toHaveLength(1);
  });

  it.each(alerts)("$name is watched by what its panel shows", ({ panel: link, signal }) => {
    const dashboard = dashboards.find(({ uid }) => uid === link?.dashboard);
    const panel = dashboard && panelsOf(dashboard).find(({ key }) => link && "key" in link && key === link.key);
    const shown = panel === undefined ? [] : signalsOf(panel).map(({ expr }) => expr.text);
    // Narrowed by variables, or in another form: a metric of it at least.
    const metrics = signal.expr.text.match(/\b[a-z]+_[A-Za-z0-9_]+\b|\bup\b/g) ?? [];
    expect(metrics.filter((metric) => shown.some((text) => text.includes(metric)))).not.toEqual([]);
  });

  it("are eighty and more, of which few wake somebody", () => {
    expect(alerts.length).toBeGreaterThanOrEqual(80);
    expect(alerts.filter(({ severity }) => severity === "critical").length).toBeLessThan(alerts.length / 5);
  });

  it("draw their line on the panel that shows their signal", () => {
    const panels = dashboards.flatMap(panelsOf);
    const drawn = panels.flatMap((panel) => ("thresholds" in panel ? (panel.thresholds ?? []) : []));
    const shown = alerts.filter((alert) =>
      panels.some(
        (panel) =>
          panel.kind === "timeseries" &&
          signalsOf(panel).some(({ expr }) => expr.text.includes(alert.signal.expr.text)),
      ),
    );
    expect(shown.length).toBeGreaterThan(3);
    for (const alert of shown) expect(drawn).toContainEqual(alert);
  });
});
