import { existsSync } from "node:fs";

/** A folder that only some machines have: from the environment, else at its usual place. Without it, a loud skip. */
export function folderOf(what: string, variable: string | undefined, usual?: string): string | undefined {
  const folder = variable === undefined ? usual : process.env[variable];
  if (folder !== undefined && existsSync(folder)) return folder;
  const where = variable === undefined ? `${usual} does not exist` : `${variable} names no folder`;
  console.warn(`SKIPPED: ${what}: ${where}`);
  return undefined;
}
