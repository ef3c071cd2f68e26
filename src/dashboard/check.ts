import { basename } from "node:path";
import type { Position, Problem } from "../problem";
import type { Platform } from "../queries";
import { tooLarge } from "../stored-size";
import { checkDatasources } from "./check-datasources";
import { checkModel, isV2 } from "./check-model";
import type { DatasourceRef } from "./datasource";
import { type Finding, finding, type JsonPath, toProblem } from "./finding";
import { isRecord, text, type Unread } from "./read";

/** A dashboard as it goes into its ConfigMap, shipped or a person's own. */
export interface RenderedDashboard {
  /** Title of its folder. */
  readonly folder: string;
  readonly json: string;
  /** Where it came from, for the message. @default its uid */
  readonly file?: string;
  /** All but what it is among others is held by a test, and not looked at again. @default false */
  readonly proved?: boolean;
  /** Somebody's own: metrics that no program of ours exposes may be those of their services. @default false */
  readonly own?: boolean;
  /** Where keys stand in its file. @default nowhere */
  readonly locate?: (at: JsonPath) => Position | undefined;
}

interface Parsed {
  readonly path: string;
  readonly dashboard: RenderedDashboard;
  readonly model: Unread;
}

/**
 * All that Grafana would refuse, or would lose without a word, over all dashboards of one Grafana at once.
 * @param platform What their queries can rely on. @default not known: they are read, but no metric is looked up
 */
export function checkDashboards(
  dashboards: readonly RenderedDashboard[],
  datasources: readonly Pick<DatasourceRef, "uid">[],
  platform?: Platform,
): readonly Problem[] {
  const read = dashboards.map((dashboard, index) => parsed(dashboard, index));
  const whole = read.flatMap((one) => ("model" in one ? [one] : []));
  const scope = {
    platform,
    datasources: new Set(datasources.map(({ uid }) => uid)),
    dashboards: new Set(whole.map(({ model }) => text(model.uid))),
  };
  return [
    ...read.flatMap((one) => ("model" in one ? [] : [one])),
    ...whole.flatMap((one) => checkOne(one, scope).map((each) => problem(one, each))),
    ...duplicates(whole, "uid", ["uid"], ({ model }) => text(model.uid)),
    ...duplicates(
      whole,
      "title and folder",
      ["title"],
      ({ model, dashboard }) => `${dashboard.folder}/${text(model.title)}`,
    ),
  ];
}

interface Scope {
  readonly platform: Platform | undefined;
  readonly datasources: ReadonlySet<string>;
  readonly dashboards: ReadonlySet<string>;
}

function checkOne({ path, dashboard, model }: Parsed, scope: Scope): readonly Finding[] {
  const { json, proved = false, own = false } = dashboard;
  const first = [...checkSize(path, json), ...checkModel(path, model)];
  if (isV2(model)) return first;
  const declared = checkDatasources(path, model, scope.datasources);
  if (proved) return [...first, ...declared];
  // Grammars and tables are loaded by those who have something to read.
  const { checkContents } = require("./check-contents") as typeof import("./check-contents");
  return [...first, ...checkContents(path, model, { ...scope, own }), ...declared];
}

function problem({ dashboard, model }: Parsed, found: Finding): Problem {
  return toProblem(found, text(model.uid), dashboard.locate);
}

function parsed(dashboard: RenderedDashboard, index: number): Parsed | Problem {
  const { json, file } = dashboard;
  const model = parse(json);
  if (typeof model !== "string") {
    const uid = text(model.uid);
    return { path: named(file, `dashboards.${uid === "" ? index : uid}`), dashboard, model };
  }
  const path = named(file, `dashboards.${index}`);
  const message = `got no JSON object, must be a dashboard: ${model}`;
  return toProblem(finding("dashboard-json", { path, at: [] }, message), "", dashboard.locate);
}

/** Its folder stands in the position. */
function named(file: string | undefined, otherwise: string): string {
  return file === undefined ? otherwise : basename(file);
}

function parse(json: string): Unread | string {
  try {
    const model: unknown = JSON.parse(json);
    return isRecord(model) ? model : `got ${Array.isArray(model) ? "a list" : typeof model}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function checkSize(path: string, json: string): readonly Finding[] {
  const message = tooLarge("a file", Buffer.byteLength(json), "make two dashboards of it");
  return message === undefined ? [] : [finding("dashboard-size", { path, at: [] }, message)];
}

/** One duplicate takes the write permission from the whole provider: nothing new is imported any more. */
function duplicates(
  all: readonly Parsed[],
  what: string,
  at: JsonPath,
  keyOf: (one: Parsed) => string,
): readonly Problem[] {
  const first = new Map<string, Parsed>();
  return all.flatMap((one) => {
    const key = keyOf(one);
    const other = first.get(key);
    first.set(key, other ?? one);
    if (other === undefined) return [];
    const message = `got ${what} ${JSON.stringify(key)}, which ${other.dashboard.file ?? other.path} has already: must be unique`;
    return [problem(one, finding("dashboard-unique", { path: one.path, at }, message))];
  });
}
