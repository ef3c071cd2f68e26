/** Applies a client to a real Kubernetes API on loopback and asserts what only an apply shows: `npm run try:apply -- clients/on-premise.yaml`. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChartName } from "../src/charts";
import { type ClientConfig, loadClient } from "../src/config";
import type { DnsConfig } from "../src/config/schema/ingress-dns";
import { besideSystem } from "../src/sizing/capacity";
import { DATABASE_AUTHORITY, DATABASE_HOST } from "../stacks/database-handover";
import { NAMESPACES } from "../stacks/names";
import { demandsOf, type Overview, overviewOf } from "../stacks/overview";
import { releasesOf } from "../stacks/releases";
import { secretSets } from "../stacks/secret-sets";
import { synthesize } from "../stacks/synthesize";
import { changesTouchLittle } from "./apply/change-checks";
import {
  type Asserted,
  cronJobsRun,
  leftIn,
  leftInCluster,
  mountsAreThere,
  noneRefused,
  nothingChanges,
  podsRun,
  requestsArePredicted,
  secretsAreThere,
  secretsStaySecret,
} from "./apply/checks";
import { Cluster } from "./apply/cluster";
import { generatedAgree, generatedStay, readGenerated } from "./apply/generated";
import { imagesAreKnown } from "./apply/image-checks";
import { Markers, manifestOf } from "./apply/markers";
import { serveCharts } from "./apply/mirror";
import { findParts, type Parts, type Providers } from "./apply/parts";
import { allRoll, quotasRefuse } from "./apply/quota-checks";
import { AppliedStack } from "./apply/stack";
import { seconds } from "./test/time";

const STATES = "state";

/** What the cluster stack, which is not applied here, would put out. */
const HANDED_OVER = {
  [`TF_VAR_${DATABASE_HOST}`]: "private-db.invalid",
  [`TF_VAR_${DATABASE_AUTHORITY}`]: "-----BEGIN CERTIFICATE-----",
};

void main(process.argv.slice(2));

