/**
 * The known keys of a chart's values, written small. A string is a leaf: one letter for every kind that it may have
 * (see KINDS), or `@name` for a shape. A record is a map of known keys, in which
 * - `*` stands for every other key: such a map is open, and its free keys have that shape,
 * - the empty key holds the letters of what else the value may be beside a map (never `*`).
 * Null is always allowed, as Helm takes it to delete a default.
 */
export type ValueNode = string | ValueKeys;

export interface ValueKeys {
  readonly [key: string]: ValueNode;
}

/** Maps that occur at several places, by name. */
export type ValueShapes = Readonly<Record<string, ValueKeys>>;

/** The letters of a leaf, and what a value of that kind is called. */
export const KINDS = {
  s: "string",
  i: "integer",
  n: "number",
  b: "boolean",
  l: "list",
  m: "map",
  "*": "anything",
} as const;

export const ANY_KEY = "*";
export const BESIDE_MAP = "";

/** Follows a reference to a shape. */
export function resolved(node: ValueNode, shapes: ValueShapes): ValueNode {
  if (typeof node !== "string" || !node.startsWith("@")) return node;
  const shape = shapes[node.slice(1)];
  if (shape === undefined) throw new Error(`a chart contract has no shape "${node.slice(1)}"`);
  return shape;
}

/** The keys that a map of values knows, without the two that have a meaning of their own. */
export function knownKeys(keys: ValueKeys): string[] {
  return Object.keys(keys).filter((key) => key !== ANY_KEY && key !== BESIDE_MAP);
}

/** The node of a key of a map; undefined for a key that the map does not know. */
export function nodeOfKey(keys: ValueKeys, key: string): ValueNode | undefined {
  if (key !== BESIDE_MAP && key !== ANY_KEY && Object.hasOwn(keys, key)) return keys[key];
  return keys[ANY_KEY];
}

/** Whether a value has a place in the tree: every key known, every type right. */
export function fits(value: unknown, given: ValueNode, shapes: ValueShapes): boolean {
  if (value === null || value === undefined) return true;
  const node = resolved(given, shapes);
  if (typeof node === "string") return hasKind(value, node);
  if (!isMap(value)) return hasKind(value, leafKinds(node));
  return Object.keys(value).every((key) => {
    const below = nodeOfKey(node, key);
    return below !== undefined && fits(value[key], below, shapes);
  });
}

/** Letters of what a map node may be beside a map. */
export function leafKinds(keys: ValueKeys): string {
  const beside = Object.hasOwn(keys, BESIDE_MAP) ? keys[BESIDE_MAP] : undefined;
  return typeof beside === "string" ? beside : "";
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasKind(value: unknown, kinds: string): boolean {
  if (kinds.includes("*")) return true;
  if (typeof value === "string") return kinds.includes("s");
  if (typeof value === "boolean") return kinds.includes("b");
  if (typeof value === "number") return kinds.includes("n") || (Number.isInteger(value) && kinds.includes("i"));
  return kinds.includes(Array.isArray(value) ? "l" : "m");
}
