import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Scripts of a folder, by name: those that are named, or all. */
export function scripts(
  folder: string,
  names: readonly string[] = readdirSync(folder),
): Readonly<Record<string, string>> {
  return Object.fromEntries([...names].sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Ten letters that are others when the content is another. */
export function digest(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 10);
}