async function main(files: readonly string[]): Promise<void> {
  const [file] = files;
  if (file === undefined || files.length > 1) return fail("usage: npm run try:apply -- clients/on-premise.yaml");
  const { config } = await loadClient(file, { allowTypeScript: true });
  const folder = mkdtempSync(join(tmpdir(), "belvedere-try-"));
  try {
    const parts = findParts(providersOf(config, folder), chartsOf(config));
    if (isMissing(parts)) return fail(`these parts are missing:\n${parts.map((part) => `- ${part}`).join("\n")}`);
    const asserted = await tryApply(config, parts, folder);
    process.exitCode = report(asserted);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Charts that a client has releases of. */
function chartsOf(config: ClientConfig): readonly ChartName[] {
  return [...new Set(releasesOf(config).map(({ pin }) => pin))];
}

function isMissing(parts: Parts | readonly string[]): parts is readonly string[] {
  return Array.isArray(parts);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

/** What the stacks of a client ask Terraform for. */
function providersOf(config: ClientConfig, folder: string): Providers {
  const out = join(folder, "probe");
  const stacks = synthesize([config], out);
  return Object.assign({}, ...stacks.map((stack) => jsonOf(out, stack).terraform.required_providers));
}

interface StackJson {
  readonly terraform: { readonly required_providers: Providers };
  readonly variable?: Readonly<Record<string, { readonly ephemeral?: boolean }>>;
}

function jsonOf(out: string, stack: string): StackJson {
  return JSON.parse(readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8")) as StackJson;
}

async function tryApply(config: ClientConfig, parts: Parts, folder: string): Promise<readonly Asserted[]> {
  // A child that was interrupted fails, and what was started is taken down below.
  process.on("SIGINT", () => {});
  const overview = overviewOf(config);
  const mirror = await serveCharts(parts.charts);
  const cluster = await step("control plane up", () =>
    Cluster.up(parts.controlPlane, besideSystem(demandsOf(config), overview.capacity.pools)),
  );
  try {
    const here = atControlPlane(config, await cluster.context(), mirror.url);
    return await applied({ config: here, overview, cluster, folder });
  } finally {
    mirror.close();
    await step("control plane down", () => cluster.down());
  }
}

/** The same client on this cluster, with charts of the mirror and states as files. */
function atControlPlane(config: ClientConfig, context: string, mirror: string): ClientConfig {
  const { cluster } = config;
  const reached: ClientConfig["cluster"] =
    cluster.provider === "existing" ? { ...cluster, context } : { ...cluster, access: { type: "context", context } };
  return {
    ...config,
    cluster: reached,
    ingress: { ...config.ingress, dns: dnsHere(config.ingress.dns) },
    charts: { ...config.charts, mirror },
    backend: { type: "local", directory: STATES },
  };
}

/** Terraform makes records by DigitalOcean's API, which is not here; a controller only pretends to run. */
function dnsHere(dns: DnsConfig): DnsConfig {
  return dns.provider === "digitalocean" ? { provider: "none" } : dns;
}

interface Try {
  readonly config: ClientConfig;
  readonly overview: Overview;
  readonly cluster: Cluster;
  readonly folder: string;
}

async function applied({ config, overview, cluster, folder }: Try): Promise<readonly Asserted[]> {
  const markers = new Markers();
  const out = join(folder, "cdktf.out");
  const names = synthesize([config], out).filter((name) => !name.endsWith("-cluster"));
  const variables = [...new Set(names.flatMap((name) => secretVariables(jsonOf(out, name))))];
  const inBase64 = binaryVariables(config);
  const variableValue = (name: string) => {
    const marker = markers.of(name);
    return inBase64.has(name) ? Buffer.from(marker).toString("base64") : marker;
  };
  const env = {
    ...process.env,
    TF_VAR_kubeconfig: cluster.kubeconfig,
    ...HANDED_OVER,
    ...Object.fromEntries(variables.map((name) => [`TF_VAR_${name}`, variableValue(name)])),
  };
  const stacks = inOrder(overview, names).map(
    (name) => new AppliedStack(name, join(out, "stacks", name), join(folder, STATES), env),
  );
  const [, afterPlatform] = stacks;
  const last = stacks.at(-1);
  if (last === undefined) throw new Error(`${config.client} has no stack to apply`);
  const plans: Record<string, string> = {};
  for (const stack of stacks) {
    // Namespaces are there by then.
    if (stack === afterPlatform) await bring(cluster, overview, markers);
    plans[`the plan of ${stack.name}`] = (await step(`apply ${stack.name}`, () => stack.apply())).plan;
  }
  const generated = await readGenerated(cluster, overview, markers);
  const states = Object.fromEntries(stacks.map((stack) => [`the state of ${stack.name}`, stack.stateText()]));
  const nodes = overview.capacity.pools.reduce((sum, pool) => sum + pool.min, 0);
  const running = await step("assert", async () => [
    await podsRun(cluster),
    await cronJobsRun(cluster),
    await noneRefused(cluster),
    await secretsAreThere(cluster, overview),
    await mountsAreThere(cluster),
    await requestsArePredicted(cluster, overview, nodes),
    await imagesAreKnown(cluster, overview, config.images.pullSecret),
    ...(await secretsStaySecret(cluster, markers, variables, { ...plans, ...states })),
    ...(await Promise.all(stacks.map(nothingChanges))),
    ...generatedAgree(generated),
    ...(await generatedStay(generated, last, () => readGenerated(cluster, overview, markers))),
    ...(config.isolation.quotas ? [await quotasRefuse(cluster), await allRoll(cluster)] : []),
  ]);
  const changes = await step("plan changes", () =>
    changesTouchLittle(config, stacks, (changed) => void synthesize([changed], out)),
  );
  return [
    ...running,
    ...changes,
    ...(await destroyed(stacks, cluster, [...overview.existingSecrets, ...overview.existingConfigMaps])),
  ];
}

/** Variables of what is no text. */
function binaryVariables(config: ClientConfig): ReadonlySet<string> {
  const sets = secretSets(config).filter(({ binary }) => binary);
  return new Set(
    sets.flatMap(({ sources }) => Object.values(sources)).flatMap((one) => ("env" in one ? [one.env] : [])),
  );
}

/** What somebody has to bring. */
async function bring(cluster: Cluster, overview: Overview, markers: Markers) {
  for (const secret of overview.existingSecrets) await cluster.apply(manifestOf(secret, markers));
  for (const metadata of overview.existingConfigMaps)
    await cluster.apply({ apiVersion: "v1", kind: "ConfigMap", metadata, data: { "brought.pem": "" } });
}

function secretVariables({ variable = {} }: StackJson): readonly string[] {
  return Object.keys(variable).filter((name) => variable[name]?.ephemeral === true);
}

function inOrder(overview: Overview, names: readonly string[]): readonly string[] {
  return overview.stacks.filter((stack) => names.includes(stack));
}

async function destroyed(
  stacks: readonly AppliedStack[],
  cluster: Cluster,
  brought: Overview["existingConfigMaps"],
): Promise<readonly Asserted[]> {
  const [last, ...before] = [...stacks].reverse();
  await step(`destroy ${last?.name}`, () => last?.destroy() ?? Promise.resolve());
  const [{ name = "" } = {}] = [...stacks].reverse();
  const places = name.endsWith("-tokens")
    ? [NAMESPACES.managedTokens]
    : [NAMESPACES.observability, NAMESPACES.identity, NAMESPACES.nodeAgents];
  const left = await leftIn(cluster, places, brought);
  for (const stack of before) await step(`destroy ${stack.name}`, () => stack.destroy());
  return [left, await leftInCluster(cluster, Object.values(NAMESPACES))];
}

async function step<T>(what: string, run: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const result = await run();
  console.log(`${what}: ${seconds(start)}`);
  return result;
}

function report(asserted: readonly Asserted[]): number {
  const width = Math.max(...asserted.map(({ what }) => what.length));
  console.log("");
  for (const { what, wrong, detail = "" } of asserted) {
    console.log(
      `${wrong === "" ? "ok    " : "FAILED"}  ${what.padEnd(width)}  ${wrong === "" ? detail : ""}`.trimEnd(),
    );
    if (wrong !== "") console.log(wrong.replace(/^/gm, "          "));
  }
  const failed = asserted.filter(({ wrong }) => wrong !== "").length;
  console.log(`\n${asserted.length - failed} ok, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
