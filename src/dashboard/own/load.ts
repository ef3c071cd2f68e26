import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { readText } from "../../config/source/read";
import { isInside, repositoryOf } from "../../config/source/repository";
import type { Ignore } from "../../lint";
import { InputError, type Position, type Problem } from "../../problem";
import type { RenderedDashboard } from "../check";
import type { DashboardContext } from "../datasource";
import { type JsonPath, toProblem } from "../finding";
import { importDashboard, type KnownDatasource } from "../import";
import { text, type Unread } from "../read";
import { locatorOf, parseDashboard } from "./json-text";

/** Folder of a dashboard that names none. */
export const OWN_FOLDER = "Own";

/** Longest file of a dashboard: with white space it may be much longer than what a ConfigMap holds. In bytes. */
export const MAX_DASHBOARD_BYTES = 8 * 1024 * 1024;

/** A dashboard that somebody asks for. */
export interface WantedDashboard {
  /** Path of its file, relative to the file that names it. */
  readonly file: string;
  /** @default what the dashboard says, else `Own` */
  readonly folder?: string | undefined;
  readonly ignore?: readonly Ignore[];
  /** Where it is named. @default by a person at the command line */
  readonly at?: Position | undefined;
  /** What names it there: `dashboards[2]`. @default its file */
  readonly path?: string;
}

/** A dashboard of somebody's own, ready to be checked and provisioned. */
export interface OwnDashboard extends Required<Pick<RenderedDashboard, "folder" | "json" | "file" | "locate">> {
  readonly uid: string;
  readonly ignore: readonly Ignore[];
  /** What names it: `dashboards[2]`, or its file. */
  readonly path: string;
}

export interface OwnOptions {
  /** What is there for it: datasources, programs, other dashboards. */
  readonly context: DashboardContext;
  readonly datasources: readonly KnownDatasource[];
  /** Run dashboards in TypeScript: they are code. @default false */
  readonly allowTypeScript?: boolean;
}

/** What could be loaded, and what is wrong with the rest. */
export interface LoadedDashboards {
  readonly dashboards: readonly OwnDashboard[];
  readonly problems: readonly Problem[];
}

/** Loads dashboards of somebody's own, each cleaned of what belongs to the Grafana that it came from. */
export async function loadOwnDashboards(
  wanted: readonly WantedDashboard[],
  options: OwnOptions,
): Promise<LoadedDashboards> {
  const dashboards: OwnDashboard[] = [];
  const problems: Problem[] = [];
  for (const one of wanted) {
    try {
      const loaded = await loadFile(one, options);
      dashboards.push(...loaded.dashboards);
      problems.push(...loaded.problems);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  return { dashboards, problems };
}

async function loadFile(wanted: WantedDashboard, options: OwnOptions): Promise<LoadedDashboards> {
  const file = fileOf(wanted);
  if (/\.[cm]?[jt]s$/i.test(file)) {
    const { dashboardsInCode } = require("./code") as typeof import("./code");
    const found = await dashboardsInCode(file, wanted.at, options);
    const whole = found.map(({ model, folder, at }) =>
      own(model, { ...wanted, file, folder: wanted.folder ?? folder }, () => at),
    );
    return { dashboards: whole, problems: [] };
  }
  const source = readText(file, wanted.at, MAX_DASHBOARD_BYTES);
  const exported = parseDashboard(source);
  const { model, findings, root } = importDashboard(exported, { path: file, datasources: options.datasources });
  const locate = locatorOf(source, root);
  const problems = findings.map((found) => toProblem(importing(file, found), text(model.uid), locate));
  return problems.length > 0
    ? { dashboards: [], problems }
    : { dashboards: [own(model, { ...wanted, file }, locate)], problems };
}

/** An export with inputs that cannot be told becomes a file by the verb that takes answers. */
function importing<T extends { readonly paste?: string }>(file: string, found: T): T {
  if (found.paste === undefined) return found;
  return { ...found, paste: `belvedere dashboards import ${file} --out ${file} ${found.paste}` };
}

function own(
  model: Unread,
  { file, folder, ignore = [], path = file }: WantedDashboard,
  locate: (at: JsonPath) => Position,
): OwnDashboard {
  return {
    uid: text(model.uid),
    folder: folder ?? OWN_FOLDER,
    json: JSON.stringify(model),
    file,
    ignore,
    path,
    locate,
  };
}

/** The file behind a name: beside the file that names it, and inside the same repository. */
function fileOf({ file, at }: WantedDashboard): string {
  if (at === undefined) return file;
  const path = join(dirname(at.file), file);
  const root = repositoryOf(at.file);
  // One that is not there is told of when it is read.
  if (!existsSync(path) || isInside(path, root)) return path;
  const message = `got "${path}", which lies outside the repository ${relative(process.cwd(), root) || "."}, must lie inside`;
  throw new InputError([{ path: "dashboards", message, position: at }]);
}
