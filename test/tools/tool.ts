import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/**
 * Path of a tool of the tools ring: from `.tools/bin`, else from PATH.
 * Missing, it is a failure under `CI=true`; for a person it is undefined after a loud warning, and the test skips itself.
 */
export function tool(name: string): string | undefined {
  const folders = [join(ROOT, ".tools", "bin"), ...(process.env.PATH ?? "").split(delimiter)];
  const path = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (path !== undefined) return path;
  const message = `${name} is neither in .tools/bin nor in PATH`;
  if (process.env.CI === "true") throw new Error(`${message}: under CI=true it must be there`);
  console.warn(`SKIPPED: ${message}`);
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
