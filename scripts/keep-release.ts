/** Keeps what the next releases must not lose of this one: `npm run keep-release`, once a version is published. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../package.json";
import { RELEASES, releasedExamples } from "../test/releases";

async function keep(): Promise<void> {
  mkdirSync(RELEASES, { recursive: true });
  const file = join(RELEASES, `${version}.json`);
  writeFileSync(file, `${JSON.stringify(await releasedExamples(), undefined, 1)}\n`);
  process.stdout.write(`wrote ${file}\n`);
}

void keep();
