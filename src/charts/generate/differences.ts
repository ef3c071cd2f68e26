import type { Contract, ContractService, ContractWorkload } from "../contract";
import { KINDS, resolved, type ValueNode, type ValueShapes } from "../value-tree";

/** What a new version of a chart changes for those who use it. */
export interface ChartDifferences {
  readonly chart: string;
  /** One line for each change, the gravest sort first. */
  readonly lines: readonly string[];
}

/** Compares two contracts of a chart. */
export function differences(before: Contract, after: Contract): ChartDifferences {
  const lines = [
    ...versionLines(before, after),
    ...pairLines(before.services, after.services, "service", serviceLines),
    ...pairLines(before.workloads, after.workloads, "workload", workloadLines),
    ...keyLines(before, after),
  ];
  return { chart: after.chart, lines };
}

function versionLines(before: Contract, after: Contract): string[] {
  return [
    ...changed("chart version", before.version, after.version),
    ...changed("program version", before.appVersion, after.appVersion),
  ];
}

function pairLines<Item extends { readonly key: string }>(
  before: readonly Item[],
  after: readonly Item[],
  what: string,
  compare: (before: Item, after: Item) => string[],
): string[] {
  const gone = before.filter(({ key }) => !after.some((item) => item.key === key));
  const added = after.filter(({ key }) => !before.some((item) => item.key === key));
  const kept = after.flatMap((item) => before.filter(({ key }) => key === item.key).map((old) => [old, item] as const));
  return [
    ...gone.map(({ key }) => `${what} ${key}: gone`),
    ...added.map(({ key }) => `${what} ${key}: new`),
    ...kept.flatMap(([old, item]) => compare(old, item)),
  ];
}

function serviceLines(before: ContractService, after: ContractService): string[] {
  const name = `service ${after.key}`;
  const ports = (service: ContractService): string =>
    service.ports.map((port) => `${port.name} ${port.port} to ${port.containerPort}`).join(", ");
  return [
    ...changed(`${name}: name`, nameText(before), nameText(after)),
    ...changed(`${name}: ports`, ports(before), ports(after)),
    ...changed(`${name}: selector`, JSON.stringify(before.selector), JSON.stringify(after.selector)),
  ];
}

function workloadLines(before: ContractWorkload, after: ContractWorkload): string[] {
  const name = `workload ${after.key}`;
  const containers = (workload: ContractWorkload): { key: string; text: string }[] =>
    workload.containers.map((container) => ({
      key: container.name,
      text: `requests ${amountText(container.requests)}, limits ${amountText(container.limits)}`,
    }));
  const volumes = (workload: ContractWorkload): string =>
    workload.volumes.map((volume) => `${volume.name} ${volume.size}`).join(", ");
  return [
    ...changed(`${name}: kind`, before.kind, after.kind),
    ...changed(`${name}: name`, nameText(before), nameText(after)),
    ...changed(`${name}: volumes`, volumes(before), volumes(after)),
    ...pairLines(containers(before), containers(after), `${name}, container`, (old, item) =>
      changed(`${name}, container ${item.key}`, old.text, item.text),
    ),
  ];
}

/** A key that came or went is named once, not with all that is below it. */
function keyLines(before: Contract, after: Contract): string[] {
  const [old, now] = [kindsByPath(before.values, before.shapes), kindsByPath(after.values, after.shapes)];
  const gone = [...old.keys()].filter((path) => !now.has(path) && !isBelowMissing(path, now));
  const added = [...now.keys()].filter((path) => !old.has(path) && !isBelowMissing(path, old));
  const other = [...now].filter(([path, kinds]) => old.has(path) && old.get(path) !== kinds);
  return [
    ...gone.map((path) => `value ${path}: gone`),
    ...other.map(([path, kinds]) => `value ${path}: was ${old.get(path)}, is ${kinds}`),
    ...added.map((path) => `value ${path}: new`),
  ];
}

function isBelowMissing(path: string, known: ReadonlyMap<string, string>): boolean {
  const parent = path.replace(/\.(?:"[^"]*"|[^."]+)$/, "");
  return parent !== path && !known.has(parent);
}

function kindsByPath(given: ValueNode, shapes: ValueShapes, path = ""): Map<string, string> {
  const node = resolved(given, shapes);
  if (typeof node === "string") return new Map(path === "" ? [] : [[path, called(node)]]);
  const own: [string, string][] = path === "" ? [] : [[path, "a map"]];
  const below = Object.entries(node).filter(([key]) => key !== "");
  const paths = below.flatMap(([key, next]) => [
    ...kindsByPath(next, shapes, [path, quoted(key)].filter(Boolean).join(".")),
  ]);
  return new Map([...own, ...paths]);
}

/** The letters of a leaf in words. */
function called(kinds: string): string {
  const letters = [...kinds] as (keyof typeof KINDS)[];
  return letters
    .map((letter) => KINDS[letter])
    .map((kind) => (kind === "anything" ? kind : `${kind === "integer" ? "an" : "a"} ${kind}`))
    .join(" or ");
}

function quoted(key: string): string {
  return key.includes(".") ? `"${key}"` : key;
}

function nameText({ name, whenReleaseContains }: Pick<ContractService, "name" | "whenReleaseContains">): string {
  return [name, ...Object.values(whenReleaseContains ?? {})].join(" or ");
}

function amountText(amounts: Readonly<Record<string, string>> | null): string {
  return amounts === null
    ? "none"
    : Object.entries(amounts)
        .map(([name, amount]) => `${name} ${amount}`)
        .join(" ");
}

function changed(what: string, before: string, after: string): string[] {
  return before === after ? [] : [`${what}: was ${before || "none"}, is ${after || "none"}`];
}
