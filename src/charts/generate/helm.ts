import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { InputError } from "../../problem";
import type { HelmValues } from "../merge";
import type { Manifest } from "./manifests";

/** One call of `helm template`. */
export interface Rendering {
  readonly package: string;
  readonly release: string;
  readonly namespace: string;
  readonly values: HelmValues;
}

/** What helm said when it would not render. */
export class RenderError extends Error {}

/** Charts ask for the cluster's version; one that every pin admits. */
const KUBERNETES = "1.34.0";

/** Renders a chart with the real helm, as text. A schema of the chart is not asked: what is rendered here is a probe. */
export function renderText({ package: file, release, namespace, values }: Rendering): string {
  return inScratchFolder((folder) => {
    const valuesFile = join(folder, "values.json");
    writeFileSync(valuesFile, JSON.stringify(values));
    const flags = ["--namespace", namespace, "--kube-version", KUBERNETES, "--skip-schema-validation"];
    const { status, stdout, stderr } = helm(["template", release, file, "--values", valuesFile, ...flags]);
    if (status === 0) return stdout;
    throw new RenderError(stderr.trim());
  });
}

/** A release as Terraform will have it installed. */
export interface ReleaseRendering {
  readonly package: string;
  readonly release: string;
  readonly namespace: string;
  readonly valuesText: string;
  /** Version of Kubernetes, such as `1.34`. */
  readonly kubernetes: string;
}

/**
 * Renders a release as the provider will: the chart's schema is asked as well, and what only `helm test` would run is left out.
 *
 * @throws RenderError with what helm said
 */
export function renderRelease({ package: file, release, namespace, valuesText, kubernetes }: ReleaseRendering): string {
  return inScratchFolder((folder) => {
    const valuesFile = join(folder, "values.yaml");
    writeFileSync(valuesFile, valuesText);
    const flags = ["--namespace", namespace, "--kube-version", `${kubernetes}.0`, "--skip-tests"];
    const { status, stdout, stderr } = helm(["template", release, file, "--values", valuesFile, ...flags]);
    if (status === 0) return stdout;
    throw new RenderError(stderr.trim());
  });
}

/** Renders a chart, as objects. */
export function render(rendering: Rendering): Manifest[] {
  return objectsIn(renderText(rendering));
}

/** The objects of a rendered text. A key without a value, as templates leave behind, is none. */
export function objectsIn<T = Manifest>(text: string): T[] {
  const documents = parseAllDocuments(text, { logLevel: "error" });
  return documents.flatMap((document) => (document.toJS({ reviver: withoutNull }) as T | null) ?? []);
}

function withoutNull(_: unknown, value: unknown): unknown {
  return value ?? undefined;
}

/**
 * Fetches a chart's package into a folder.
 * @returns the path of the package
 * @throws InputError with what helm said
 */
export function pull(chart: string, version: string, repository: string, into: string): string {
  const source = repository.startsWith("oci://") ? [`${repository}/${chart}`] : [chart, "--repo", repository];
  const { status, stderr } = helm(["pull", ...source, "--version", version, "--destination", into]);
  const file = readdirSync(into).find((name) => name.startsWith(`${chart}-`) && name.endsWith(".tgz"));
  if (status === 0 && file !== undefined) return join(into, file);
  throw new InputError([
    {
      path: `charts.${chart}`,
      message: `helm could not pull version ${version} from ${repository}: ${stderr.trim().split("\n").at(-1) ?? ""}`,
      paste: `belvedere charts update --from DIR   # a folder with ${chart}-${version}.tgz, or the URL of a mirror`,
    },
  ]);
}

function helm(args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const done = spawnSync("helm", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error === undefined) return done;
  throw new InputError([
    {
      path: "helm",
      message: `could not be run (${done.error.message}); the contracts of charts come from the real helm, version 3.16 or later`,
      paste: "https://helm.sh/docs/intro/install/",
    },
  ]);
}

function inScratchFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "belvedere-charts-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
