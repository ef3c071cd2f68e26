import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type ChartName, type ChartPin, chartNames, chartPin } from "../src/charts";
import type { Contract } from "../src/charts/contract";
import { digestDifference, packageDigest } from "../src/charts/digest";
import { generateContract } from "../src/charts/generate/contract";
import { contractText } from "../src/charts/generate/contract-text";
import { type ChartDifferences, differences } from "../src/charts/generate/differences";
import { pull, RenderError } from "../src/charts/generate/helm";
import { type ChartPackage, readPackage } from "../src/charts/generate/package";
import type { LockEntry } from "../src/charts/lock";
import { InputError } from "../src/problem";

/** What `belvedere charts update` is asked to do. */
export interface UpdateOptions {
  /** @default every chart of the lock */
  readonly charts?: readonly ChartName[];
  /** A folder of packages, or the URL of a Helm repository that mirrors them. @default each chart's own repository */
  readonly from?: string;
  /** Versions to pin instead of those of the lock. */
  readonly versions?: Readonly<Partial<Record<ChartName, string>>>;
  /** Folder that holds `lock.json` and `contracts/`. @default that of this repository's sources */
  readonly folder?: string;
}

/** What the update came to. */
export interface ChartsUpdate {
  readonly changes: readonly ChartDifferences[];
  /** Files written. */
  readonly files: readonly string[];
}

/** A chart whose package is at hand. */
interface Fetched {
  readonly pin: ChartPin;
  readonly file: string;
  readonly package: ChartPackage;
  readonly digest: string | undefined;
}

/** Every chart of the lock. */
export function listCharts(): readonly ChartPin[] {
  return chartNames().map(chartPin);
}

/**
 * Reads charts anew with the real helm, and writes lock and contracts: all of them or, on any fault, none.
 * @throws InputError without helm, without the package, or where a package is not the one that the lock knows
 */
export async function updateCharts(options: UpdateOptions = {}): Promise<ChartsUpdate> {
  const folder = options.folder ?? sourceFolder();
  const scratch = mkdtempSync(join(tmpdir(), "belvedere-charts-"));
  try {
    const fetched = (options.charts ?? chartNames()).map((chart) => fetchChart(chart, options, scratch));
    const contracts = fetched.map(contractOfPackage);
    const changes = contracts.map((contract) => differences(oldContract(folder, contract), contract));
    const files = writeWhole(folder, [
      ["lock.json", lockText(folder, fetched)],
      ...contracts.map((contract): [string, string] => [`contracts/${contract.chart}.json`, contractText(contract)]),
    ]);
    return { changes: changes.filter(({ lines }) => lines.length > 0), files };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @throws InputError where a version of a chart cannot be run the way we run it */
function contractOfPackage({ pin, file, package: chart }: Fetched): Contract {
  try {
    return generateContract(pin.chart, file, chart);
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    const reason = error.message.split("\n")[0];
    throw fault(
      pin.chart,
      `version ${pin.version} does not run with our values (src/charts/generate/profiles.ts): ${reason}`,
    );
  }
}

/** The changes as text for a person. */
export function changesText(changes: readonly ChartDifferences[]): string {
  if (changes.length === 0) return "no change\n";
  return changes.map(({ chart, lines }) => `${chart}\n${lines.map((line) => `  ${line}\n`).join("")}`).join("");
}

function fetchChart(chart: ChartName, { from, versions }: UpdateOptions, scratch: string): Fetched {
  const { digest, ...known } = chartPin(chart);
  const version = versions?.[chart] ?? known.version;
  // A digest is of one version.
  const pin = { ...known, version, ...(digest === undefined || version !== known.version ? {} : { digest }) };
  const file = packageFile(pin, from, scratch);
  const found = readPackage(file);
  if (found.name === pin.package && found.version === pin.version) {
    return { pin, file, package: found, digest: digestOf(file, pin, from) };
  }
  throw fault(chart, `got ${found.name} ${found.version} in ${file}, must be ${pin.package} ${pin.version}`);
}

function packageFile(pin: ChartPin, from: string | undefined, scratch: string): string {
  const { chart, package: name, version, repository } = pin;
  if (from === undefined || /^(https?|oci):\/\//.test(from)) return pull(name, version, from ?? repository, scratch);
  const file = join(resolve(from), `${name}-${version}.tgz`);
  if (existsSync(file)) return file;
  const others = existsSync(from) ? readdirSync(from).filter((other) => other.startsWith(`${name}-`)) : [];
  throw fault(
    chart,
    `${file} does not exist; ${others.length === 0 ? "the folder has no package of it" : `there are ${others.join(", ")}`}`,
  );
}

/**
 * Only the chart's own repository can say what its package is: a mirror may have packed it anew.
 * @throws InputError where the repository serves another package under the version that the lock has a digest of
 */
function digestOf(file: string, pin: ChartPin, from: string | undefined): string | undefined {
  if (from !== undefined) return pin.digest;
  const difference = digestDifference(pin, file);
  if (difference === undefined) return packageDigest(file);
  throw fault(pin.chart, difference);
}

function lockText(folder: string, fetched: readonly Fetched[]): string {
  const entries = JSON.parse(readFileSync(join(folder, "lock.json"), "utf8")) as Record<string, LockEntry>;
  for (const { pin, package: chart, digest } of fetched) {
    entries[pin.chart] = {
      ...(pin.package === pin.chart ? {} : { package: pin.package }),
      repository: pin.repository,
      version: chart.version,
      appVersion: chart.appVersion,
      ...(chart.kubeVersion === undefined ? {} : { kubeVersion: chart.kubeVersion }),
      ...(digest === undefined ? {} : { digest }),
    };
  }
  const sorted = Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

const NO_CONTRACT = { version: "", appVersion: "", services: [], workloads: [], shapes: {}, values: {} };

function oldContract(folder: string, { chart }: Contract): Contract {
  const file = join(folder, "contracts", `${chart}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Contract) : { chart, ...NO_CONTRACT };
}

/** Writes every file beside its place before the first is moved there. */
function writeWhole(folder: string, texts: readonly (readonly [string, string])[]): string[] {
  mkdirSync(join(folder, "contracts"), { recursive: true });
  const files = texts.map(([name, text]) => ({ file: join(folder, name), text }));
  for (const { file, text } of files) writeFileSync(`${file}.new`, text);
  for (const { file } of files) renameSync(`${file}.new`, file);
  return files.map(({ file }) => file);
}

/** The sources, also where this runs compiled, from `dist/cli`. An installed package has none, and keeps the pins it came with. */
function sourceFolder(): string {
  const folders = [join(__dirname, "../src/charts"), join(__dirname, "../../src/charts")];
  const folder = folders.find((candidate) => existsSync(join(candidate, "lock.ts")));
  if (folder !== undefined) return folder;
  throw new InputError([
    {
      path: "charts",
      message: "an installed belvedere keeps the charts that it was released with; run this in its repository",
    },
  ]);
}

function fault(chart: ChartName, message: string): InputError {
  return new InputError([{ path: `charts.${chart}`, message }]);
}
