import { spawnSync } from "node:child_process";
import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { seconds } from "../test/time";
import { TOOLS, type Tool } from "./table";

/** Puts every tool that is missing into `.tools/bin`, and says which it could not get. Never throws: their tests say it again. */
export function setUpTools(root: string): readonly string[] {
  const tools = join(root, ".tools");
  const bin = join(tools, "bin");
  for (const folder of [bin, join(tools, "stamps")]) mkdirSync(folder, { recursive: true });
  return TOOLS.flatMap((tool) => (setUp(tool, root, tools) ? [] : [tool.name]));
}

function setUp(tool: Tool, root: string, tools: string): boolean {
  const program = join(tools, "bin", tool.name);
  const stamp = join(tools, "stamps", tool.name);
  if (isProgram(program) && readText(stamp) === stampOf(tool)) return say("✓", tool, "in .tools/bin");
  if (isOnPath(tool)) return say("✓", tool, "on PATH");
  const start = Date.now();
  console.log(` … ${tool.name} ${tool.version} is neither in .tools/bin nor on PATH: getting it`);
  try {
    rmSync(program, { force: true });
    tool.install.run({ root, tools, program });
    writeFileSync(stamp, stampOf(tool));
    return say("✓", tool, `into .tools/bin, ${seconds(start)}`);
  } catch (error) {
    return missing(tool, error instanceof Error ? error.message : String(error));
  }
}

/** What a program on disk was made from: a changed pin makes it anew. */
function stampOf({ version, install }: Tool): string {
  return JSON.stringify({ version, pin: install.pin });
}

function isOnPath({ name, version, versionArguments }: Tool): boolean {
  if (versionArguments === undefined) return false;
  const program = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);
  if (program === undefined) return false;
  const { stdout, stderr } = spawnSync(program, versionArguments, { encoding: "utf8" });
  return `${stdout}${stderr}`.split(/[\s,]+/).some((word) => word === version || word === `v${version}`);
}

function missing(tool: Tool, reason: string): false {
  console.log(` ✗ ${tool.name} ${tool.version} MISSING: ${reason}`);
  console.log(
    `   not proved without it: ${tool.proves}. Its tests ${process.env.CI === "true" ? "FAIL (CI=true)" : "are SKIPPED"}.`,
  );
  return false;
}

function say(mark: string, { name, version }: Tool, what: string): true {
  console.log(` ${mark} ${name} ${version} ${what}`);
  return true;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
