import { parse } from "yaml";
import { chartNames, chartPin } from "../charts";
import type { Problem } from "../problem";
import { quantityBytes } from "../quantity";
import { STATEFUL_RESOURCES } from "./resources";
import { CHART_VOLUMES, type ChartVolume, NAMING_VALUES } from "./volumes";

/** A synthesized stack, as `cdk.tf.json` has it. */
export type StackJson = Readonly<Record<string, unknown>>;

interface Pair {
  readonly path: string;
  readonly before: Tree;
  readonly after: Tree;
}

type Tree = Readonly<Record<string, unknown>>;

/**
 * What an apply of `after` over `before` would lose, or what Kubernetes would refuse half-way: things with data that go or
 * are made anew, volumes of StatefulSets that change, volumes that shrink. Neither Terraform nor Helm says so before.
 *
 * @param stack Name of the stack, for the paths of problems.
 */
export function lossesOf(stack: string, before: StackJson, after: StackJson): readonly Problem[] {
  return [
    ...Object.entries(STATEFUL_RESOURCES).flatMap(([type, { holds, replacedBy }]) =>
      pairsOf(stack, type, before, after).flatMap((pair) =>
        "gone" in pair
          ? [{ path: pair.path, message: `is no longer there, and with it goes ${holds}` }]
          : replacedBy.flatMap((argument) => changedArgument(pair, argument, holds)),
      ),
    ),
    ...pairsOf(stack, "helm_release", before, after).flatMap((pair) =>
      "gone" in pair ? goneRelease(pair) : releaseLosses(pair),
    ),
  ];
}

interface Gone {
  readonly gone: Tree;
  readonly path: string;
}

/** Things of a type that were there and have changed, with what has become of them: known by their id, as Terraform knows them. */
function pairsOf(stack: string, type: string, before: StackJson, after: StackJson): readonly (Pair | Gone)[] {
  const now = things(after, type);
  return Object.entries(things(before, type)).flatMap<Pair | Gone>(([id, thing]) => {
    const path = `${stack}.${type}.${id}`;
    const later = now[id];
    if (later === undefined) return { path, gone: thing };
    return same(thing, later) ? [] : { path, before: thing, after: later };
  });
}

function things(stack: StackJson, type: string): Readonly<Record<string, Tree>> {
  return (tree(stack.resource)[type] ?? {}) as Readonly<Record<string, Tree>>;
}

function changedArgument({ path, before, after }: Pair, argument: string, holds: string): readonly Problem[] {
  const [was, is] = [at(before, argument), at(after, argument)];
  if (was === undefined || same(was, is)) return [];
  const message = `got ${shown(is)} where ${shown(was)} is deployed: it would be made anew, and with it goes ${holds}`;
  return [{ path: `${path}.${argument}`, message }];
}

function goneRelease({ path, gone: release }: Gone): readonly Problem[] {
  const kept = volumesOf(release).filter(({ workload }) => workload === "StatefulSet");
  const lost = volumesOf(release).filter(({ workload }) => workload === "Deployment");
  return [
    ...lost.map(({ name }) => ({ path, message: `is no longer there, and with it goes the volume of ${name}` })),
    ...kept.map(({ name }) => ({
      path,
      message: `is no longer there; the volume of ${name} stays and goes on costing until its claim is deleted`,
      severity: "warning" as const,
    })),
  ];
}

function releaseLosses(pair: Pair): readonly Problem[] {
  const { path, before, after } = pair;
  const volumes = volumesOf(before);
  const moved = ["name", "namespace"].flatMap((argument) =>
    volumes.length === 0
      ? []
      : changedArgument(pair, argument, `what is on ${volumes.map(({ name }) => name).join(", ")}`),
  );
  const [was, is] = [valuesOf(before), valuesOf(after)];
  const renamed = NAMING_VALUES.filter((key) => !same(at(was, key), at(is, key))).map((key) => ({
    path: `${path}.values.${key}`,
    message: `got ${shown(at(is, key))} where ${shown(at(was, key))} is deployed: names and selectors are never changed in place, so its things would be made anew, or refused half-way`,
  }));
  return [...moved, ...renamed, ...volumes.flatMap((volume) => volumeLosses(path, volume, was, is))];
}

function volumesOf(release: Tree): readonly ChartVolume[] {
  const names = chartNames().filter((name) => chartPin(name).package === release.chart);
  const [name] = names.length > 1 ? names.filter((one) => chartPin(one).version === release.version) : names;
  return (name === undefined ? undefined : CHART_VOLUMES[name]) ?? CHART_VOLUMES[names[0] ?? "grafana"] ?? [];
}

function volumeLosses(path: string, volume: ChartVolume, was: Tree, is: Tree): readonly Problem[] {
  const [before, after] = [tree(at(was, volume.values)), tree(at(is, volume.values))];
  const own = `${path}.values.${volume.values}`;
  if (!has(was, volume) || before.size === undefined) return [];
  if (!has(is, volume)) return [{ path: own, message: `is switched off: ${volume.name} would start without its data` }];
  return [...sizeLosses(own, volume, before.size, after.size), ...classLosses(own, volume, before, after)];
}

/** Charts switch a volume off by its own key, or by having no pod for it. */
function has(values: Tree, { values: path }: ChartVolume): boolean {
  const [target = ""] = path.split(".");
  return at(values, `${path}.enabled`) !== false && at(values, `${target}.replicas`) !== 0;
}

function sizeLosses(path: string, volume: ChartVolume, was: unknown, is: unknown): readonly Problem[] {
  if (same(was, is)) return [];
  const place = { path: `${path}.size` };
  if (bytes(is) < bytes(was))
    return [{ ...place, message: `got ${shown(is)} where ${shown(was)} is deployed: a volume never shrinks` }];
  if (volume.workload === "Deployment") return [];
  return [{ ...place, message: `got ${shown(is)} where ${shown(was)} is deployed: ${refusedBy(volume, String(is))}` }];
}

/** Of a size that nobody can read, nothing is said. */
function bytes(size: unknown): number {
  try {
    return quantityBytes(String(size));
  } catch {
    return Number.NaN;
  }
}

/** Kubernetes refuses; by hand it goes, without a loss. */
function refusedBy({ name }: ChartVolume, size: string): string {
  return (
    `Kubernetes changes no claim of a StatefulSet. By hand: kubectl -n NAMESPACE patch each claim of ${name} to ${size} ` +
    `(spec.resources.requests.storage), then kubectl -n NAMESPACE delete statefulset ${name} --cascade=orphan, then synthesize with --accept-losses`
  );
}

function classLosses(path: string, { name }: ChartVolume, before: Tree, after: Tree): readonly Problem[] {
  return ["storageClass", "storageClassName"]
    .filter((key) => !same(before[key], after[key]))
    .map((key) => ({
      path: `${path}.${key}`,
      message: `got ${shown(after[key])} where ${shown(before[key])} is deployed: the class of a volume is never changed; ${name} needs a new one, and its data copied`,
    }));
}

function valuesOf(release: Tree): Tree {
  const texts = Array.isArray(release.values) ? release.values : [];
  return tree(parse(String(texts[0] ?? "")));
}

function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => tree(inner)[key], value);
}

function tree(value: unknown): Tree {
  return typeof value === "object" && value !== null ? (value as Tree) : {};
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function shown(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}
