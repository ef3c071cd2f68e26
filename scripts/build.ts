/** Compiles the house into dist/: code by tsc, and the data that code reads beside itself. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
const DIST = join(ROOT, "dist");

/** Folders that are compiled. What is not TypeScript in them is data. */
const FOLDERS = ["cli", "stacks", "constructs", "dashboards", "alerts", "src"];

process.exitCode = build();

function build(): number {
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const { status } = spawnSync(process.execPath, [tsc], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) return status ?? 1;
  for (const folder of FOLDERS) {
    removeStale(folder);
    copyData(folder);
  }
  return 0;
}

/** What was compiled from a source that is gone: it would still be packed, and still be found. */
function removeStale(folder: string): void {
  for (const file of filesIn(join(DIST, folder)))
    if (!existsSync(join(ROOT, folder, sourceOf(file)))) rmSync(join(DIST, folder, file));
}

function copyData(folder: string): void {
  for (const file of filesIn(join(ROOT, folder)).filter((name) => !name.endsWith(".ts")))
    cpSync(join(ROOT, folder, file), join(DIST, folder, file));
}

function sourceOf(file: string): string {
  return file.replace(/(\.d\.ts|\.js)$/, ".ts");
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
