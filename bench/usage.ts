/** Loaded before a program (`node --require`): writes what the process used, and which packages it loaded, when it ends. */
import { writeFileSync } from "node:fs";

export interface Usage {
  /** Most memory that the process held, in MiB. */
  readonly peak: number;
  /** Heap that is still held at the end, in MiB, garbage among it without --expose-gc. */
  readonly held: number;
  /** Packages whose code was loaded. */
  readonly packages: readonly string[];
}

process.on("exit", () => {
  const file = process.env.BENCH_USAGE;
  if (file === undefined) return;
  const peak = process.resourceUsage().maxRSS / 1024;
  global.gc?.();
  const usage: Usage = { peak, held: process.memoryUsage().heapUsed / 2 ** 20, packages: packages() };
  writeFileSync(file, JSON.stringify(usage));
});

function packages(): readonly string[] {
  const names = Object.keys(require.cache).map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}
