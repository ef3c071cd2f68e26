import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type RenderedDashboard, renderDashboard } from "../src/dashboard";
import { loadOwnDashboards } from "../src/dashboard/own";
import { isRecord } from "../src/dashboard/read";
import { InputError, type Problem } from "../src/problem";
import { anySite, type DashboardSite, siteOf } from "../stacks/dashboard-site";
import type { LoadOptions } from "./clients";

/** A dashboard, and where it comes from. */
export interface SourcedDashboard extends RenderedDashboard {
  /** `Belvedere`, or the file that it stands in. */
  readonly source: string;
}

export interface GatheredDashboards {
  readonly dashboards: readonly SourcedDashboard[];
  readonly problems: readonly Problem[];
}

/** The Grafana of a client, or any. */
export async function siteFor(client: string | undefined, options: LoadOptions): Promise<DashboardSite> {
  if (client === undefined) return anySite();
  const { config } = await clientIn(client, options);
  return siteOf(config);
}

/** The schema of configs is loaded by those who name a client. */
async function clientIn(file: string, options: LoadOptions) {
  const { loadClient } = require("../src/config") as typeof import("../src/config");
  return loadClient(file, { allowTypeScript: options.allowTypescript ?? false });
}

/** The shipped dashboards as they are deployed there. */
export function shippedAt({ shipped, context }: DashboardSite): readonly SourcedDashboard[] {
  return shipped.map((dashboard) => ({
    folder: dashboard.folder,
    json: renderDashboard(dashboard, context),
    source: "Belvedere",
  }));
}

/** What files hold: of a client all that it gets, of a dashboard itself; without a file, all that is shipped. */
export async function gatherDashboards(files: readonly string[], options: LoadOptions): Promise<GatheredDashboards> {
  if (files.length === 0) return { dashboards: shippedAt(anySite()), problems: [] };
  const dashboards: SourcedDashboard[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      const found = await (isClientFile(file) ? ofClient : ofFile)(file, options);
      dashboards.push(...found.dashboards);
      problems.push(...found.problems);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { dashboards, problems };
}

async function ofClient(file: string, options: LoadOptions): Promise<GatheredDashboards> {
  const { config, source } = await clientIn(file, options);
  const allowTypeScript = options.allowTypescript ?? false;
  const { locatedIn } = require("./clients") as typeof import("./clients");
  const { ownDashboards } = require("../stacks/own-dashboards") as typeof import("../stacks/own-dashboards");
  const { dashboards, problems } = await ownDashboards(config, { locate: source.locate, allowTypeScript });
  const own = dashboards.map((one) => ({ ...one, source: one.file }));
  return {
    dashboards: [...shippedAt(siteOf(config)), ...own],
    problems: problems.map((problem) => locatedIn(source, problem)),
  };
}

async function ofFile(file: string, options: LoadOptions): Promise<GatheredDashboards> {
  const { context, datasources } = anySite();
  const allowTypeScript = options.allowTypescript ?? false;
  const loaded = await loadOwnDashboards([{ file }], { context, datasources, allowTypeScript });
  const dashboards = loaded.dashboards.map((one) => ({ ...one, folder: dirname(file), source: file }));
  return { dashboards, problems: loaded.problems };
}

/** Whether a file holds a client's config: YAML does, and JSON that has a client in it. */
export function isClientFile(file: string): boolean {
  if (/\.ya?ml$/i.test(file)) return true;
  if (!/\.json$/i.test(file)) return false;
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isRecord(value) && typeof value.client === "string" && value.panels === undefined;
  } catch {
    // What is wrong with it says who reads it.
    return false;
  }
}
