/** A long run over changed configs: `npm run fuzz`, `npm run fuzz -- --runs 20000 --seed 7`. Ends with 1 at the first that breaks the checks. */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { hold, type Outcome } from "../test/fuzz/hold";
import { MUTATED_BYTES, MUTATED_TREE } from "../test/fuzz/mutations";

const { values } = parseArgs({ options: { runs: { type: "string" }, seed: { type: "string" } } });
const RUNS = Number(values.runs ?? 10_000);
const SEED = Number(values.seed ?? Date.now() % 2 ** 31);

/** A check that takes longer hangs, to a person who waits for it. In milliseconds. */
const HANG = 1000;

void main();

async function main(): Promise<void> {
  console.log(`${RUNS} configs, seed ${SEED}`);
  const results = [await campaign("trees", MUTATED_TREE), await campaign("bytes", MUTATED_BYTES)];
  process.exitCode = results.every(Boolean) ? 0 : 1;
}

async function campaign(name: string, configs: fc.Arbitrary<string | Uint8Array>): Promise<boolean> {
  const outcomes: Outcome[] = [];
  const property = fc.asyncProperty(configs, async (config) => {
    const outcome = await hold(config);
    outcomes.push(outcome);
    if (outcome.milliseconds > HANG) throw new Error(`took ${outcome.milliseconds.toFixed(0)} ms`);
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { numRuns: RUNS / 2, seed: SEED });
  const slowest = Math.max(...outcomes.map(({ milliseconds }) => milliseconds));
  const count = (wanted: (outcome: Outcome) => boolean) => outcomes.filter(wanted).length;
  console.log(
    `${name}: ${outcomes.length} checked, ${count(({ problems }) => problems > 0)} with problems, ` +
      `${count(({ synthesized }) => synthesized)} synthesized, slowest check ${slowest.toFixed(0)} ms`,
  );
  if (failed) console.log(`FAILED: ${errorInstance}\n${Buffer.from(counterexample?.[0] ?? "").toString()}`);
  return !failed;
}
