import { looksSecret } from "../../secret-shapes";
import type { Path } from "../source/tree";
import { exampleOf, metaOf } from "./example";
import type { Finding } from "./finding";
import { guessName } from "./guess";
import type { Part } from "./issues";
import { discriminatorOf, discriminatorValues, pickOption } from "./options";
import { nest } from "./path";
import { listed } from "./render";
import { accepts, holdsSecret, optionsOf, type Schema, shapeOf } from "./schema-walk";
import { schemaAt, valueAt } from "./spot";

const MAX_LISTED = 40;

/** A key that the schema does not know: what may have been meant, and what there is. */
export function unknownKey(part: Part, parent: Path, key: string): Finding {
  const spot = schemaAt(part.schema, part.value, parent);
  const map = valueAt(part.value, parent);
  const option = spot && (pickOption(spot.schema, map) ?? spot.schema);
  const shape = (option && shapeOf(option)) ?? {};
  const names = listed(Object.keys(shape), MAX_LISTED);
  const other = spot && option && otherOption(spot.schema, option, key);
  if (other) return { path: [...part.path, ...parent, key], at: "key", message: `${other}; allowed here: ${names}` };
  // A secret may have been pasted as a key.
  if (spot?.secret || looksSecret(key))
    return { path: [...part.path, ...parent], message: `got an unknown key, must be one of ${names}` };
  return guess(part, [...parent, key], shape, names);
}

/** What to say of a key that another option of the union has. */
function otherOption(union: Schema, option: Schema, key: string): string | undefined {
  const other = optionsOf(union)?.find((each) => each !== option && Object.hasOwn(shapeOf(each) ?? {}, key));
  if (other === undefined) return undefined;
  const discriminator = discriminatorOf(union);
  if (discriminator === undefined) return `cannot stand here, must be either ${mainKey(option)} or ${mainKey(other)}`;
  const type = (each: Schema) => String(discriminatorValues(each, discriminator)[0]);
  return `belongs to ${discriminator} ${type(other)}, must not stand beside ${discriminator} ${type(option)}`;
}

function mainKey(option: Schema): string {
  return Object.keys(shapeOf(option) ?? {})[0] ?? "";
}

function guess(part: Part, inner: Path, shape: Readonly<Record<string, Schema>>, names: string): Finding {
  const path = [...part.path, ...inner];
  const key = String(inner.at(-1));
  const renamed = renamedKey(key, shape);
  const near = renamed?.name ?? guessName(key, Object.keys(shape));
  const schema = near === undefined ? undefined : shape[near];
  if (near === undefined || schema === undefined)
    return { path, at: "key", message: `unknown key, must be one of ${names}` };
  const meant = [...path.slice(0, -1), near];
  const message = renamed
    ? `is called "${near}" since release ${renamed.since}`
    : `unknown key, did you mean "${near}"? Allowed: ${names}`;
  // The right key is there already: this one is a leftover.
  if (valueAt(part.value, meant.slice(part.path.length)) !== undefined) return { path, at: "key", message };
  return { path, at: "key", message, meant, fix: nest(meant, moved(schema, valueAt(part.value, inner))) };
}

/** The key that had this name in an earlier release. */
function renamedKey(key: string, shape: Readonly<Record<string, Schema>>) {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const { renamedFrom } = metaOf(schema);
    return renamedFrom?.key === key ? { name, since: renamedFrom.since } : [];
  })[0];
}

/** The value that was given, when it fits the right key and is no secret; else the example. */
function moved(schema: Schema, value: unknown): unknown {
  const fits = typeof value !== "object" && !holdsSecret(schema) && !looksSecret(String(value));
  return fits && accepts(schema, value) ? value : exampleOf(schema);
}
