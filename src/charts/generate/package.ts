import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "yaml";

/** A chart as its package holds it. Its subcharts are charts of the same kind. */
export interface ChartPackage {
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  readonly kubeVersion: string | undefined;
  /** The text of every file below the chart's folder, by path; without those of subcharts. */
  readonly files: ReadonlyMap<string, string>;
  /** Subcharts, by the key of the values that configures them. */
  readonly subcharts: ReadonlyMap<string, ChartPackage>;
}

interface ChartYaml {
  readonly name: string;
  readonly version: string;
  readonly appVersion?: string | number;
  readonly kubeVersion?: string;
  readonly dependencies?: readonly { readonly name: string; readonly alias?: string }[];
}

const BLOCK = 512;
const REGULAR_FILE = ["0", "\0"];

/**
 * Reads a chart's `.tgz`.
 * @throws Error for a file that is no chart package.
 */
export function readPackage(file: string): ChartPackage {
  const entries = tarEntries(gunzipSync(readFileSync(file)));
  const root = [...entries.keys()].find((path) => /^[^/]+\/Chart\.yaml$/.test(path));
  if (root === undefined) throw new Error(`${file} is no chart package: it has no Chart.yaml`);
  // helm writes subcharts in an order of its own: what is read of a chart must not hang on it.
  const sorted = new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  return chartIn(filesBelow(sorted, root.slice(0, -"Chart.yaml".length)));
}

function chartIn(files: ReadonlyMap<string, string>): ChartPackage {
  const chart = parse(files.get("Chart.yaml") ?? "") as ChartYaml;
  const own = [...files].filter(([path]) => !path.startsWith("charts/"));
  return {
    name: chart.name,
    version: chart.version,
    appVersion: String(chart.appVersion ?? chart.version),
    kubeVersion: chart.kubeVersion,
    files: new Map(own),
    subcharts: subchartsIn(files, chart),
  };
}

function subchartsIn(files: ReadonlyMap<string, string>, chart: ChartYaml): Map<string, ChartPackage> {
  const charts = new Map<string, ChartPackage>();
  for (const path of files.keys()) {
    const folder = /^charts\/[^/]+\/(?=Chart\.yaml$)/.exec(path)?.[0];
    if (folder === undefined) continue;
    const subchart = chartIn(filesBelow(files, folder));
    const aliases = (chart.dependencies ?? []).filter(({ name }) => name === subchart.name);
    const keys = aliases.length === 0 ? [subchart.name] : aliases.map(({ name, alias }) => alias ?? name);
    for (const key of keys) charts.set(key, subchart);
  }
  return charts;
}

function filesBelow(files: ReadonlyMap<string, string>, folder: string): Map<string, string> {
  const below = [...files].filter(([path]) => path.startsWith(folder));
  return new Map(below.map(([path, text]) => [path.slice(folder.length), text]));
}

/** The regular files of a tar archive. Chart packages need no more of the format than that, and long names. */
function tarEntries(archive: Buffer): Map<string, string> {
  const entries = new Map<string, string>();
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(field(header, 124, 12).trim(), 8) || 0;
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    const type = String.fromCharCode(header[156] ?? 0);
    const name = longName ?? [field(header, 345, 155), field(header, 0, 100)].filter(Boolean).join("/");
    longName = type === "L" ? content.toString("utf8").replace(/\0+$/, "") : paxName(type, content);
    if (REGULAR_FILE.includes(type)) entries.set(name.replace(/^\.\//, ""), content.toString("utf8"));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

function paxName(type: string, content: Buffer): string | undefined {
  return type === "x" ? /^\d+ path=(.*)$/m.exec(content.toString("utf8"))?.[1] : undefined;
}

function field(header: Buffer, from: number, length: number): string {
  return header
    .subarray(from, from + length)
    .toString("utf8")
    .replace(/\0.*$/s, "");
}
