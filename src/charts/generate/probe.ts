import { type HelmValue, type HelmValues, mergeValues } from "../merge";
import type { Draft } from "./draft";
import { RenderError, renderText } from "./helm";
import { NAMESPACE, NO_WORD, releaseWith } from "./names";

type Path = readonly string[];

/** The keys down to a map, as one string. */
export type PathText = string;

/** A map of which the chart itself has to say whether it takes any key. */
interface Candidate {
  readonly path: readonly string[];
  /** A key that no chart knows, of this candidate alone. */
  readonly key: string;
  /** Whether the chart's own default is a map there, so that a probe adds nothing but a key. */
  readonly isDefaultMap: boolean;
}

/** What the chart's answers come to. */
export interface Probed {
  /** Maps that are handed on whole, and so take any key. */
  readonly open: ReadonlySet<PathText>;
  /** Maps named like a piece of a Kubernetes object that some rendering looks at: those are closed if they are not open. */
  readonly reached: ReadonlySet<PathText>;
}

export function pathText(path: readonly string[]): PathText {
  return JSON.stringify(path);
}

/**
 * Asks the chart itself which maps take any key: every map gets a key that no chart knows, and where it shows up in
 * what helm renders, or upsets it, the map is handed on whole.
 * @param bases ways to run the chart, which together show all of its parts
 */
export function probeMaps(file: string, draft: Draft, defaults: HelmValues, bases: readonly HelmValues[]): Probed {
  const candidates = candidatesIn(draft, defaults, []).map((one, index) => ({ ...one, key: `q7p${index}p7q` }));
  const open = new Set<PathText>();
  const reached = new Set<PathText>();
  const ways = waysToRun(file, defaults, bases);
  const broken = new Set<Candidate>();
  for (const way of ways) {
    const undecided = candidates.filter((one) => !broken.has(one) && !isBelow(one.path, open));
    for (const { path } of shownIn(file, way, undecided, broken)) open.add(pathText(path));
  }
  for (const way of ways) {
    const undecided = candidates.filter(
      ({ path }) => isNamedAsPiece(path) && !isBelow(path, open) && !reached.has(pathText(path)),
    );
    for (const { path } of looksAt(file, way, undecided)) reached.add(pathText(path));
  }
  return { open, reached };
}

/**
 * Pieces of Kubernetes objects are handed on whole as a rule. Decides for those maps alone that no rendering of ours
 * comes across.
 */
export function isNamedAsPiece(path: Path): boolean {
  return KUBERNETES.test(path.at(-1) ?? "");
}

const KUBERNETES =
  /^(annotations|.*Annotations|labels|.*Labels|.*[sS]elector|matchLabels|affinity|.*Affinity|resources|limits|requests|(min|max)Allowed|securityContext|.*SecurityContext|capabilities|seccompProfile|.*Probe|httpGet|tcpSocket|.*[sS]trategy|rollingUpdate|dnsConfig|lifecycle|emptyDir|env|envValueFrom)$/;

function isBelow(path: readonly string[], open: ReadonlySet<PathText>): boolean {
  return path.some((_, index) => open.has(pathText(path.slice(0, index + 1))));
}

/** Every map with known keys, but those that a schema settles. A map of which no key is known is open anyway. */
function candidatesIn(draft: Draft, value: HelmValue | undefined, path: readonly string[]): Omit<Candidate, "key">[] {
  const isDefaultMap = isMap(value);
  if (draft.keys.size === 0 || !(isDefaultMap || value === undefined || value === null)) return [];
  const below = [...draft.keys].flatMap(([key, next]) =>
    candidatesIn(next, isDefaultMap ? value[key] : undefined, [...path, key]),
  );
  return draft.rest === undefined && path.length > 0 ? [{ path, isDefaultMap }, ...below] : below;
}

/** Those whose probe shows. One that breaks the rendering is found by halving; where that says nothing, it is not asked again. */
function shownIn(
  file: string,
  base: HelmValues,
  candidates: readonly Candidate[],
  broken: Set<Candidate>,
): readonly Candidate[] {
  if (candidates.length === 0) return [];
  const probes = candidates.map(({ path, key }): [Path, HelmValue] => [[...path, key], "q7v7q"]);
  const text = rendered(file, mergeValues(base, valuesAt(probes)));
  if (text !== undefined) return candidates.filter(({ key }) => text.includes(key));
  if (candidates.length > 1) return halves(candidates).flatMap((half) => shownIn(file, base, half, broken));
  return candidates.filter((one) => {
    const isOpen = one.isDefaultMap || takesMaps(file, base, one);
    if (!isOpen) broken.add(one);
    return isOpen;
  });
}

