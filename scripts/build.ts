/** Compiles the house into dist/: code by tsc, the data that code reads beside itself, and the program in one file. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle";

const ROOT = join(__dirname, "..");
const DIST = join(ROOT, "dist");

/** Folders that are compiled. What is not TypeScript in them is data. */
const FOLDERS = ["cli", "stacks", "constructs", "dashboards", "alerts", "src"];

void build();

async function build(): Promise<void> {
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const { status } = spawnSync(process.execPath, [tsc], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  for (const folder of FOLDERS) {
    removeStale(folder);
    copyData(folder);
  }
  await bundle(ROOT);
  rmSync(join(ROOT, ".compiled"), { recursive: true, force: true });
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
