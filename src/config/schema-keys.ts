import { discriminatorOf, discriminatorValues } from "./explain/options";
import { bare, definition, isOptional, isSecret, optionsOf, type Schema, shapeOf } from "./explain/schema-walk";

/** A key of the schema, as the reference page lists it. */
export interface SchemaKey {
  /** Path with `<name>` for free names and `[]` for items of lists. */
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
  /** When the key exists at all: `provider: existing`. */
  readonly when: string | undefined;
}

interface Above {
  readonly path: string;
  readonly when: string | undefined;
}

/** All keys at and below a schema, in the schema's order. References to secrets are one key each. */
export function schemaKeys(path: string, schema: Schema, required = !isOptional(schema)): SchemaKey[] {
  return [{ path, schema, required, when: undefined }, ...below({ path, when: undefined }, schema)];
}

function below(above: Above, schema: Schema): SchemaKey[] {
  if (isSecret(schema)) return [];
  const def = definition(bare(schema));
  if (def.type === "record") return below({ ...above, path: `${above.path}.<name>` }, def.valueType);
  if (def.type === "array") return below({ ...above, path: `${above.path}[]` }, def.element);
  if (def.type === "union") return ofOptions(above, schema);
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([name, inner]) => {
    const key = { path: `${above.path}.${name}`, when: above.when };
    return [{ ...key, schema: inner, required: !isOptional(inner) }, ...below(key, inner)];
  });
}

/** Keys of every option; those of a discriminated union say to which option they belong. */
function ofOptions(above: Above, union: Schema): SchemaKey[] {
  const discriminator = discriminatorOf(union);
  return (optionsOf(union) ?? []).flatMap((option) => {
    if (discriminator === undefined) return below(above, option);
    const when = `${discriminator}: ${discriminatorValues(option, discriminator).join(", ")}`;
    return below({ ...above, when }, option);
  });
}
