import { bare, definition, type Schema } from "./schema-walk";

/** The documented example of a schema. */
export function exampleOf(schema: Schema): unknown {
  const meta = metaOf(schema);
  if (meta.examples?.length) return meta.examples[0];
  const def = definition(bare(schema));
  return def.type === "literal" ? def.values[0] : null;
}

/** What the reference says of a key. */
export interface KeyMeta {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly unit?: string;
  /** What it was called before, and the release that gave it this name. */
  readonly renamedFrom?: { readonly key: string; readonly since: string };
}

/** Description, examples and unit that a schema was given. */
export function metaOf(schema: Schema): KeyMeta {
  return (
    ("meta" in schema && typeof schema.meta === "function" ? (schema.meta() as KeyMeta | undefined) : undefined) ?? {}
  );
}
