import { metricText } from "./metric-text";

interface Declared {
  readonly type: string;
  labels?: Set<string>;
}

/** What a `/metrics` page says of its metrics: type and labels, by name. */
export function readExposition(page: string): Readonly<Record<string, string>> {
  const metrics = new Map<string, Declared>();
  for (const line of page.split("\n")) {
    const declared = /^# TYPE (\S+) (\w+)/.exec(line);
    if (declared !== null) {
      const [, name = "", type = ""] = declared;
      // A second page may declare what only the first one has samples of.
      metrics.set(name, { ...metrics.get(name), type });
      continue;
    }
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s/.exec(line);
    if (sample === null) continue;
    const [, name = "", labels = ""] = sample;
    const metric =
      metrics.get(name) ?? metrics.get(name.replace(/_(?:bucket|sum|count)$/, "")) ?? openMetrics(metrics, name);
    if (metric === undefined) continue;
    metric.labels ??= new Set();
    for (const [, label = ""] of labels.matchAll(/([a-zA-Z_]\w*)="(?:[^"\\]|\\.)*"/g)) metric.labels.add(label);
  }
  const entries = [...metrics].map(([name, metric]) => [name, lineOf(name, metric)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** OpenMetrics declares a counter without the `_total` that its series have, and queries have to write. */
function openMetrics(metrics: Map<string, Declared>, name: string): Declared | undefined {
  const declared = name.replace(/_total$/, "");
  const metric = metrics.get(declared);
  if (metric?.type !== "counter" || declared === name) return undefined;
  metrics.delete(declared);
  metrics.set(name, metric);
  return metric;
}

function lineOf(name: string, { type, labels }: Declared): string {
  return metricText({ type, unit: unitOf(name), labels });
}

/** Base units by the end of a name, as Prometheus' naming conventions have them. */
const UNITS: readonly string[] = [
  "seconds",
  "bytes",
  "ratio",
  "celsius",
  "hertz",
  "volts",
  "amperes",
  "joules",
  "watts",
  "percent",
];

function unitOf(name: string): string {
  const base = name.replace(/_(?:total|info|count|sum|created)$/, "");
  return UNITS.find((unit) => base.endsWith(`_${unit}`) || base.includes(`_${unit}_`)) ?? "";
}
