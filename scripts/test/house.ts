import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { RingResult } from "./results";
import { seconds } from "./time";

interface Check {
  readonly name: string;
  /** Program with its arguments, from the packages of this repository. */
  readonly command: readonly [program: string, ...args: string[]];
  readonly mend: string;
}

/** What must be true of the repository itself. Each counts as one test. */
const CHECKS: readonly Check[] = [
  { name: "the build", command: ["tsx", "scripts/build.ts"], mend: "npm run build" },
  { name: "formatting and lint", command: ["biome", "ci", "--colors=off", "."], mend: "npx biome check --write ." },
  { name: "types", command: ["tsc", "-p", "tsconfig.check.json"], mend: "npx tsc -p tsconfig.check.json" },
  { name: "generated files are fresh", command: ["tsx", "scripts/generate.ts", "--check"], mend: "npm run generate" },
];

/** Runs every check, and shows what one says only when it fails. */
export function runHouse(root: string): RingResult {
  const failed = CHECKS.flatMap((check) => {
    const message = failureOf(check, root);
    return message === undefined ? [] : [{ name: `house > ${check.name}`, message: `${message}\nmend: ${check.mend}` }];
  });
  return { passed: CHECKS.length - failed.length, failed, skipped: [] };
}

function failureOf({ name, command: [program, ...args] }: Check, root: string): string | undefined {
  const start = Date.now();
  const { status, stdout, stderr, error } = spawnSync(join(root, "node_modules", ".bin", program), args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  console.log(` ${status === 0 ? "✓" : "✗"} ${name} ${seconds(start)}`);
  if (status === 0) return undefined;
  return error?.message ?? tail(`${stdout}${stderr}`);
}

function tail(text: string): string {
  const lines = text.trim().split("\n");
  const most = 60;
  return lines.length <= most
    ? lines.join("\n")
    : [`... ${lines.length - most} lines before`, ...lines.slice(-most)].join("\n");
}
