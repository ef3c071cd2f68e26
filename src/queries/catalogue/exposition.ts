import { metricText } from "./metric-text";

/** What a `/metrics` page says of its metrics: type and labels, by name. */
export function readExposition(page: string): Readonly<Record<string, string>> {
  const metrics = new Map<string, { readonly type: string; labels?: Set<string> }>();
  for (const line of page.split("\n")) {
    const declared = /^# TYPE (\S+) (\w+)/.exec(line);
    if (declared !== null) {
      const [, name = "", type = ""] = declared;
      metrics.set(name, { type });
      continue;
    }
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s/.exec(line);
    if (sample === null) continue;
    const [, name = "", labels = ""] = sample;
    const metric = metrics.get(name) ?? metrics.get(name.replace(/_(?:bucket|sum|count)$/, ""));
    if (metric === undefined) continue;
    metric.labels ??= new Set();
    for (const [, label = ""] of labels.matchAll(/([a-zA-Z_]\w*)="(?:[^"\\]|\\.)*"/g)) metric.labels.add(label);
  }
  const entries = [...metrics].map(([name, metric]) => [name, lineOf(name, metric)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function lineOf(name: string, { type, labels }: { readonly type: string; readonly labels?: Set<string> }): string {
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
