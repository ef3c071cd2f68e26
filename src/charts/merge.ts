/** Values of a Helm release: what a `values.yaml` can hold. */
export type HelmValue = string | number | boolean | null | readonly HelmValue[] | HelmValues;

/** A map of Helm values. */
export interface HelmValues {
  readonly [key: string]: HelmValue;
}

/**
 * Lays overrides over base values the way Helm does: maps deeply, lists and scalars replaced. A null of the overrides
 * takes the key's value away, and stays as a null, so that Helm takes away the chart's default too.
 * Neither argument is changed, and the result shares no map with them.
 */
export function mergeValues(base: HelmValues, overrides: HelmValues): HelmValues {
  const merged: Record<string, HelmValue> = {};
  for (const [key, value] of Object.entries(base)) put(merged, key, copied(value));
  for (const [key, value] of Object.entries(overrides)) put(merged, key, laidOver(own(merged, key), value));
  return merged;
}

function laidOver(below: HelmValue | undefined, above: HelmValue): HelmValue {
  if (!isMap(above)) return copied(above);
  return mergeValues(isMap(below) ? below : {}, above);
}

function copied(value: HelmValue): HelmValue {
  if (Array.isArray(value)) return (value as readonly HelmValue[]).map(copied);
  return isMap(value) ? mergeValues(value, {}) : value;
}

function isMap(value: HelmValue | undefined): value is HelmValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(map: Readonly<Record<string, HelmValue>>, key: string): HelmValue | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A plain assignment to `__proto__` would change the prototype instead of setting a key. */
function put(map: Record<string, HelmValue>, key: string, value: HelmValue): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}
