import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type ClientConfig, loadClient } from "../../src/config";
import { mimir } from "../../src/config/schema/mimir";
import { tracing } from "../../src/config/schema/tracing";
import { releasesIn, type StackRelease } from "../../src/verify";
import type { KubernetesObject } from "../../src/verify/objects";
import { synthesize } from "../../stacks/synthesize";
import type { Synthesized } from "../synth";
import type { ChartPlace } from "./rendered";

const CLIENTS = join(__dirname, "..", "..", "clients");

/** An example client, and what it is synthesized to. */
export interface Example {
  /** File in `clients/`, or what it is an example of. */
  readonly file: string;
  readonly config: ClientConfig;
  readonly stacks: readonly ExampleStack[];
}

export interface ExampleStack {
  readonly name: string;
  readonly folder: string;
  readonly json: Synthesized;
}

export const EXAMPLE_FILES: readonly string[] = readdirSync(CLIENTS)
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => join(CLIENTS, name));

/** What the examples for people do not show. */
export const MIMIR_CLIENT = join(__dirname, "..", "clients", "mimir.yaml");

/** Synthesizes every example client into a folder that is gone after the tests of the file. */
export async function synthesizedExamples(): Promise<readonly Example[]> {
  const out = scratchFolder();
  const examples: Example[] = [];
  for (const file of EXAMPLE_FILES) {
    const { config } = await loadClient(file, { allowTypeScript: true });
    examples.push(exampleIn(join(out, config.client), file, config));
  }
  return examples;
}

/** Every client that the suites of real charts look at: the examples, logs in each of their ways, and Mimir where its chart is here. */
export async function chartClients(place: Pick<ChartPlace, "lacks">): Promise<readonly Example[]> {
  return [...(await synthesizedExamples()), ...(await synthesizedLogs()), ...(await synthesizedMimir(place))];
}

/** A client that has a release of every locked chart that is here, but for the other one of Loki: an example with more of it. */
export async function everyChart(
  { lacks }: Pick<ChartPlace, "lacks">,
  images: ClientConfig["images"],
  chart: ClientConfig["loki"]["chart"] = "current",
): Promise<Example> {
  const { config } = await loadClient(join(CLIENTS, "sign-on.yaml"));
  const token = { env: "DIGITALOCEAN_TOKEN", revision: 1 };
  const dns = { provider: "external-dns", policy: "upsert-only", interval: "1m", token, values: {} } as const;
  const vault = {
    server: "https://vault.guild.dev",
    path: "secret",
    version: "v2",
    auth: { kubernetes: { role: "belvedere", mountPath: "kubernetes" } },
  } as const;
  const stored = { store: "vault", key: "grafana", property: "admin", refreshInterval: "1h" };
  return exampleIn(scratchFolder(), "every chart", {
    ...config,
    images,
    alerts: { ...config.alerts, engine: "prometheus" },
    tracing: tracing.parse({}),
    ...(lacks.has("mimir-distributed") ? {} : { mimir: mimir.parse(METRICS) }),
    loki: { ...config.loki, chart },
    ingress: { ...config.ingress, dns },
    secrets: { ...config.secrets, stores: { vault: { vault } } },
    probes: { shop: { module: "http", target: "https://shop.guild.dev", interval: "60s", expect: {} } },
    grafana: { ...config.grafana, adminPassword: { externalSecret: stored, revision: 1 } },
  });
}

const METRICS = { bucket: "guild-metrics", endpoint: "https://s3.guild.dev", region: "eu" };

/** A client whose metrics lie in Mimir, with three copies and caches; none where its chart is not here. */
export async function synthesizedMimir({ lacks }: Pick<ChartPlace, "lacks">): Promise<readonly Example[]> {
  if (lacks.has("mimir-distributed")) return [];
  const { config } = await loadClient(MIMIR_CLIENT);
  return [exampleIn(scratchFolder(), MIMIR_CLIENT, config)];
}

type LogsChange = (config: ClientConfig) => Pick<ClientConfig, "loki"> & Partial<Pick<ClientConfig, "alloy">>;

/** Other ways to keep logs than those of the examples: profiles of Loki, versions of its chart, the nodes' journal. */
const LOGS: Readonly<Record<string, LogsChange>> = {
  "scalable.yaml": ({ loki, alloy }) => ({
    loki: { ...loki, profile: "scalable" },
    alloy: { ...alloy, journal: { ...alloy.journal, enabled: true } },
  }),
  "scalable-conservative.yaml": ({ loki }) => ({ loki: { ...loki, profile: "scalable", chart: "conservative" } }),
  "single-conservative.yaml": ({ loki }) => ({ loki: { ...loki, chart: "conservative" } }),
};

/** The example with a bucket, in every other way to keep its logs. */
async function synthesizedLogs(): Promise<readonly Example[]> {
  const out = scratchFolder();
  const { config } = await loadClient(join(CLIENTS, "zai-lon1.yaml"));
  return Object.entries(LOGS).map(([file, change]) =>
    exampleIn(join(out, file), file, { ...config, ...change(config) }),
  );
}

export function exampleIn(folder: string, file: string, config: ClientConfig): Example {
  const stacks = synthesize([config], join(folder, "out"));
  return { file, config, stacks: stacks.map((name) => stackIn(join(folder, "out", "stacks", name), name)) };
}

/** Accounts of pods that Terraform makes beside the charts. */
export function accountsOf({ stacks }: Example): readonly KubernetesObject[] {
  return stacks.flatMap(({ json }) =>
    Object.values(json.resource.kubernetes_service_account_v1 ?? {}).map((account) => ({
      kind: "ServiceAccount",
      metadata: account.metadata as KubernetesObject["metadata"],
      automountServiceAccountToken: account.automount_service_account_token as boolean,
    })),
  );
}

/** A folder that is gone after the tests of the file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "belvedere-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every Helm release of a client that is of a locked chart. */
export function releasesOf({ stacks }: Example): readonly StackRelease[] {
  return stacks.flatMap(({ json }) => releasesIn(json));
}

function stackIn(folder: string, name: string): ExampleStack {
  return { name, folder, json: JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as Synthesized };
}
