import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { essence, recipeOf } from "./recipe";

const ROOT = join(__dirname, "..");
export const BIN = join(ROOT, "bin", "belvedere.js");
export const COMPILED = join(ROOT, ".tools", "bench");
export const CDKTF = join(ROOT, ".tools", "bin", "cdktf");
const CLIENT = join(ROOT, "clients", "zai-lon1.yaml");

/** Input of both sides: so many clients, and so many recipes of the same stacks. */
export interface Input {
  readonly clients: readonly string[];
  readonly recipes: readonly string[];
}

/** Compiles the floor, which is plain Node as much as Belvedere is. */
export function compile(): void {
  node([join(ROOT, "node_modules", "typescript", "bin", "tsc"), "-p", join(ROOT, "bench", "tsconfig.json")]);
}

/** Writes clients that differ in name, and what bare cdktf needs to make the same stacks; checks that it does. */
export function prepare(folder: string, count: number): Input {
  const text = readFileSync(CLIENT, "utf8");
  mkdirSync(folder, { recursive: true });
  const clients = Array.from({ length: count }, (_, index) => join(folder, `client-${index}.yaml`));
  for (const [index, file] of clients.entries())
    writeFileSync(file, text.replace(/^client: .*$/m, `client: zai${index}`));
  const [first = ""] = clients;
  node([BIN, "synth", "--quiet", first, "--out", join(folder, "ours")]);
  const recipe = JSON.stringify(recipeOf(join(folder, "ours")));
  const recipes = clients.map((_, index) => join(folder, `recipe-${index}.json`));
  for (const [index, file] of recipes.entries())
    writeFileSync(file, recipe.replaceAll('"name":"zai0-', `"name":"zai${index}-`));
  node([join(COMPILED, "floor.js"), join(folder, "floor"), ...recipes.slice(0, 1)]);
  if (!isDeepStrictEqual(essence(join(folder, "floor")), essence(join(folder, "ours"))))
    throw new Error(`the floor makes other stacks: compare ${folder}/floor with ${folder}/ours`);
  return { clients, recipes };
}

/** A folder in which cdktf synthesizes a stack with nothing in it. */
export function prepareEmpty(folder: string): void {
  if (!existsSync(CDKTF)) throw new Error("cdktf is missing: npm run tools says why");
  mkdirSync(folder, { recursive: true });
  const app = `"${process.execPath}" "${join(COMPILED, "empty.js")}"`;
  writeFileSync(
    join(folder, "cdktf.json"),
    JSON.stringify({ language: "typescript", app, projectId: "empty", sendCrashReports: "false" }),
  );
}

function node(args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error(`node ${args.join(" ")}: exit code ${status}`);
}
