import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Shell scripts of a folder, by name. */
export function scripts<N extends string>(folder: string, names: readonly N[]): Readonly<Record<N, string>> {
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")])) as Record<N, string>;
}

/** Ten letters that are others when the content is another. */
export function digest(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 10);
}
