import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { clientJsonSchema } from "../src/config/json-schema";
import { configReference } from "../src/config/reference";
import { upgradingPage } from "../src/config/upgrading";
import { rulesReference } from "../src/lint/reference";

const ROOT = join(__dirname, "..");

/** What is made from tables of the source, by file. */
const FILES: Readonly<Record<string, () => string>> = {
  "schema/client.schema.json": () => `${JSON.stringify(clientJsonSchema(), null, 2)}\n`,
  "docs/config.md": configReference,
  "docs/rules.md": rulesReference,
  "UPGRADING.md": () => upgradingPage(),
};

/** Writes the files; with `--check` only says which are stale. */
function main(args: readonly string[]): number {
  const unknown = args.filter((argument) => argument !== "--check");
  if (unknown.length > 0) {
    console.error(`got ${unknown.join(" ")}, must be nothing or --check`);
    return 2;
  }
  const stale = Object.entries(FILES).filter(([file, make]) => read(file) !== make());
  if (!args.includes("--check")) for (const [file, make] of stale) write(file, make());
  for (const [file] of stale)
    console.log(args.includes("--check") ? `${file} is stale: npm run generate` : `wrote ${file}`);
  return args.includes("--check") && stale.length > 0 ? 1 : 0;
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
