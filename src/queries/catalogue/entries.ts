import { COMPONENTS, type ComponentName, isKubernetesLabel, JOBS, TARGET_LABELS } from "./components";
import { linesOf, readLines } from "./files";

/** A metric that no shipped program exposes: a recording rule's, or a service's of the client. */
export interface OwnMetric {
  readonly name: string;
  /** counter, gauge, histogram, summary. @default not known */
  readonly type?: string;
  /** All that it carries. @default any */
  readonly labels?: readonly string[];
}

/** What is known of a metric. */
export interface Entry {
  readonly type: string;
  readonly unit: string;
  readonly components: readonly ComponentName[];
  readonly labels: ReadonlySet<string>;
  readonly open: (label: string) => boolean;
  /** Values of its label `job`. Undefined: not known. */
  readonly jobs: readonly string[] | undefined;
}

/** Lines of the catalogue's files, by name and by program; read when their name is asked for. */
export interface Lines {
  readonly own: ReadonlyMap<string, OwnMetric>;
  readonly shipped: ReadonlyMap<string, ReadonlyMap<ComponentName, readonly string[]>>;
}

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

/** Gathers what these programs expose. */
export function collect(components: readonly ComponentName[], own: readonly OwnMetric[]): Lines {
  const shipped = new Map<string, Map<ComponentName, string[]>>();
  for (const component of components) {
    for (const [name, line] of linesOf(component)) {
      const metric = shipped.get(name) ?? new Map<ComponentName, string[]>();
      shipped.set(name, metric.set(component, [...(metric.get(component) ?? []), line]));
    }
  }
  return { shipped, own: new Map([...SYNTHETIC, ...own].map((metric) => [metric.name, metric])) };
}

/** Two programs may expose one name: go_goroutines, process_open_fds. */
export function entryOf({ own, shipped }: Lines, name: string): Entry | undefined {
  const entries = [...(shipped.get(name) ?? [])].map(([component, lines]) => shippedEntry(name, component, lines));
  const metric = own.get(name);
  if (metric !== undefined) entries.push(ownEntry(metric));
  return entries.length === 0 ? undefined : entries.reduce(merged);
}

function shippedEntry(name: string, component: ComponentName, lines: readonly string[]): Entry {
  const job = COMPONENTS[component];
  const { labels: ofJob, mapped } = JOBS[job];
  const { type, unit, labels } = readLines(lines);
  return {
    type,
    unit,
    components: [component],
    labels: new Set([...(labels ?? []), ...ofJob, ...TARGET_LABELS]),
    open: (label) => labels === undefined || (mapped && isKubernetesLabel(label)) || isCopied(name, label),
    jobs: isPushed(component, labels) ? undefined : [job],
  };
}

/** What the gateway holds for others has the job of who pushed it. */
function isPushed(component: ComponentName, labels: ReadonlySet<string> | undefined): boolean {
  return COMPONENTS[component] === "prometheus-pushgateway" && (component !== "pushgateway" || labels === undefined);
}

function ownEntry({ type = "untyped", labels }: OwnMetric): Entry {
  return {
    type,
    unit: "",
    components: [],
    labels: new Set(labels ?? TARGET_LABELS),
    open: () => labels === undefined,
    jobs: undefined,
  };
}

function merged(one: Entry, other: Entry): Entry {
  return {
    type: one.type === other.type ? one.type : "untyped",
    unit: one.unit || other.unit,
    components: [...one.components, ...other.components],
    labels: new Set([...one.labels, ...other.labels]),
    open: (label) => one.open(label) || other.open(label),
    jobs: one.jobs && other.jobs && [...new Set([...one.jobs, ...other.jobs])].sort(),
  };
}

/** Whether it is a label or annotation that people put on their objects: kube_pod_labels and its kin carry these. */
function isCopied(metric: string, label: string): boolean {
  return /^kube_\w+_(?:labels|annotations)$/.test(metric) && /^(?:label|annotation)_/.test(label);
}
