import { spawnSync } from "node:child_process";

/**
 * Runs a program to its end.
 *
 * @returns what it printed
 * @throws Error with what it said when it fails or is not there
 */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): string {
  const done = spawnSync(program, args, {
    ...options,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (done.error !== undefined) throw new Error(`${program} could not be run: ${done.error.message}`);
  if (done.status === 0) return done.stdout;
  throw new Error(
    `${program} ${args[0]} failed: ${(done.stderr || done.stdout).trim().split("\n").slice(-5).join("\n")}`,
  );
}
