import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pc from "picocolors";
import { type ChartName, chartPin } from "../src/charts";
import { digestDifference } from "../src/charts/digest";
import { objectsIn, pull, RenderError, renderRelease } from "../src/charts/generate/helm";
import type { ClientConfig } from "../src/config";
import { NEWEST_MINOR } from "../src/config/kubernetes-versions";
import { InputError, type Problem } from "../src/problem";
import { type KubernetesObject, releasesIn, type StackRelease, verifyClient } from "../src/verify";
import { overviewOf } from "../stacks/overview";
import { type LoadOptions, loadClients } from "./clients";
import { EXIT } from "./exit";
import type { Format } from "./formats";
import { hasErrors, report } from "./report";

export interface ChartsVerifyOptions extends LoadOptions {
  readonly format: Format;
  /** Folder of packages, or address of a Helm repository. @default - the client's mirror, or each chart's own repository */
  readonly from?: string;
  /** Hold the packages of a folder or mirror, too, against the digests of the lock. @default false: a mirror may have packed them anew */
  readonly digests?: boolean;
}

/** Renders every chart of these clients with their values by the real helm, and holds the result against what we assume of it. */
export async function chartsVerify(files: readonly string[], options: ChartsVerifyOptions): Promise<number> {
  const { clients, problems } = await loadClients(files, options);
  if (hasErrors(problems)) {
    process.stdout.write(report(problems, options.format));
    return EXIT.problems;
  }
  const scratch = mkdtempSync(join(tmpdir(), "belvedere-verify-"));
  try {
    const found = clients.flatMap(({ config }) => verified(config, options, scratch));
    process.stdout.write(report(found, options.format));
    if (options.format === "human" && found.length === 0)
      process.stdout.write(
        `${pc.green("ok")}  ${clients.length} ${clients.length === 1 ? "client, its" : "clients, their"} charts are what we take them for\n`,
      );
    return hasErrors(found) ? EXIT.problems : EXIT.fine;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function verified(
  config: ClientConfig,
  { from, digests = false }: ChartsVerifyOptions,
  scratch: string,
): readonly Problem[] {
  const stacks = stacksOf(config, join(scratch, config.client));
  const kubernetes = minorOf(config.cluster.provider === "digitalocean" ? config.cluster.version : NEWEST_MINOR);
  const place = from ?? config.charts.mirror;
  const releases = stacks.flatMap(releasesIn);
  const packages = packagesOf(releases, place, scratch);
  const rendered = releases.map((release) => renderedBy(release, packages.get(release.pin) ?? "", kubernetes));
  const held = place === undefined || digests ? [...packages] : [];
  const refused = [
    ...held.flatMap(([chart, file]) => digestProblem(chart, file)),
    ...rendered.flatMap(({ problems }) => problems),
  ];
  const { requests, images } = overviewOf(config);
  // What was not rendered cannot be held against the rest.
  const all =
    refused.length > 0
      ? refused
      : verifyClient({
          stacks,
          releases: rendered.flatMap(({ release }) => release ?? []),
          kubernetes,
          requests,
          images,
        });
  return all.map((problem) => ({ ...problem, path: `${config.client}.${problem.path}` }));
}

function stacksOf(config: ClientConfig, out: string): readonly { readonly resource?: unknown }[] {
  const { synthesize } = require("../stacks/synthesize") as typeof import("../stacks/synthesize");
  return synthesize([config], out).map(
    (stack) => JSON.parse(readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8")) as { resource?: unknown },
  );
}

/** Where the config leaves it to DigitalOcean, it is the newest that we know. */
function minorOf(version: string): string {
  const [, minor = NEWEST_MINOR] = /^(\d+\.\d+)/.exec(version) ?? [];
  return minor;
}

interface Rendered {
  readonly release?: StackRelease & { readonly objects: readonly KubernetesObject[] };
  readonly problems: readonly Problem[];
}

function renderedBy(release: StackRelease, file: string, kubernetes: string): Rendered {
  try {
    const { name, namespace, valuesText } = release;
    const text = renderRelease({ package: file, release: name, namespace, valuesText, kubernetes });
    return { release: { ...release, objects: objectsIn<KubernetesObject>(text) }, problems: [] };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return { problems: [{ path: release.name, message: `helm refuses it: ${error.message}` }] };
  }
}

/**
 * The package of each chart, pulled once for all clients.
 * @throws InputError with every package that the folder lacks
 */
function packagesOf(
  releases: readonly StackRelease[],
  from: string | undefined,
  scratch: string,
): ReadonlyMap<ChartName, string> {
  const charts = [...new Set(releases.map(({ pin }) => pin))];
  const packages = charts.map((chart) => [chart, packageOf(chart, from, scratch)] as const);
  const missing = packages.filter(([, file]) => !existsSync(file));
  if (missing.length === 0) return new Map(packages);
  throw new InputError(
    missing.map(([chart, file]) => ({ path: `charts.${chart}`, message: `${file} does not exist` })),
  );
}

function packageOf(chart: ChartName, from: string | undefined, scratch: string): string {
  const { package: name, version, repository } = chartPin(chart);
  const file = `${name}-${version}.tgz`;
  if (from !== undefined && !/^(https?|oci):\/\//.test(from)) return join(resolve(from), file);
  const pulled = join(scratch, file);
  return existsSync(pulled) ? pulled : pull(name, version, from ?? repository, scratch);
}

function digestProblem(chart: ChartName, file: string): readonly Problem[] {
  const message = digestDifference(chartPin(chart), file);
  return message === undefined ? [] : [{ path: `charts.${chart}`, message }];
}
