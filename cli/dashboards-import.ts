import { readText } from "../src/config/source/read";
import { sourceText } from "../src/config/source/text";
import { checkDashboards } from "../src/dashboard";
import { toProblem } from "../src/dashboard/finding";
import { importDashboard } from "../src/dashboard/import";
import { locatorOf, MAX_DASHBOARD_BYTES, parseDashboard } from "../src/dashboard/own";
import { text } from "../src/dashboard/read";
import type { LoadOptions } from "./clients";
import { siteFor } from "./dashboards-site";
import { EXIT, UsageError } from "./exit";
import { replaceFile } from "./replace-file";
import { hasErrors, report } from "./report";

export interface DashboardsImportOptions extends LoadOptions {
  /** File that is written. @default standard output */
  readonly out?: string;
  /** Datasources and constants, as `NAME=value`. */
  readonly map: readonly string[];
  /** Client whose datasources are there. @default those of every platform */
  readonly client?: string;
}

/** Makes a file that can be provisioned of any export, and says what is left to do in it. */
export async function dashboardsImport(file: string, options: DashboardsImportOptions): Promise<number> {
  const { datasources, platform } = await siteFor(options.client, options);
  const source = readText(file, undefined, MAX_DASHBOARD_BYTES);
  const map = Object.fromEntries(options.map.map(mapping));
  const { model, findings, root } = importDashboard(parseDashboard(source), { path: file, datasources, map });
  if (findings.length > 0) {
    const problems = findings.map((found) => toProblem(found, text(model.uid), locatorOf(source, root)));
    process.stderr.write(report(problems, "human"));
    return EXIT.problems;
  }
  const written = `${JSON.stringify(model, undefined, 2)}\n`;
  if (options.out === undefined) process.stdout.write(written);
  else replaceFile(options.out, written);
  const place = options.out ?? file;
  const locate = options.out === undefined ? locatorOf(source, root) : locatorOf(sourceText(options.out, written));
  const rendered = { folder: "", json: JSON.stringify(model), file: place, own: true, locate };
  const problems = checkDashboards([rendered], datasources, platform());
  process.stderr.write(report(problems, "human"));
  if (options.out !== undefined) process.stderr.write(`wrote ${options.out}\n`);
  return hasErrors(problems) ? EXIT.problems : EXIT.fine;
}

function mapping(option: string): readonly [string, string] {
  const at = option.indexOf("=");
  if (at < 1) throw new UsageError(`got --map ${option}, must be NAME=uid, such as DS_PROMETHEUS=prometheus`);
  return [option.slice(0, at), option.slice(at + 1)];
}
