import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { loadClient } from "../src/config";
import type { StackJson } from "../src/upgrade";
import { STATEFUL_RESOURCES } from "../src/upgrade/resources";
import { synthesize } from "../stacks/synthesize";

/** Folder of what is kept of each release, a file each. */
export const RELEASES = join(__dirname, "releases");

const CLIENTS = join(__dirname, "..", "clients");

/** What of a stack the next releases must not lose: things with data, Helm releases, and the uids that people link to. */
export interface ReleasedStack {
  readonly resource: Resources;
  readonly uids: Readonly<Record<"dashboards" | "datasources" | "alerts", readonly string[]>>;
}

/** By type, then by id. */
type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** Released stacks by the name of their client's file, then by their own. */
export type ReleasedExamples = Readonly<Record<string, Readonly<Record<string, ReleasedStack>>>>;

/** The example clients as they are synthesized now. */
export async function releasedExamples(): Promise<ReleasedExamples> {
  const examples: [string, Readonly<Record<string, ReleasedStack>>][] = [];
  for (const file of readdirSync(CLIENTS)
    .filter((name) => name.endsWith(".yaml"))
    .sort())
    examples.push([basename(file, ".yaml"), await stacksOf(join(CLIENTS, file))]);
  return Object.fromEntries(examples);
}

async function stacksOf(file: string): Promise<Readonly<Record<string, ReleasedStack>>> {
  const out = mkdtempSync(join(tmpdir(), "belvedere-release-"));
  try {
    const { config } = await loadClient(file);
    const names = synthesize([config], join(out, "out"));
    return Object.fromEntries(names.map((name) => [name, released(read(join(out, "out", "stacks", name)))]));
  } finally {
    rmSync(out, { recursive: true });
  }
}

function read(folder: string): StackJson {
  return JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as StackJson;
}

function released(stack: StackJson): ReleasedStack {
  const resource = stack.resource as Resources;
  const kept = [...Object.keys(STATEFUL_RESOURCES), "helm_release"].filter((type) => resource[type] !== undefined);
  return {
    resource: Object.fromEntries(kept.map((type) => [type, plain(resource[type] ?? {})])),
    uids: uidsOf(resource),
  };
}

function plain(things: Resources[string]): Resources[string] {
  return Object.fromEntries(
    Object.entries(things).map(([id, { "//": _, depends_on: __, ...thing }]) => [id, thing] as const),
  );
}

interface Uid {
  readonly uid: string;
}

interface Provisioned {
  readonly uid?: string;
  readonly datasources?: readonly Uid[];
  readonly groups?: readonly { readonly rules: readonly Uid[] }[];
}

function uidsOf(resource: Resources): ReleasedStack["uids"] {
  const files = Object.values(resource.kubernetes_config_map_v1 ?? {}).flatMap(({ data }) =>
    Object.entries(data as object),
  );
  const of = (kind: string) =>
    files
      .filter(([name]) => name.startsWith(`${kind}-`) && name.endsWith(".json"))
      .map(([, text]) => JSON.parse(text.replaceAll("$${", "${").replaceAll("%%{", "%{")) as Provisioned);
  return {
    dashboards: of("dashboards")
      .flatMap(({ uid = "" }) => uid)
      .sort(),
    datasources: of("datasources")
      .flatMap(({ datasources = [] }) => datasources.map(({ uid }) => uid))
      .sort(),
    alerts: of("alerts")
      .flatMap(({ groups = [] }) => groups.flatMap(({ rules }) => rules.map(({ uid }) => uid)))
      .sort(),
  };
}
