import type { Json } from "./json";

/** How much it matters. */
export type Severity = "critical" | "warning" | "info";

/** Where good ends. An alert is one, so that a panel and its alert cannot disagree. */
export interface Threshold {
  readonly severity: Severity;
  /** Bad when the value is above this, in the signal's unit. */
  readonly above?: number | undefined;
  /** Bad when the value is below this, in the signal's unit. */
  readonly below?: number | undefined;
}

/** Colours by what they mean, for lines, cells, states and marks alike. */
export const COLORS = { critical: "red", warning: "orange", info: "blue", good: "green", unknown: "text" } as const;

/**
 * Grafana's steps of the thresholds, from the lowest value up.
 * @param strict A step of Grafana begins at its value, an alert above it. True shifts the step by a hair, so that a coloured 0 of "above 0" stays green.
 */
export function thresholdSteps(thresholds: readonly Threshold[], strict: boolean): Json {
  const above = thresholds.flatMap(({ above, severity }) => (above === undefined ? [] : [{ at: above, severity }]));
  const below = thresholds.flatMap(({ below, severity }) => (below === undefined ? [] : [{ at: below, severity }]));
  below.sort((a, b) => a.at - b.at);
  above.sort((a, b) => a.at - b.at);
  const bounds = [...below.map(({ at }) => at), ...above.map(({ at }) => (strict ? justAbove(at) : at))];
  const colors = [
    ...below.map(({ severity }) => COLORS[severity]),
    COLORS.good,
    ...above.map(({ severity }) => COLORS[severity]),
  ];
  return colors.map((color, index) => ({ color, value: index === 0 ? null : (bounds[index - 1] ?? null) }));
}

function justAbove(value: number): number {
  return value + Math.max(Math.abs(value), 1) * 1e-9;
}
