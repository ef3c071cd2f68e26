import type { Problem } from "../problem";
import type { Platform } from "../queries";
import { checkDatasources } from "./check-datasources";
import { checkPanels } from "./check-panels";
import type { DatasourceRef } from "./datasource";
import type { Unread } from "./read";
import { isRecord, text } from "./read";

/** A dashboard as it goes into its ConfigMap, shipped or a person's own. */
export interface RenderedDashboard {
  /** Title of its folder. */
  readonly folder: string;
  readonly json: string;
  /** Where it came from, for the message. @default its uid */
  readonly file?: string;
  /** Its queries are held against what they ask by a test, and not read again. @default false */
  readonly proved?: boolean;
}

/** Grammars are loaded by those who have queries to read. */
function queryProblems({ path, model }: Parsed, platform: Platform | undefined): readonly Problem[] {
  const { checkQueries } = require("./check-queries") as typeof import("./check-queries");
  return checkQueries(path, model, platform);
}

/** A ConfigMap holds 1 MiB with its metadata; the rest is room for both. In bytes. */
const SIZE_BUDGET = 900 * 1024;

const UID = /^[a-zA-Z0-9_-]{1,40}$/;

interface Parsed {
  readonly path: string;
  readonly folder: string;
  readonly model: Unread;
  readonly proved: boolean;
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
  const uids = new Set(datasources.map(({ uid }) => uid));
  const parsed: Parsed[] = [];
  const problems: Problem[] = [];
  for (const [index, dashboard] of dashboards.entries()) {
    const path = pathOf(dashboard, index);
    problems.push(...checkSize(path, dashboard.json));
    const model = parse(dashboard.json);
    if (typeof model === "string")
      problems.push({ path, message: `got no JSON object, must be a dashboard: ${model}` });
    else parsed.push({ path, folder: dashboard.folder, model, proved: dashboard.proved ?? false });
  }
  for (const dashboard of parsed) {
    problems.push(...checkModel(dashboard));
    if (isV2(dashboard.model)) continue;
    problems.push(
      ...checkPanels(dashboard.path, dashboard.model),
      ...checkDatasources(dashboard.path, dashboard.model, uids),
      ...(dashboard.proved ? [] : queryProblems(dashboard, platform)),
    );
  }
  problems.push(...checkUnique(parsed, "uid", ({ model }) => text(model.uid)));
  problems.push(...checkUnique(parsed, "title and folder", ({ model, folder }) => `${folder}/${text(model.title)}`));
  return problems;
}

function pathOf({ file, json }: RenderedDashboard, index: number): string {
  if (file !== undefined) return file;
  const model = parse(json);
  const uid = typeof model === "string" ? "" : text(model.uid);
  return `dashboards.${uid === "" ? index : uid}`;
}

function parse(json: string): Unread | string {
  try {
    const model: unknown = JSON.parse(json);
    return isRecord(model) ? model : `got ${Array.isArray(model) ? "a list" : typeof model}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function checkSize(path: string, json: string): readonly Problem[] {
  const size = Buffer.byteLength(json);
  if (size <= SIZE_BUDGET) return [];
  const message = `got ${Math.ceil(size / 1024)} KiB, must be at most ${SIZE_BUDGET / 1024} KiB to fit a ConfigMap`;
  return [{ path, message }];
}

/** Grafana 13's own export has `apiVersion` and `spec`; its spec alone has `elements` and `layout`. */
function isV2(model: Unread): boolean {
  return text(model.apiVersion).startsWith("dashboard.grafana.app/") || isRecord(model.elements);
}

function checkModel({ path, model }: Parsed): readonly Problem[] {
  if (isV2(model)) {
    return [
      { path, message: "got a dashboard in v2 format, which file provisioning refuses: export it with Model: Classic" },
    ];
  }
  const faults: readonly (readonly [boolean, string, string])[] = [
    [!UID.test(text(model.uid)), "uid", `got ${JSON.stringify(model.uid ?? null)}, must match ${UID.source}`],
    [text(model.title).trim() === "", "title", "got an empty title, must have one"],
    [model.__inputs !== undefined, "__inputs", "got inputs that nobody filled in: map each to a datasource"],
    [typeof model.id === "number", "id", "got an id, must have none: it belongs to another Grafana"],
    [
      model.editable === true,
      "editable",
      "got true, must be false: an edit in the browser is lost at the next deployment",
    ],
  ];
  return faults.flatMap(([fault, key, message]) => (fault ? [{ path: `${path}.${key}`, message }] : []));
}

/** One duplicate takes the write permission from the whole provider: nothing new is imported any more. */
function checkUnique(
  parsed: readonly Parsed[],
  what: string,
  keyOf: (dashboard: Parsed) => string,
): readonly Problem[] {
  const first = new Map<string, string>();
  return parsed.flatMap((dashboard) => {
    const key = keyOf(dashboard);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, dashboard.path);
      return [];
    }
    return [
      {
        path: dashboard.path,
        message: `got ${what} ${JSON.stringify(key)}, which ${other} has already: must be unique`,
      },
    ];
  });
}
