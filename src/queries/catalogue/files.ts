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

/** Lines of the metrics of a program by name, a line written by hand last. */
export function linesOf(component: ComponentName): readonly (readonly [name: string, line: string])[] {
  const files = FOLDERS.map((folder) => join(__dirname, folder, `${component}.json`)).filter((file) =>
    existsSync(file),
  );
  return files.flatMap((file) => Object.entries((JSON.parse(readFileSync(file, "utf8")) as MetricsFile).metrics));
}

/** A page at rest may not show every label: a line written by hand adds to it. */
export function readLines(lines: readonly string[]): MetricText {
  return lines.map(parseMetricText).reduce((read, written) => {
    if (read.labels === undefined || written.labels === undefined) return written;
    return { ...written, labels: new Set([...read.labels, ...written.labels]) };
  });
}
