import { Token } from "cdktf";
import type { HelmValues } from "../charts";

/** A value that Terraform knows at plan only, as Helm's `set` takes it. */
export interface LateValue {
  readonly name: string;
  readonly value: string;
  readonly type: "string";
}

/** Values in two: those that are known now, as a text can hold them, and references to what a plan will know. */
export function splitLate(values: HelmValues): { readonly known: HelmValues; readonly late: readonly LateValue[] } {
  const late: LateValue[] = [];
  return { known: known(values, [], late), late };
}

function known(values: HelmValues, path: readonly string[], late: LateValue[]): HelmValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const at = [...path, key];
      if (typeof value === "string" && Token.isUnresolved(value)) {
        late.push({ name: at.map(escaped).join("."), value, type: "string" });
        return [];
      }
      return [[key, isMap(value) ? known(value, at, late) : value]];
    }),
  ) as HelmValues;
}

/** Helm reads a dot as the next level. */
function escaped(key: string): string {
  return key.replace(/[.,\\[\]=]/g, "\\$&");
}

function isMap(value: unknown): value is HelmValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
