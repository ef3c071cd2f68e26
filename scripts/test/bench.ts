import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { RingResult } from "./results";

/** Measures what a synthesis costs, its table as it comes. One test: no ratio is far outside of its budget. */
export function runBench(root: string): RingResult {
  const tsx = join(root, "node_modules", ".bin", "tsx");
  const { status } = spawnSync(tsx, ["bench/bench.ts", "--ci"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (status === 0) return { passed: 1, failed: [], skipped: [] };
  return {
    passed: 0,
    failed: [{ name: "bench", message: "a ratio is far outside of bench/budget.json" }],
    skipped: [],
  };
}
