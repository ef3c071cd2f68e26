import pc from "picocolors";
import type { ClientConfig } from "../src/config";
import type { Load } from "../src/sizing/capacity";
import { type Overview, overviewOf } from "../stacks/overview";
import { price } from "./price";
import { readingLine, storeLine } from "./secrets";
import { table } from "./table";

/** What was made of one client, where it lies, and what to do next. */
export function summary(file: string, config: ClientConfig, out: string): string {
  const overview = overviewOf(config);
  return [
    heading(overview, file),
    section("stacks", table(overview.stacks.map((stack) => [stack, `${out}/stacks/${stack}/cdk.tf.json`]))),
    ...description(overview),
    section("next", next(overview, out)),
    "",
  ].join("\n");
}

/** What a client gets, for a terminal. */
export function describe(file: string, config: ClientConfig): string {
  const overview = overviewOf(config);
  return [heading(overview, file), section("stacks", overview.stacks.join("\n")), ...description(overview), ""].join(
    "\n",
  );
}

function heading(overview: Overview, file: string): string {
  return `${pc.bold(overview.client)} (${overview.environment})  ${pc.dim(file)}`;
}

function description(overview: Overview): string[] {
  const {
    components,
    urls,
    records,
    controlledRecords,
    cost,
    existingConfigMaps,
    existingSecrets,
    generatedSecrets,
    stores,
    watched,
    environmentVariables,
  } = overview;
  return [
    section(
      "components",
      table(
        components.map(({ chart, version, appVersion, namespace }) => [
          chart,
          `chart ${version}`,
          `app ${appVersion}`,
          namespace,
        ]),
      ),
    ),
    section("addresses", urls.join("\n")),
    ...(watched.length === 0
      ? []
      : [section("watched beside it", table(watched.map(({ exporter, type, of }) => [exporter, type, of])))]),
    ...(records.length === 0
      ? []
      : [section("DNS records to make", table(records.map(({ name, type, value }) => [name, type, value])))]),
    ...(controlledRecords.length === 0
      ? []
      : [
          section(
            "DNS records that external-dns makes, once an Ingress has its address",
            table(controlledRecords.map(({ name, type, value }) => [name, type, value])),
          ),
        ]),
    ...imagesToCopy(overview),
    section("requests against nodes", capacityLines(overview)),
    ...(cost === undefined ? [] : [section(`cost a month, by prices of ${cost.pricesOf}`, costLines(cost))]),
    ...(environmentVariables.length === 0
      ? []
      : [section("variables of the deploying job", environmentVariables.join("\n"))]),
    ...(existingSecrets.length === 0 ? [] : [section("Secrets to bring", table(existingSecrets.map(broughtSecret)))]),
    ...(existingConfigMaps.length === 0
      ? []
      : [
          section(
            "ConfigMaps to bring",
            existingConfigMaps.map(({ namespace, name }) => `${namespace}/${name}`).join("\n"),
          ),
        ]),
    ...(generatedSecrets.length === 0
      ? []
      : [section("generated secrets, and how to read them", generatedSecrets.map(readingLine).join("\n"))]),
    ...(stores.length === 0 ? [] : [section("stores of secrets", table(stores.map(storeLine)))]),
  ];
}

function imagesToCopy({ images }: Overview): string[] {
  const copies = images.filter(({ source, target }) => source !== target);
  if (copies.length === 0) return [];
  return [section("images to copy", table(copies.map(({ source, target }) => [source, "->", target])))];
}

function broughtSecret({ namespace, name, keys }: Overview["existingSecrets"][number]): string[] {
  return [`${namespace}/${name}`, `with ${keys.join(", ")}`];
}

function capacityLines({ capacity, requests }: Overview): string {
  const { min, max } = capacity;
  const loads = min.nodes === max.nodes ? [min] : [min, max];
  const charts = requests.map(({ chart, fixed, perNode }) => [
    chart,
    `${fixed.memory} MiB`,
    perNode.memory === 0 ? "" : `and ${perNode.memory} MiB on every node`,
  ]);
  const { passing } = min;
  const beside = passing.memory === 0 ? [] : [["Job or rollout", `${passing.memory} MiB`, "for a while"]];
  return [...loads.map(loadLine), table([...charts, ...beside])].join("\n");
}

function loadLine({ nodes, requested, system, allocatable, fits, homeless }: Load): string {
  const provider = system.memory === 0 ? "" : `, beside them ${system.memory} MiB and ${system.cpu} m for pods of DOKS`;
  const memory = `${requested.memory} of ${allocatable.memory} MiB memory`;
  const cpu = `${requested.cpu} of ${allocatable.cpu} m CPU`;
  return `${nodes} ${nodes === 1 ? "node" : "nodes"}: ${memory} (${percent(requested.memory, allocatable.memory)}), ${cpu} (${percent(requested.cpu, allocatable.cpu)})${provider}${fits ? "" : pc.red(`  does not fit: no node for ${homeless.join(", ")}`)}`;
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

function costLines({ items, monthly }: NonNullable<Overview["cost"]>): string {
  return table([
    ...items.map(({ item, min, max }) => [item, dollars(min, max)]),
    ["together", dollars(monthly.min, monthly.max)],
  ]);
}

function dollars(min: number, max: number): string {
  return min === max ? `$${price(min)}` : `$${price(min)} to $${price(max)}`;
}

function next(overview: Overview, out: string): string {
  const first = overview.stacks[0] ?? "";
  const folder = `${out}/stacks/${first}`;
  return table([
    ["look at it", `less ${folder}/cdk.tf.json`],
    [
      "hold it against the providers",
      `terraform -chdir=${folder} init -backend=false && terraform -chdir=${folder} validate`,
    ],
    ["deploy it", `npx -p cdktf-cli@0.21.0 cdktf deploy '${overview.client}-*'`],
  ]);
}

function section(title: string, text: string): string {
  return `\n${pc.bold(title)}\n${text.replace(/^(?=.)/gm, "  ")}`;
}
