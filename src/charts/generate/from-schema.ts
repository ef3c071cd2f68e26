import { complete, type Draft, newDraft, union } from "./draft";

/** The part of JSON Schema that charts use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const LETTERS: Readonly<Record<string, string>> = {
  string: "s",
  integer: "i",
  number: "n",
  boolean: "b",
  array: "l",
  object: "",
  null: "",
};

/** Reads keys and kinds off a chart's `values.schema.json`. */
export function draftOfSchema(text: string): Draft {
  const root = JSON.parse(text) as Schema;
  return draftOf(root, root, []);
}

function draftOf(schema: Schema | boolean, root: Schema, seen: readonly string[]): Draft {
  if (typeof schema === "boolean") return newDraft("schema");
  if (schema.$ref !== undefined) return referenced(schema.$ref, root, seen);
  const draft = newDraft(
    "schema",
    kindsOf(schema),
    typesOf(schema).includes("object") || schema.properties !== undefined,
  );
  for (const [key, below] of Object.entries(schema.properties ?? {})) draft.keys.set(key, draftOf(below, root, seen));
  readRest(draft, schema, root, seen);
  for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    const below = draftOf(part, root, seen);
    draft.kinds = union(draft.kinds, below.kinds);
    complete(draft, below);
  }
  return draft;
}

function readRest(draft: Draft, schema: Schema, root: Schema, seen: readonly string[]): void {
  const patterns = Object.values(schema.patternProperties ?? {});
  const rest = typeof schema.additionalProperties === "object" ? schema.additionalProperties : patterns[0];
  if (rest !== undefined) draft.rest = draftOf(rest, root, seen);
  else if (schema.additionalProperties === false) draft.rest = "none";
}

/** A definition that holds itself ends as an open map. */
function referenced(reference: string, root: Schema, seen: readonly string[]): Draft {
  if (seen.includes(reference) || !reference.startsWith("#/")) return newDraft("schema");
  const keys = reference.slice(2).split("/");
  const found = keys.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], root);
  return found === undefined ? newDraft("schema") : draftOf(found as Schema, root, [...seen, reference]);
}

function kindsOf(schema: Schema): string {
  const letters = typesOf(schema).map((type) => LETTERS[type] ?? "");
  return letters.reduce(union, "");
}

function typesOf({ type, enum: allowed, const: only }: Schema): readonly string[] {
  if (typeof type === "string") return [type];
  if (type !== undefined) return type;
  const values = only === undefined ? (allowed ?? []) : [only];
  return values.map((value) => (value === null ? "null" : Number.isInteger(value) ? "integer" : typeof value));
}
