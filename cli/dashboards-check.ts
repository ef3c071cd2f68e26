import { dirname } from "node:path";
import pc from "picocolors";
import { readText } from "../src/config/source/read";
import type { SourceText } from "../src/config/source/text";
import { checkDashboards, type RenderedDashboard } from "../src/dashboard";
import { locatorOf, MAX_DASHBOARD_BYTES, parseDashboard } from "../src/dashboard/own";
import { InputError, type Problem } from "../src/problem";
import type { DashboardSite } from "../stacks/dashboard-site";
import type { LoadOptions } from "./clients";
import { gatherDashboards, isClientFile, shippedAt, siteFor } from "./dashboards-site";
import { EXIT } from "./exit";
import type { Format } from "./formats";
import { replaceFile } from "./replace-file";
import { hasErrors, report } from "./report";

export interface DashboardsCheckOptions extends LoadOptions {
  readonly format: Format;
  /** Mend what can be mended. */
  readonly fix?: boolean;
  /** Client whose Grafana files of dashboards are held against. @default everything that Belvedere can deploy */
  readonly client?: string;
}

/** Says all that is wrong with dashboards: of clients those that they get, of other files their own; without a file, all shipped ones. */
export async function dashboardsCheck(files: readonly string[], options: DashboardsCheckOptions): Promise<number> {
  const site = await siteFor(options.client, options);
  const clients = files.filter(isClientFile);
  const loose = files.filter((file) => !clients.includes(file));
  const mended = options.fix ? await fixAll(clients, loose, site, options) : 0;
  const problems = [
    ...(files.length === 0 ? checkDashboards(shippedAt(site), site.datasources, site.platform()) : []),
    ...(await checkClients(clients, options)),
    ...(loose.length === 0 ? [] : await checkFiles(loose, site, options)),
  ];
  process.stdout.write(report(problems, options.format));
  if (options.format === "human") process.stdout.write(verdict(problems, mended));
  return hasErrors(problems) ? EXIT.problems : EXIT.fine;
}

async function checkClients(files: readonly string[], options: LoadOptions): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const file of files) {
    const found = await gatherDashboards([file], options);
    problems.push(...found.problems);
    if (hasErrors(found.problems) && found.dashboards.length === 0) continue;
    const site = await siteFor(file, options);
    problems.push(...checkDashboards(shippedAt(site), site.datasources, site.platform()));
  }
  return problems;
}

/** Files as they stand: what only an import would take away is a problem here. */
async function checkFiles(
  files: readonly string[],
  site: DashboardSite,
  options: LoadOptions,
): Promise<readonly Problem[]> {
  const read: RenderedDashboard[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      read.push(...(/\.json$/i.test(file) ? [jsonFile(file)] : await codeFile(file, options)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  const shipped = shippedAt(site).map((one) => ({ ...one, proved: true }));
  return [...problems, ...checkDashboards([...shipped, ...read], site.datasources, site.platform())];
}

function jsonFile(file: string): RenderedDashboard {
  const source = sourceOf(file);
  const json = JSON.stringify(parseDashboard(source));
  return { file, json, folder: dirname(file), own: true, locate: locatorOf(source) };
}

async function codeFile(file: string, options: LoadOptions): Promise<readonly RenderedDashboard[]> {
  const { dashboards, problems } = await gatherDashboards([file], options);
  if (problems.length > 0) throw new InputError(problems);
  return dashboards.map((one) => ({ ...one, own: true }));
}

/** Writes each file that it can mend, whole or not at all, and says how much it mended. */
async function fixAll(
  clients: readonly string[],
  loose: readonly string[],
  site: DashboardSite,
  options: LoadOptions,
): Promise<number> {
  const { fixDashboard } = require("../src/dashboard/own/fix") as typeof import("../src/dashboard/own/fix");
  let mended = 0;
  const fix = (file: string, at: DashboardSite) => {
    const source = sourceOf(file);
    const { text, count } = fixDashboard(source, { datasources: at.datasources, platform: at.platform() });
    if (count > 0) replaceFile(file, text);
    mended += count;
  };
  for (const file of loose.filter((one) => /\.json$/i.test(one))) unlessFaulty(() => fix(file, site));
  for (const client of clients) {
    const { dashboards } = await gatherDashboards([client], options);
    const at = await siteFor(client, options).catch(() => undefined);
    const own = new Set(dashboards.map(({ source }) => source).filter((source) => /\.json$/i.test(source)));
    for (const file of own) if (at !== undefined) unlessFaulty(() => fix(file, at));
  }
  return mended;
}

/** A file that cannot be read is told of by the check that follows. */
function unlessFaulty(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}

function sourceOf(file: string): SourceText {
  return readText(file, undefined, MAX_DASHBOARD_BYTES);
}

function verdict(problems: readonly Problem[], mended: number): string {
  const fixed = mended === 0 ? "" : `, ${mended} mended`;
  const count = problems.length;
  return count === 0
    ? `${pc.green("ok")}  no problems${fixed}\n`
    : `${count} ${count === 1 ? "problem" : "problems"}${fixed}: docs/rules.md explains each rule\n`;
}
