import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promtoolFiles } from "../src/alert";
import { testedGroups, testedRecordings } from "./alerts";
import { type LoadOptions, loadClients } from "./clients";
import { EXIT, UsageError } from "./exit";
import { hasErrors, report } from "./report";

export interface TestOptions extends LoadOptions {
  /** Program to run. */
  readonly promtool: string;
  /** Folder in which the files are left. @default - a temporary one, which goes */
  readonly keep?: string;
}

/** Runs the tests of all shipped alerts, or of those of some clients, with the real promtool. */
export async function alertsTest(files: readonly string[], options: TestOptions): Promise<number> {
  const { clients, problems } = await loadClients(files, options);
  process.stderr.write(report(problems, "human"));
  if (hasErrors(problems)) return EXIT.problems;
  assertRuns(options.promtool);
  const configs = clients.map(({ config }) => config);
  const groups = testedGroups(configs);
  const alerts = groups.flatMap((group) => group.alerts);
  const onLines = alerts.filter(({ signal }) => signal.expr.datasource === "loki").map(({ name }) => name);
  const folder = options.keep ?? mkdtempSync(join(tmpdir(), "belvedere-promtool-"));
  try {
    const written = promtoolFiles(groups, testedRecordings(configs));
    mkdirSync(folder, { recursive: true });
    for (const { name, text } of written) writeFileSync(join(folder, name), text);
    const passed = run(
      options.promtool,
      folder,
      written.filter(({ tests }) => tests).map(({ name }) => name),
    );
    const untested = onLines.length === 0 ? "" : `; not run, since promtool reads no log lines: ${onLines.join(", ")}`;
    process.stdout.write(`${passed ? "ok" : "failed"}  ${alerts.length - onLines.length} alerts${untested}\n`);
    return passed ? EXIT.fine : EXIT.problems;
  } finally {
    if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

function assertRuns(promtool: string): void {
  if (spawnSync(promtool, ["--version"], { stdio: "ignore" }).status === 0) return;
  throw new UsageError(
    `got no promtool as ${promtool}: it comes with Prometheus (https://prometheus.io/download); name another place by --promtool`,
  );
}

/** Prints what promtool says of those that fail. */
function run(promtool: string, folder: string, files: readonly string[]): boolean {
  if (files.length === 0) return true;
  const { status, stdout, stderr } = spawnSync(promtool, ["test", "rules", ...files], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) process.stdout.write(`${stdout}${stderr}`);
  return status === 0;
}
