/** Rewrites the goldens of the example clients. Read their diff before you commit it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { GOLDENS, goldens } from "../test/goldens";

async function write(): Promise<void> {
  const files = await goldens();
  rmSync(GOLDENS, { recursive: true, force: true });
  for (const [path, text] of files) {
    const file = join(GOLDENS, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  process.stdout.write(`${files.size} goldens written\n`);
}

void write();
