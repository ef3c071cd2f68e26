import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { clientJsonSchema } from "../src/config/json-schema";
import { configReference } from "../src/config/reference";
import { upgradingPage } from "../src/config/upgrading";
import { rulesReference } from "../src/lint/reference";
import { RUNBOOKS, runbookPages } from "./runbooks";

const ROOT = join(__dirname, "..");

/** What is made from tables of the source, by file. */
const FILES: Readonly<Record<string, () => string>> = {
  "schema/client.schema.json": () => `${JSON.stringify(clientJsonSchema(), null, 2)}\n`,
  "docs/config.md": configReference,
  "docs/rules.md": rulesReference,
  "UPGRADING.md": () => upgradingPage(),
  ...runbookPages(),
};

/** Writes the files; with `--check` only says which are stale. */
function main(args: readonly string[]): number {
  const unknown = args.filter((argument) => argument !== "--check");
  if (unknown.length > 0) {
    console.error(`got ${unknown.join(" ")}, must be nothing or --check`);
    return 2;
  }
  const check = args.includes("--check");
  const stale = Object.entries(FILES).filter(([file, make]) => read(file) !== make());
  const left = leftRunbooks(Object.keys(FILES));
  if (!check) for (const [file, make] of stale) write(file, make());
  if (!check) for (const file of left) rmSync(join(ROOT, file));
  for (const [file] of stale) console.log(check ? `${file} is stale: npm run generate` : `wrote ${file}`);
  for (const file of left) console.log(check ? `${file} is of no alert: npm run generate` : `removed ${file}`);
  return check && stale.length + left.length > 0 ? 1 : 0;
}

/** Pages of alerts that are no more. */
function leftRunbooks(made: readonly string[]): readonly string[] {
  const folder = join(ROOT, RUNBOOKS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => `${RUNBOOKS}/${name}`)
    .filter((file) => !made.includes(file));
}

function read(file: string): string | undefined {
  try {
    return readFileSync(join(ROOT, file), "utf8");
  } catch {
    return undefined;
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(ROOT, file)), { recursive: true });
  writeFileSync(join(ROOT, file), text);
}

process.exitCode = main(process.argv.slice(2));
