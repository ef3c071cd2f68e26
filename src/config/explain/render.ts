import { looksSecret } from "../../secret-shapes";

const MAX_TEXT = 60;

/** A value in a few words, for `got ...`. Never shows what looks like a secret. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return describeText(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object") return Object.keys(value).length === 0 ? "an empty map" : "a map";
  return String(value);
}

/** A value by its kind alone, for places that hold secrets. */
export function describeKind(value: unknown): string {
  return typeof value === "string"
    ? "a literal text"
    : typeof value === "number"
      ? "a literal number"
      : describe(value);
}

/** `a, b, c`, as many as fit into a message. */
export function listed(names: readonly unknown[], max = 12): string {
  const shown = names.slice(0, max).join(", ");
  return names.length > max ? `${shown} and ${names.length - max} more` : shown;
}

function describeText(text: string): string {
  if (looksSecret(text)) return "a text that looks like a secret";
  return JSON.stringify(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
}