/** A map of maps breaks on a text, and shows a map. */
function takesMaps(file: string, base: HelmValues, { path, key }: Candidate): boolean {
  const text = rendered(file, mergeValues(base, valuesAt([[[...path, key], { q7k: "q7v7q" }]])));
  return text?.includes(key) ?? false;
}

/** Those that the rendering changes with, if they are a text instead of a map. */
function looksAt(file: string, base: HelmValues, candidates: readonly Candidate[]): readonly Candidate[] {
  const before = stableLines(rendered(file, base), rendered(file, base));
  const among = (some: readonly Candidate[]): readonly Candidate[] => {
    if (some.length === 0) return [];
    const after = rendered(file, mergeValues(base, valuesAt(some.map(({ path }) => [path, "q7v7q"]))));
    if (after !== undefined && stableLines(after, after).join("\n") === before.join("\n")) return [];
    return some.length === 1 ? some : halves(some).flatMap(among);
  };
  // A text in place of a map leaves no place for one below it: maps of one depth at a time.
  const depths = new Set(candidates.map(({ path }) => path.length));
  return [...depths].flatMap((depth) => among(candidates.filter(({ path }) => path.length === depth)));
}

/** A rendering without what is made up anew each time, such as a password or its checksum. */
function stableLines(text = "", again = ""): string[] {
  const others = new Set(again.split("\n"));
  return text
    .split("\n")
    .filter((line) => others.has(line) && !/(password|token|checksum|tls\.|ca\.|caBundle)/i.test(line));
}

/** Each base as it is, and with all parts of the chart switched on. What did together in one base is tried first in the next. */
function waysToRun(file: string, defaults: HelmValues, bases: readonly HelmValues[]): HelmValues[] {
  const all = switchesIn(mergeValues(defaults, bases[0] ?? {}), []);
  let on: readonly Path[] = [];
  return bases.flatMap((base) => {
    const kept = switchedTogether(file, base, on);
    on = switchedTogether(
      file,
      base,
      all.filter((path) => !kept.includes(path)),
      kept,
    );
    return [base, withSwitches(base, on)];
  });
}

/** The switches that can be on together, of those given; those of the first half where two exclude one another. */
function switchedTogether(
  file: string,
  base: HelmValues,
  switches: readonly Path[],
  on: readonly Path[] = [],
): readonly Path[] {
  if (switches.length === 0) return on;
  if (rendered(file, withSwitches(base, [...on, ...switches])) !== undefined) return [...on, ...switches];
  if (switches.length === 1) return on;
  return halves(switches).reduce((known, half) => switchedTogether(file, base, half, known), on);
}

function withSwitches(base: HelmValues, switches: readonly Path[]): HelmValues {
  return mergeValues(base, valuesAt(switches.map((path) => [path, true])));
}

/** What is switched off. */
function switchesIn(values: HelmValues, path: Path): Path[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (isMap(value)) return switchesIn(value, [...path, key]);
    return value === false && /^(enabled|create)$/i.test(key) ? [[...path, key]] : [];
  });
}

function rendered(file: string, values: HelmValues): string | undefined {
  try {
    return renderText({ package: file, release: releaseWith(NO_WORD), namespace: NAMESPACE, values });
  } catch (error) {
    if (error instanceof RenderError) return undefined;
    throw error;
  }
}

/** A map with a value at each of the paths. */
function valuesAt(entries: readonly (readonly [Path, HelmValue])[]): HelmValues {
  const root: Tree = new Map();
  for (const [path, value] of entries) {
    const parent = path.slice(0, -1).reduce(below, root);
    parent.set(path.at(-1) ?? "", value);
  }
  return plain(root);
}

type Tree = Map<string, HelmValue | Tree>;

function below(tree: Tree, key: string): Tree {
  const known = tree.get(key);
  if (known instanceof Map) return known;
  const made: Tree = new Map();
  tree.set(key, made);
  return made;
}

function plain(tree: Tree): HelmValues {
  return Object.fromEntries([...tree].map(([key, value]) => [key, value instanceof Map ? plain(value) : value]));
}

function halves<Item>(items: readonly Item[]): [readonly Item[], readonly Item[]] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

function isMap(value: HelmValue | undefined): value is HelmValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
