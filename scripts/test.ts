/** Every ring of tests that needs no cluster, in order; ends with `N passed, N failed, N skipped`. */
import { join } from "node:path";
import { runBench } from "./test/bench";
import { runHouse } from "./test/house";
import type { RingResult } from "./test/results";
import { seconds } from "./test/time";
import { runProject } from "./test/vitest";
import { setUpTools } from "./tools/set-up";

const ROOT = join(__dirname, "..");

void main();

async function main(): Promise<void> {
  const house = await ring("house: the repository itself", () => runHouse(ROOT));
  const fast = await ring("ring 1: fast", () => runProject(ROOT, "fast"));
  await ring("tools: set-up of ring 2", () => setUpTools(ROOT));
  const tools = await ring("ring 2: tools", () => runProject(ROOT, "tools"));
  const bench = await ring("bench: cost, as ratios of one run", () => runBench(ROOT));
  process.exitCode = report([house, fast, tools, bench]);
}

async function ring<T>(title: string, run: () => T | Promise<T>): Promise<T> {
  const start = Date.now();
  console.log(`\n=== ${title}`);
  const result = await run();
  console.log(`=== ${title}: ${seconds(start)}`);
  return result;
}

function report(rings: readonly RingResult[]): number {
  const failed = rings.flatMap((result) => result.failed);
  const skipped = rings.flatMap((result) => result.skipped);
  const passed = rings.reduce((sum, result) => sum + result.passed, 0);
  for (const { name, message } of failed) console.log(`\nFAILED ${name}\n${indented(message)}`);
  if (skipped.length > 0) console.log("\nSKIPPED");
  for (const { name, reason } of skipped) console.log(`  ${name}: ${reason}`);
  console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return failed.length === 0 ? 0 : 1;
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
