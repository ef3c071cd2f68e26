import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { type ChartName, chartPin } from "../../src/charts";
import { engineWith, onPath, type Requirement } from "../../test/tools/requirement";

/** What a try stands on. */
export interface Parts {
  readonly controlPlane: string;
  /** Folder with packaged charts and their index.yaml. */
  readonly charts: string;
}

/** Providers as the stacks pin them. */
export type Providers = Readonly<Record<string, unknown>>;

/** The parts that a client of these providers and charts needs, or what is missing of them and how to get it. */
export function findParts(providers: Providers, used: readonly ChartName[]): Parts | readonly string[] {
  const controlPlane = controlPlaneProgram();
  const charts = chartsFolder(used);
  const rest = [
    engineWith("terraform", providers),
    onPath("kubectl", ["version", "--client"], "https://kubernetes.io/docs/tasks/tools/"),
  ];
  const missing = [controlPlane, charts, ...rest].flatMap((part) => ("missing" in part ? [part.missing] : []));
  if ("missing" in controlPlane || "missing" in charts || missing.length > 0) return missing;
  return { controlPlane: controlPlane.value, charts: charts.value };
}

export function controlPlaneProgram(): Requirement<string> {
  const program = process.env.BELVEDERE_CONTROL_PLANE;
  const how =
    "name a program that starts a Kubernetes API on loopback: `up --node SIZE:COUNT` prints a kubeconfig, `status` fails when a pod does not run, `down` ends it";
  if (program === undefined) return { missing: `BELVEDERE_CONTROL_PLANE is not set: ${how}` };
  try {
    accessSync(program, constants.X_OK);
    return { value: program };
  } catch {
    return { missing: `BELVEDERE_CONTROL_PLANE=${program} is no program: ${how}` };
  }
}

function chartsFolder(charts: readonly ChartName[]): Requirement<string> {
  const folder = process.env.BELVEDERE_CHARTS;
  const how =
    "fill a folder with `helm pull CHART --repo REPOSITORY --version VERSION` for each line of `belvedere charts list`, then `helm repo index FOLDER`";
  if (folder === undefined) return { missing: `BELVEDERE_CHARTS is not set: ${how}` };
  const files = ["index.yaml", ...charts.map(chartPin).map(({ package: name, version }) => `${name}-${version}.tgz`)];
  const absent = files.filter((file) => !existsSync(join(folder, file)));
  return absent.length === 0
    ? { value: folder }
    : { missing: `BELVEDERE_CHARTS=${folder} has no ${absent.join(", ")}: ${how}` };
}
