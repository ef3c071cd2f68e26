import type { Position } from "../../problem";

/** A value as it was written, with the places where it and its keys stand. */
export type SourceNode = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** The text of a plain YAML scalar: `1.30` for the number 1.3. */
  readonly text?: string | undefined;
  readonly at?: Position | undefined;
}

export interface ListNode {
  readonly kind: "list";
  readonly items: readonly SourceNode[];
  readonly at?: Position | undefined;
}

export interface MapNode {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Entry>;
  readonly at?: Position | undefined;
}

export interface Entry {
  readonly key?: Position | undefined;
  readonly node: SourceNode;
}

/** Keys and list indices from the root of the config. */
export type Path = readonly (string | number)[];

/** The plain value that a node stands for. */
export function toValue(node: SourceNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toValue);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, toValue(entry.node)]));
}

/** The node at a path, if it is written. */
export function nodeAt(root: SourceNode, path: Path): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const key of path) node = node && child(node, key)?.node;
  return node;
}

/** Where the value at a path stands; of what is not written, where the nearest key above it stands. */
export function locateValue(root: SourceNode, path: Path): Position | undefined {
  return nodeAt(root, path)?.at ?? locateKey(root, path);
}

/** Where the key at a path stands, or the nearest key above it. */
export function locateKey(root: SourceNode, path: Path): Position | undefined {
  let place = root.at;
  let node = root;
  for (const key of path) {
    const next = child(node, key);
    if (next === undefined) return place;
    place = next.key ?? next.node.at ?? place;
    node = next.node;
  }
  return place;
}

function child(node: SourceNode, key: string | number): Entry | undefined {
  if (node.kind === "map") return node.entries.get(String(key));
  if (node.kind !== "list" || typeof key !== "number") return undefined;
  const item = node.items[key];
  return item && { key: item.at, node: item };
}
