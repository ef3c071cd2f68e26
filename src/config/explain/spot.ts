import type { Path } from "../source/tree";
import { pickOption } from "./options";
import { bare, definition, isSecret, type Schema } from "./schema-walk";

/** A place in a schema, and whether it lies in a reference to a secret. */
export interface Spot {
  readonly schema: Schema;
  readonly secret: boolean;
}

/** The schema at a path; where there are several, the one that the value there was meant for. */
export function schemaAt(schema: Schema, value: unknown, path: Path): Spot | undefined {
  let spot: Spot | undefined = { schema, secret: isSecret(schema) };
  let here = value;
  for (const key of path) {
    const next: Schema | undefined = spot && childAt(spot.schema, here, key);
    spot = next && { schema: next, secret: (spot?.secret ?? false) || isSecret(next) };
    here = valueAt(here, [key]);
  }
  return spot;
}

/** The value at a path, if it is there. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (here, key) =>
      typeof here === "object" && here !== null && Object.hasOwn(here, key)
        ? (here as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );
}

function childAt(schema: Schema, value: unknown, key: string | number): Schema | undefined {
  const def = definition(bare(schema));
  if (def.type === "object") return Object.hasOwn(def.shape, key) ? def.shape[key] : undefined;
  if (def.type === "record") return def.valueType;
  if (def.type === "array") return def.element;
  if (def.type !== "union") return undefined;
  const option = pickOption(schema, value);
  if (option) return childAt(option, value, key);
  return def.options.map((each) => childAt(each, value, key)).find((found) => found !== undefined);
}
