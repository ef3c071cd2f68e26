import { type Catalogue, type OwnMetric, parsePromql, resultLabels } from "../queries";
import type { RecordingGroup, RecordingRule } from "./recording";

/** The metrics that these rules make, for `catalogueOf`: with the labels that their expressions leave, where these say so. */
export function recordedMetrics(groups: readonly RecordingGroup[], catalogue: Catalogue): readonly OwnMetric[] {
  return groups.flatMap(({ recordings }) => recordings).map((rule) => recordedMetric(rule, catalogue));
}

function recordedMetric({ record, expr, labels = {} }: RecordingRule, catalogue: Catalogue): OwnMetric {
  const parsed = parsePromql(expr.text);
  const left = parsed.ok ? resultLabels(parsed.expr, catalogue) : undefined;
  if (left?.exact !== true) return { name: record, type: "gauge" };
  return { name: record, type: "gauge", labels: [...left.known, ...Object.keys(labels)] };
}
