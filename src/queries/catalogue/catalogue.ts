import { COMPONENTS, type ComponentName, isKubernetesLabel, JOBS, TARGET_LABELS } from "./components";
import { metricsOf } from "./files";
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

/** A metric that no shipped program exposes: a recording rule's, or a service's of the client. */
export interface OwnMetric {
  readonly name: string;
  /** counter, gauge, histogram, summary. @default not known */
  readonly type?: string;
  /** All that it carries. @default any */
  readonly labels?: readonly string[];
}

/** The metrics of one platform. */
export interface Catalogue {
  readonly components: readonly ComponentName[];
  readonly series: (name: string) => Series | undefined;
  /** Programs that this platform does not run and that would expose it. */
  readonly elsewhere: (name: string) => readonly ComponentName[];
  /** Every name, sorted, to be offered. */
  readonly names: () => readonly string[];
}

/** Where nobody knows what runs: no metric is refused. */
export const NOTHING_KNOWN: Catalogue = {
  components: [],
  series: () => undefined,
  elsewhere: () => [],
  names: () => [],
};

interface Entry {
  readonly type: string;
  readonly unit: string;
  readonly components: readonly ComponentName[];
  readonly labels: ReadonlySet<string>;
  readonly open: (label: string) => boolean;
}

type Entries = ReadonlyMap<string, Entry>;

/** What Prometheus makes itself: of every target, of every alert. */
const SYNTHETIC: readonly OwnMetric[] = [
  "up",
  "scrape_duration_seconds",
  "scrape_samples_scraped",
  "scrape_samples_post_metric_relabeling",
  "scrape_series_added",
  "ALERTS",
  "ALERTS_FOR_STATE",
].map((name) => ({ name, type: "gauge" }));

/** The catalogue of a platform that runs these programs. */
export function catalogueOf(components: readonly ComponentName[], own: readonly OwnMetric[] = []): Catalogue {
  const entries = entriesOf(components, own);
  const absent = (Object.keys(COMPONENTS) as ComponentName[]).filter((component) => !components.includes(component));
  let names: readonly string[] | undefined;
  return {
    components,
    series: (name) => seriesIn(entries, name),
    elsewhere: (name) => absent.filter((component) => seriesIn(entriesOf([component], []), name) !== undefined),
    names: () => {
      names ??= [...entries].flatMap(([name, { type }]) => seriesNames(name, type)).sort();
      return names;
    },
  };
}

function entriesOf(components: readonly ComponentName[], own: readonly OwnMetric[]): Entries {
  const entries = new Map<string, Entry>();
  for (const component of components) {
    const { labels, mapped } = JOBS[COMPONENTS[component]];
    const open = (label: string) => mapped && isKubernetesLabel(label);
    for (const [name, metric] of metricsOf(component)) {
      const entry = {
        type: metric.type,
        unit: metric.unit,
        components: [component],
        labels: new Set([...(metric.labels ?? []), ...labels, ...TARGET_LABELS]),
        open: (label: string) => metric.labels === undefined || open(label) || isCopied(name, label),
      };
      entries.set(name, merged(entries.get(name), entry));
    }
  }
  for (const { name, type = "untyped", labels } of [...SYNTHETIC, ...own]) {
    const entry = {
      type,
      unit: "",
      components: [],
      labels: new Set(labels ?? TARGET_LABELS),
      open: () => labels === undefined,
    };
    entries.set(name, merged(entries.get(name), entry));
  }
  return entries;
}

/** Whether it is a label or annotation that people put on their objects: kube_pod_labels and its kin carry these. */
function isCopied(metric: string, label: string): boolean {
  return /^kube_\w+_(?:labels|annotations)$/.test(metric) && /^(?:label|annotation)_/.test(label);
}

/** Two programs may expose one name: go_goroutines, process_open_fds. */
function merged(one: Entry | undefined, other: Entry): Entry {
  if (one === undefined) return other;
  return {
    type: one.type === other.type ? one.type : "untyped",
    unit: one.unit || other.unit,
    components: [...one.components, ...other.components],
    labels: new Set([...one.labels, ...other.labels]),
    open: (label) => one.open(label) || other.open(label),
  };
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

function seriesIn(entries: Entries, name: string): Series | undefined {
  for (const [metric, suffix] of splits(name)) {
    const entry = entries.get(metric);
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
      values: (label) => (label === "job" ? jobsOf(entry) : LABEL_VALUES[metric]?.[label]),
    };
  }
  return undefined;
}

function jobsOf({ components }: Entry): readonly string[] | undefined {
  return components.length === 0
    ? undefined
    : [...new Set(components.map((component) => COMPONENTS[component]))].sort();
}

function counterOf(type: string): boolean | undefined {
  return type in COUNTERS ? COUNTERS[type] : false;
}

function splits(name: string): readonly (readonly [metric: string, suffix: string])[] {
  const part = /^(.+)(_bucket|_count|_sum)$/.exec(name);
  return [[name, ""], ...(part === null ? [] : [[part[1] ?? "", part[2] ?? ""] as const])];
}

function seriesNames(name: string, type: string): readonly string[] {
  return Object.keys(PARTS[type] ?? { "": [] }).map((suffix) => `${name}${suffix}`);
}
