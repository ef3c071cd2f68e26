import { safeParse, type z } from "zod";
import { ownSecret, secretSource, storeSecret } from "../schema/common";

/** Any schema of zod, told apart by the type in its definition. */
export type Schema = z.core.$ZodType;
export type Definition = z.core.$ZodTypes["_zod"]["def"];

export function definition(schema: Schema): Definition {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** The schema within defaults and optionals. */
export function bare(schema: Schema): Schema {
  const def = definition(schema);
  return "innerType" in def ? bare(def.innerType) : schema;
}

/** Keys of a map schema with the schemas of their values; undefined for anything but a map with fixed keys. */
export function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const def = definition(bare(schema));
  return def.type === "object" ? def.shape : undefined;
}

/** The options of a union; undefined for anything else. */
export function optionsOf(schema: Schema): readonly Schema[] | undefined {
  const def = definition(bare(schema));
  return def.type === "union" ? def.options : undefined;
}

/** Whether a key may be left out. */
export function isOptional(schema: Schema): boolean {
  const { type } = definition(schema);
  return type === "optional" || type === "default" || type === "prefault";
}

/** Whether this is a reference to a secret; each place of the config has a copy with its own description. */
export function isSecret(schema: Schema): boolean {
  const options = optionsOf(schema);
  return options !== undefined && SECRETS.has(options);
}

const SECRETS: ReadonlySet<readonly Schema[]> = new Set(
  [storeSecret, secretSource, ownSecret].map(({ def }) => def.options),
);

/** The ways in which a reference may name a secret: `env`, `existing`, ... */
export function sourcesOf(secret: Schema): readonly string[] {
  return (optionsOf(secret) ?? []).flatMap((option) => Object.keys(shapeOf(option) ?? {}).slice(0, 1));
}

/** Whether a value here, or one below, is a secret. */
export function holdsSecret(schema: Schema): boolean {
  if (isSecret(schema)) return true;
  return childSchemas(schema).some(holdsSecret);
}

/** The schemas right below: of keys, items, options. */
export function childSchemas(schema: Schema): readonly Schema[] {
  const def = definition(bare(schema));
  if (def.type === "object") return Object.values(def.shape);
  if (def.type === "record") return [def.valueType];
  if (def.type === "array") return [def.element];
  return def.type === "union" ? def.options : [];
}

/** Whether a value is allowed. */
export function accepts(schema: Schema, value: unknown): boolean {
  return safeParse(schema, value).success;
}
