import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { parseAllDocuments } from "yaml";
import { type ChartName, chartNames, chartPin } from "../../src/charts";
import type { StackRelease } from "../../src/verify";
import type { KubernetesObject } from "../../src/verify/objects";
import type { Requirement } from "./requirement";

const CACHE = join(__dirname, "..", "..", ".tools", "charts");

const HOW = "name a folder with their packages (.tgz) in BELVEDERE_CHARTS, or give this machine a network";

/** Charts whose packages are harder to be had: without one, what is about it alone is skipped. */
const RARE: readonly ChartName[] = ["mimir-distributed"];

/** Helm, and a folder of packages. */
export interface ChartPlace {
  readonly helm: string;
  readonly folder: string;
  /** Charts that it lacks, each with the reason. */
  readonly lacks: ReadonlyMap<ChartName, string>;
}

/** Folder with the package of every locked chart: the one that is named, or one that was filled from the repositories. */
export function chartPackages(helm: Requirement<string>): Requirement<ChartPlace> {
  if ("missing" in helm) return helm;
  const named = process.env.BELVEDERE_CHARTS;
  const folder = named ?? CACHE;
  const lacks = new Map<ChartName, string>();
  for (const chart of chartNames()) {
    const reason = existsSync(packageIn(folder, chart))
      ? undefined
      : named === undefined
        ? pull(helm.value, chart)
        : "not there";
    if (reason === undefined) continue;
    const missing = `chart ${chart} ${chartPin(chart).version}: ${reason}; ${HOW}`;
    if (!RARE.includes(chart)) return { missing };
    lacks.set(chart, missing);
  }
  return { value: { helm: helm.value, folder, lacks } };
}

/** Says in each suite what of it is left out for lack of a chart. */
export function skipsWhatLacks({ lacks }: ChartPlace): void {
  for (const [chart, reason] of lacks) it(`(all that is about ${chart})`, (context) => context.skip(reason));
}

function packageIn(folder: string, chart: ChartName): string {
  const { package: name, version } = chartPin(chart);
  return join(folder, `${name}-${version}.tgz`);
}

function pull(helm: string, chart: ChartName): string | undefined {
  const { package: name, repository, version } = chartPin(chart);
  mkdirSync(CACHE, { recursive: true });
  try {
    const source = repository.startsWith("oci://") ? [`${repository}/${name}`] : [name, "--repo", repository];
    execFileSync(helm, ["pull", ...source, "--version", version, "--destination", CACHE], {
      stdio: "pipe",
      timeout: 60_000,
    });
    return undefined;
  } catch (error) {
    return `helm pull failed (${String((error as { stderr?: Buffer }).stderr ?? error)
      .trim()
      .split("\n")
      .at(-1)})`;
  }
}

/** What helm makes of a release, its values as the stack has them. */
export function rendered(
  place: Pick<ChartPlace, "helm" | "folder">,
  release: StackRelease,
  scratch: string,
): readonly KubernetesObject[] {
  const values = join(scratch, `${release.name}.yaml`);
  writeFileSync(values, release.valuesText);
  const args = ["template", release.name, packageIn(place.folder, release.pin), "--values", values];
  const output = execFileSync(
    place.helm,
    [...args, "--namespace", release.namespace, "--kube-version", "1.34.0", "--skip-tests"],
    {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    },
  );
  return parseAllDocuments(output, { logLevel: "error" })
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);
}
