import { type Alias, isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar, type YAMLMap } from "yaml";
import { InputError, type Position, type Problem } from "../../problem";
import { formatPath } from "../explain/path";
import { describe } from "../explain/render";
import type { SourceText } from "./text";
import { type Entry, type MapNode, type Path, type SourceNode, toValue } from "./tree";
import { yamlDocument } from "./yaml-document";
import { mergeKeyEntries } from "./yaml-merge-key";

/** A billion laughs end here; a whole client has a few hundred values. */
const MAX_VALUES = 100_000;

/** Tags that say no more than the value does by itself. */
const CORE_TAG = /^(!|tag:yaml\.org,2002:(str|int|float|bool|null|map|seq))$/;

/** What is known while a document is walked in its order. */
export interface Walk {
  readonly source: SourceText;
  readonly problems: Problem[];
  readonly anchors: Map<string, ParsedNode>;
  /** What each alias stood for where it was first met: an anchor may be given anew later. */
  readonly targets: Map<Alias, ParsedNode>;
  /** Anchored values that are being walked through an alias. */
  readonly open: Set<ParsedNode>;
  values: number;
  /** Where the alias stands that led to what is walked now. */
  via: Position | undefined;
}

/**
 * A YAML or JSON text as a tree with positions.
 *
 * @param holds what it must be, for who wrote something else
 * @throws InputError with all that is wrong with the text.
 */
export function parseYaml(source: SourceText, holds = "a map with client, domain and more"): MapNode {
  const document = yamlDocument(source);
  const walk: Walk = {
    source,
    problems: [],
    anchors: new Map(),
    targets: new Map(),
    open: new Set(),
    values: 0,
    via: undefined,
  };
  const root = read(walk, document.contents, []);
  if (root.kind !== "map" && walk.problems.length === 0)
    report(walk, [], `got ${describe(toValue(root))}, must be ${holds}`, root.at);
  if (walk.problems.length > 0 || root.kind !== "map") throw new InputError(walk.problems);
  return root;
}

/** The tree of one node; what is wrong with it goes to the problems of the walk. */
export function read(walk: Walk, node: ParsedNode | null, path: Path): SourceNode {
  walk.values += 1;
  if (walk.values > MAX_VALUES) throw tooManyValues(walk, node, path);
  const at = node ? walk.source.positionAt(node.range[0]) : undefined;
  if (node === null) return { kind: "scalar", value: null };
  if (isAlias(node)) return readAlias(walk, node, path, at);
  if (node.anchor !== undefined && walk.open.size === 0) walk.anchors.set(node.anchor, node);
  if (node.tag !== undefined && !CORE_TAG.test(node.tag)) {
    const tag = node.tag.replace("tag:yaml.org,2002:", "!!");
    return report(walk, path, `got the YAML tag ${tag.slice(0, 40)}, must be a plain value without a tag`, at);
  }
  if (isMap(node)) return readMap(walk, node, path, at);
  if (isSeq(node))
    return {
      kind: "list",
      items: node.items.map((item, index) => read(walk, item as ParsedNode, [...path, index])),
      at,
    };
  return readScalar(walk, node, path, at);
}

/** Notes a problem and stands in for the value. */
export function report(walk: Walk, path: Path, message: string, position: Position | undefined): SourceNode {
  const problem = { path: formatPath(path), message };
  walk.problems.push(position ? { ...problem, position } : problem);
  return { kind: "scalar", value: null, at: position };
}

function readScalar(walk: Walk, node: Scalar.Parsed, path: Path, at: Position | undefined): SourceNode {
  const { value } = node;
  const text = node.type === "PLAIN" ? node.source : undefined;
  if (typeof value === "number" && !isExact(value))
    return report(walk, path, `got ${text ?? value}, must be a finite number, or text in quotes`, at);
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return { kind: "scalar", value, text, at };
  return report(walk, path, "got a value of YAML 1.1, must be text, a number, true, false or null", at);
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** The place of an alias is its own; what lies within stands at the anchor. */
function readAlias(walk: Walk, alias: Alias, path: Path, at: Position | undefined): SourceNode {
  const target = walk.targets.get(alias) ?? walk.anchors.get(alias.source);
  if (target === undefined)
    return report(walk, path, "got an alias without an anchor above it, must name an anchor such as &pool", at);
  if (walk.open.has(target))
    return report(walk, path, "got an alias inside the value that it stands for, must be outside", at);
  walk.targets.set(alias, target);
  if (walk.open.size === 0) walk.via = at;
  walk.open.add(target);
  const node = read(walk, target, path);
  walk.open.delete(target);
  return { ...node, at };
}

function readMap(walk: Walk, map: YAMLMap.Parsed, path: Path, at: Position | undefined): SourceNode {
  const entries = new Map<string, Entry>();
  const merged: Entry[] = [];
  for (const { key, value } of map.items) {
    const name = keyOf(walk, key, path);
    if (name === undefined) continue;
    const keyAt = walk.source.positionAt((key as ParsedNode).range[0]);
    if (isMergeKey(key)) {
      merged.push({ key: keyAt, node: read(walk, value, path) });
      continue;
    }
    const first = entries.get(name);
    const inner = [...path, name];
    const node = read(walk, value, inner);
    if (first) report(walk, inner, `got the key twice, must be once: the first is on line ${first.key?.line}`, keyAt);
    else entries.set(name, { key: keyAt, node });
  }
  for (const entry of merged) {
    const below = mergeKeyEntries(entry.node);
    if (below === undefined)
      report(walk, [...path, "<<"], "got no map, must be an alias of a map, or a list of them", entry.key);
    // A key that the map has itself wins over what it merges in.
    for (const [name, inherited] of below ?? []) if (!entries.has(name)) entries.set(name, inherited);
  }
  return { kind: "map", entries, at };
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

/** The text of a key; a key that is none is a problem. */
function keyOf(walk: Walk, key: ParsedNode, path: Path): string | undefined {
  const target = isAlias(key) ? walk.anchors.get(key.source) : key;
  const at = key ? walk.source.positionAt(key.range[0]) : undefined;
  if (!isScalar(target)) {
    report(walk, path, "got a key that is a list or a map, must be text", at);
    return undefined;
  }
  if (target.anchor !== undefined && walk.open.size === 0) walk.anchors.set(target.anchor, target as ParsedNode);
  if (typeof target.value !== "string") {
    const shown = target.source ?? String(target.value);
    report(walk, path, `got the key ${shown.slice(0, 40) || "(none)"}, must be text: write it in quotes`, at);
    return undefined;
  }
  if (target.value === "__proto__") {
    report(walk, path, 'got the key "__proto__", must be another name: JavaScript keeps this one to itself', at);
    return undefined;
  }
  return target.value;
}

function tooManyValues(walk: Walk, node: ParsedNode | null, path: Path): InputError {
  report(
    walk,
    path.slice(0, 3),
    `got aliases that stand for more than ${MAX_VALUES} values, must be fewer: no config needs them`,
    walk.via ?? (node ? walk.source.positionAt(node.range[0]) : undefined),
  );
  return new InputError(walk.problems);
}
