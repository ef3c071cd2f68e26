import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ComponentName } from "./components";
import { type MetricText, parseMetricText } from "./metric-text";

/** A file of the catalogue: the metrics of one program. */
export interface MetricsFile {
  /** Program and version, and where its metrics were read. */
  readonly source: string;
  /** Lines of `parseMetricText`, by name. */
  readonly metrics: Readonly<Record<string, string>>;
}

/** Read from a real page by scripts/catalogue.ts; and what no page shows, such as metrics that only appear under load. */
const FOLDERS = ["scraped", "written"] as const;

/** The metrics of a program, those written by hand last. */
export function metricsOf(component: ComponentName): ReadonlyMap<string, MetricText> {
  const files = FOLDERS.map((folder) => join(__dirname, folder, `${component}.json`)).filter((file) =>
    existsSync(file),
  );
  const metrics = new Map<string, MetricText>();
  for (const file of files) {
    const { metrics: lines } = JSON.parse(readFileSync(file, "utf8")) as MetricsFile;
    for (const [name, line] of Object.entries(lines))
      metrics.set(name, added(metrics.get(name), parseMetricText(line)));
  }
  return metrics;
}

/** A page at rest may not show every label. */
function added(read: MetricText | undefined, written: MetricText): MetricText {
  if (read?.labels === undefined || written.labels === undefined) return written;
  return { ...written, labels: new Set([...read.labels, ...written.labels]) };
}
