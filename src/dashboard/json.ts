/** What JSON can hold; a key that is undefined is left out. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Minified JSON with sorted keys: the same value gives the same bytes. */
export function stableJson(value: Json): string {
  return JSON.stringify(sorted(value));
}

/** By loops: a client's dashboards are some hundred thousand values. */
function sorted(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(sorted);
  // Without a prototype, so that every key is one.
  const result: Record<string, Json> = Object.create(null);
  for (const key of Object.keys(value).sort()) {
    const inner = value[key];
    if (inner !== undefined) result[key] = sorted(inner);
  }
  return result;
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
