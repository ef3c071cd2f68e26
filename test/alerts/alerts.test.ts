import { describe, expect, it } from "vitest";
import { alertGroups } from "../../alerts";
import { dashboards } from "../../dashboards";
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
    for (const alert of shown) expect(drawn).toContain(alert);
  });
});
