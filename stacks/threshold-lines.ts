import type { Adjustments, Alert } from "../src/alert";
import type { Dashboard, Panel, Threshold } from "../src/dashboard";
import type { ShippedRules } from "./shipped-rules";

/** A dashboard whose lines stand where a client has the bounds of its alerts; without those of alerts that it does not want. */
export function withLines(dashboard: Dashboard, { disable, overrides }: Adjustments, rules: ShippedRules): Dashboard {
  if (disable.length === 0 && Object.keys(overrides).length === 0) return dashboard;
  const alerts = new Map(rules.alerts.flatMap((group) => group.alerts.map((alert) => [alert.name, alert] as const)));
  const line = (threshold: Threshold): readonly Threshold[] => {
    const { name = "" } = threshold as Partial<Alert>;
    if (disable.includes(name)) return [];
    return [overrides[name] === undefined ? threshold : (alerts.get(name) ?? threshold)];
  };
  const drawn = (panel: Panel): Panel =>
    "thresholds" in panel && panel.thresholds !== undefined
      ? ({ ...panel, thresholds: panel.thresholds.flatMap(line) } as Panel)
      : panel;
  return { ...dashboard, rows: dashboard.rows.map((row) => ({ ...row, panels: row.panels.map(drawn) })) };
}
