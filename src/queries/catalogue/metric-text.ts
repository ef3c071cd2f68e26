/** One metric as a line of the catalogue's files holds it: type, unit, labels. */
export interface MetricText {
  readonly type: string;
  /** Base unit of the value, empty where it has none. */
  readonly unit: string;
  /** Undefined where no series was seen, so that any may be. */
  readonly labels: ReadonlySet<string> | undefined;
}

/** Labels that a bucket or a quantile has by its kind. */
const OF_KIND: ReadonlySet<string> = new Set(["le", "quantile"]);

/** `counter seconds cpu,mode`; `-` stands for nothing, `*` for labels that are not known. */
export function metricText({ type, unit, labels }: MetricText): string {
  const own = labels === undefined ? ["*"] : [...labels].filter((label) => !OF_KIND.has(label)).sort();
  return [type, unit === "" ? "-" : unit, ...(own.length === 0 ? [] : [own.join(",")])].join(" ");
}

/** @throws Error when the line is none. */
export function parseMetricText(line: string): MetricText {
  const [type = "", unit = "-", labels] = line.split(" ");
  if (!TYPES.has(type))
    throw new Error(`got the metric type ${JSON.stringify(type)}, must be one of: ${[...TYPES].join(", ")}`);
  return { type, unit: unit === "-" ? "" : unit, labels: labelsOf(labels) };
}

const TYPES: ReadonlySet<string> = new Set([
  "counter",
  "gauge",
  "histogram",
  "summary",
  "untyped",
  "unknown",
  "info",
  "stateset",
]);

function labelsOf(text: string | undefined): ReadonlySet<string> | undefined {
  return text === "*" ? undefined : new Set(text === undefined ? [] : text.split(","));
}
