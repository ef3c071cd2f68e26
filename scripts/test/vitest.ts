import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { countOf, type RingResult } from "./results";

/** Runs one project of vitest.config.mts, its output as it comes, and says what it came to. */
export function runProject(root: string, project: string): RingResult {
  const file = join(root, ".test-results", `${project}.json`);
  rmSync(file, { force: true });
  const { status } = spawnSync(
    join(root, "node_modules", ".bin", "vitest"),
    ["run", "--project", project, ...REPORTERS],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }), BELVEDERE_TEST_RESULTS: file },
    },
  );
  return checked(project, status, read(file));
}

const REPORTERS = ["--reporter=default", "--reporter=./scripts/test/reporter.ts"];

function read(file: string): RingResult | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as RingResult;
  } catch {
    return undefined;
  }
}

/** A ring that ran nothing, or ended badly without a failed test, has failed all the same. */
function checked(project: string, status: number | null, result: RingResult | undefined): RingResult {
  if (result === undefined) return failure(project, "Vitest ended without a result");
  if (countOf(result) === 0) return failure(project, "this ring ran no test");
  if (status !== 0 && result.failed.length === 0)
    return failure(project, `Vitest ended with exit code ${status}`, result);
  return result;
}

function failure(project: string, message: string, beside?: RingResult): RingResult {
  return { passed: beside?.passed ?? 0, failed: [{ name: project, message }], skipped: beside?.skipped ?? [] };
}
