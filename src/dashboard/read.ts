/** Reading of JSON that anybody may have written. */
export type Unread = Readonly<Record<string, unknown>>;

/** The value as an object, or an empty one. */
export function record(value: unknown): Unread {
  return isRecord(value) ? value : {};
}

/** The objects of a list; anything else counts as none. */
export function records(value: unknown): readonly Unread[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The value as text, or empty text. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function isRecord(value: unknown): value is Unread {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
