import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/** Puts a text in the place of a file, whole or not at all, with the same permissions. */
export function replaceFile(file: string, text: string): void {
  const fresh = `${file}.new`;
  try {
    writeFileSync(fresh, text, { mode: modeOf(file) });
    renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
}

function modeOf(file: string): number {
  try {
    return statSync(file).mode & 0o777;
  } catch {
    return 0o644;
  }
}
