import {
  ANY_KEY,
  isMap,
  type KINDS,
  knownKeys,
  leafKinds,
  nodeOfKey,
  resolved,
  type ValueKeys,
  type ValueNode,
  type ValueShapes,
} from "./value-tree";

/** The part of JSON Schema that a tree of values needs. */
export interface ValueSchema {
  readonly type?: readonly string[];
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly additionalProperties?: false;
}

const JSON_TYPES: Readonly<Record<keyof typeof KINDS, string | undefined>> = {
  s: "string",
  i: "integer",
  n: "number",
  b: "boolean",
  l: "array",
  m: "object",
  "*": undefined,
};

/** A JSON Schema of a tree, cut down to the keys that a value has: what is not there needs no rule compiled. */
export function schemaFor(value: unknown, given: ValueNode, shapes: ValueShapes): ValueSchema {
  const node = resolved(given, shapes);
  if (typeof node === "string") return leafSchema(node);
  const type = jsonTypes(`m${leafKinds(node)}`);
  if (!isMap(value)) return { type };
  const properties = propertySchemas(value, node, shapes);
  return ANY_KEY in node ? { type, properties } : { type, properties, additionalProperties: false };
}

function propertySchemas(
  value: Readonly<Record<string, unknown>>,
  keys: ValueKeys,
  shapes: ValueShapes,
): Readonly<Record<string, ValueSchema>> {
  const named = Object.keys(value).flatMap((key): [string, ValueSchema][] => {
    const below = nodeOfKey(keys, key);
    return below === undefined ? [] : [[key, schemaFor(value[key], below, shapes)]];
  });
  return Object.fromEntries(named);
}

function leafSchema(kinds: string): ValueSchema {
  return kinds.includes("*") ? {} : { type: jsonTypes(kinds) };
}

function jsonTypes(kinds: string): string[] {
  const letters = Object.keys(JSON_TYPES).filter((kind) => kinds.includes(kind)) as (keyof typeof KINDS)[];
  return [...letters.flatMap((letter) => JSON_TYPES[letter] ?? []), "null"];
}

/** Keys that a map of the tree knows, for a message. */
export function keysAt(given: ValueNode, path: readonly string[], shapes: ValueShapes): string[] {
  const node = resolved(given, shapes);
  if (typeof node === "string") return [];
  const [key, ...rest] = path;
  if (key === undefined) return knownKeys(node);
  const below = nodeOfKey(node, key);
  return below === undefined ? [] : keysAt(below, rest, shapes);
}
