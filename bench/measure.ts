import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Usage } from "./usage";

/** A command that is measured. */
export interface Subject {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd: string;
  /** Folder that it writes: gone before each run. */
  readonly writes?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Median time of each subject, in seconds. Runs take turns, so that what else the machine does falls on all alike. */
export function medians(subjects: readonly Subject[], runs: number): Readonly<Record<string, number>> {
  const times = new Map(subjects.map(({ name }) => [name, [] as number[]]));
  for (const subject of subjects) timed(subject);
  for (let run = 0; run < runs; run++) for (const subject of subjects) times.get(subject.name)?.push(timed(subject));
  return Object.fromEntries([...times].map(([name, all]) => [name, median(all)]));
}

/** Nothing that was compiled in an earlier run is used, and nothing is kept. */
export const COMPILING = { NODE_DISABLE_COMPILE_CACHE: "1" };

/**
 * Heap that a subject holds when it ends, in MiB. What V8 compiles, and learns of code, as it warms up is no client's: it would
 * be counted as theirs while it does.
 */
export function heldBy(subject: Subject, hook: string): number {
  const options = ["--expose-gc", "--no-opt", "--no-sparkplug", "--no-lazy-feedback-allocation"];
  const [program, ...args] = subject.command;
  return usageOf({ ...subject, command: [program, ...options, ...args], env: COMPILING }, hook).held;
}

/** Memory and packages of a subject that is a Node program. */
export function usageOf(subject: Subject, hook: string): Usage {
  const [program, ...args] = subject.command;
  const folder = mkdtempSync(join(tmpdir(), "belvedere-bench-"));
  const file = join(folder, "usage.json");
  try {
    const env = { ...subject.env, BENCH_USAGE: file };
    run({ ...subject, command: [program, "--require", hook, ...args], env });
    return JSON.parse(readFileSync(file, "utf8")) as Usage;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed(subject: Subject): number {
  if (subject.writes !== undefined) rmSync(subject.writes, { recursive: true, force: true });
  const start = process.hrtime.bigint();
  run(subject);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** No program calls home, none asks. */
const ENVIRONMENT = { CI: "true", CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1" };

function run({ name, command: [program, ...args], cwd, env }: Subject): void {
  const options = { cwd, env: { ...process.env, ...ENVIRONMENT, ...env }, encoding: "utf8" } as const;
  const { status, stdout, stderr, error } = spawnSync(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  if (status !== 0) throw new Error(`${name} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
