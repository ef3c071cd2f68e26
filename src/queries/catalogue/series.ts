import type { ComponentName } from "./components";
import { entryOf, type Lines } from "./entries";
import { LABEL_VALUES } from "./values";

/** What a name of series stands for. */
export interface Series {
  /** Name as queries write it, such as `x_seconds_bucket`. */
  readonly name: string;
  /** Name of the metric that it belongs to, such as `x_seconds`. */
  readonly metric: string;
  /** Type of the metric. */
  readonly type: string;
  /** Whether its value only grows, and starts anew with its program. Undefined: not known. */
  readonly counter: boolean | undefined;
  /** Base unit, empty where it has none. */
  readonly unit: string;
  /** Programs that expose it. */
  readonly components: readonly ComponentName[];
  /** Whether it can carry a label. */
  readonly carries: (label: string) => boolean;
  /** Labels that it is known to carry, sorted, to be offered. */
  readonly labels: readonly string[];
  /** All values that a label can have. Undefined: not known. */
  readonly values: (label: string) => readonly string[] | undefined;
}

/** Further series of a metric, by the end of their name, with the label of their kind. */
const PARTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  histogram: { _bucket: ["le"], _count: [], _sum: [] },
  summary: { "": ["quantile"], _count: [], _sum: [] },
};

const COUNTERS: Readonly<Record<string, boolean | undefined>> = {
  counter: true,
  untyped: undefined,
  unknown: undefined,
};

/** The series of a name, which may be a part of a histogram or a summary. */
export function seriesIn(lines: Lines, name: string): Series | undefined {
  for (const [metric, suffix] of splits(name)) {
    const entry = entryOf(lines, metric);
    if (entry === undefined) continue;
    const parts = PARTS[entry.type];
    const ofKind = parts === undefined ? (suffix === "" ? [] : undefined) : parts[suffix];
    // A native histogram has no parts: its samples stand under its own name.
    const native = entry.type === "histogram" && suffix === "" ? [] : undefined;
    const added = ofKind ?? native;
    if (added === undefined) continue;
    const labels = new Set([...entry.labels, ...added]);
    return {
      name,
      metric,
      type: entry.type,
      counter: suffix === "" && entry.type !== "histogram" ? counterOf(entry.type) : true,
      unit: entry.unit,
      components: entry.components,
      carries: (label) => labels.has(label) || entry.open(label),
      labels: [...labels].sort(),
      values: (label) => (label === "job" ? entry.jobs : LABEL_VALUES[metric]?.[label]),
    };
  }
  return undefined;
}

function counterOf(type: string): boolean | undefined {
  return type in COUNTERS ? COUNTERS[type] : false;
}

function splits(name: string): readonly (readonly [metric: string, suffix: string])[] {
  const part = /^(.+)(_bucket|_count|_sum)$/.exec(name);
  return [[name, ""], ...(part === null ? [] : [[part[1] ?? "", part[2] ?? ""] as const])];
}

/** Names of the series of a metric. */
export function seriesNames(name: string, type: string): readonly string[] {
  return Object.keys(PARTS[type] ?? { "": [] }).map((suffix) => `${name}${suffix}`);
}
