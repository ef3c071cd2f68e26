import type { JsonObject } from "./json";
import type { SignalPanel } from "./panel";
import type { Signal, State } from "./signal";
import { COLORS, type Threshold, thresholdSteps } from "./threshold";

/** How Grafana shows the values of a panel: unit, bounds, colours. */
export function fieldDefaults(panel: SignalPanel): JsonObject {
  const [first] = panel.queries;
  if (panel.kind === "logs" || first === undefined) return {};
  const thresholds = "thresholds" in panel ? panel.thresholds : undefined;
  const values = valueConfig(first.signal);
  switch (panel.kind) {
    case "timeseries":
      return {
        ...values,
        ...coloured({ mode: "palette-classic" }, thresholds, false),
        custom: lineStyle(panel.stacked ?? false, thresholds !== undefined),
      };
    case "statetimeline":
      return {
        ...values,
        ...coloured({ mode: "thresholds" }, thresholds, true),
        custom: { fillOpacity: 70, lineWidth: 0 },
      };
    case "heatmap":
      return { ...values, custom: { scaleDistribution: { type: "linear" } } };
    default:
      return { ...values, ...colouredByValue(first.signal, thresholds) };
  }
}

/** Unit, bounds and words of a signal. */
export function valueConfig({ unit, min, max, decimals, states }: Signal): JsonObject {
  return { unit, min, max, decimals, mappings: states === undefined ? undefined : mappings(states) };
}

/** Whether a value has a colour that means something. */
export function isJudged(signal: Signal, thresholds: readonly Threshold[] | undefined): boolean {
  return thresholds !== undefined || signal.states !== undefined;
}

export function colouredByValue(signal: Signal, thresholds: readonly Threshold[] | undefined): JsonObject {
  const plain = { mode: "fixed", fixedColor: "blue" };
  return coloured(isJudged(signal, thresholds) ? { mode: "thresholds" } : plain, thresholds, true);
}

function coloured(color: JsonObject, thresholds: readonly Threshold[] = [], strict: boolean): JsonObject {
  return { color, thresholds: { mode: "absolute", steps: thresholdSteps(thresholds, strict) } };
}

function mappings(states: Readonly<Record<number, State>>): readonly JsonObject[] {
  const options = Object.entries(states).map(
    ([value, { text, is }], index) => [value, { color: COLORS[is], index, text }] as const,
  );
  return [{ type: "value", options: Object.fromEntries(options) }];
}

function lineStyle(stacked: boolean, withLines: boolean): JsonObject {
  return {
    drawStyle: "line",
    fillOpacity: stacked ? 30 : 8,
    lineWidth: 1,
    showPoints: "never",
    spanNulls: false,
    stacking: { group: "A", mode: stacked ? "normal" : "none" },
    thresholdsStyle: { mode: withLines ? "dashed" : "off" },
  };
}
