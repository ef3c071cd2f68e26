import { readFileSync } from "node:fs";
import { join } from "node:path";
import type lock from "./lock.json";

/** A chart that the lock pins. */
export type ChartName = keyof typeof lock;

/** What is installed: one version of one chart, from one repository. */
export interface ChartPin {
  readonly chart: ChartName;
  /** What its repository calls it: other than `chart` where the lock pins a second version. */
  readonly package: string;
  /** Full URL of the Helm repository: https, or oci for the folder of a registry. */
  readonly repository: string;
  readonly version: string;
  readonly appVersion: string;
  /** Versions of Kubernetes that the chart admits, as a semver range. @default any */
  readonly kubeVersion?: string;
  /** SHA-256 of the package as its repository serves it. @default not recorded */
  readonly digest?: string;
}

/** A pin as the lock file holds it: the chart's name is its key there. */
export type LockEntry = Omit<ChartPin, "chart" | "package"> & {
  /** @default its key */
  readonly package?: string;
};

export const LOCK_FILE = join(__dirname, "lock.json");

let entries: Readonly<Record<ChartName, LockEntry>> | undefined;

/** Every chart of the lock, in alphabetical order. */
export function chartNames(): readonly ChartName[] {
  return Object.keys(lockEntries()).sort() as ChartName[];
}

/** The pin of a chart. */
export function chartPin(chart: ChartName): ChartPin {
  return { chart, package: chart, ...lockEntries()[chart] };
}

function lockEntries(): Readonly<Record<ChartName, LockEntry>> {
  entries ??= JSON.parse(readFileSync(LOCK_FILE, "utf8")) as Record<ChartName, LockEntry>;
  return entries;
}
