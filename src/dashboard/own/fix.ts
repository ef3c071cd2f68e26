import { applyEdits, type Edit, findNodeAtLocation, type JSONPath, modify, parseTree } from "jsonc-parser";
import type { SourceText } from "../../config/source/text";
import type { Platform } from "../../queries";
import { faultyQueries } from "../check-queries";
import { DATASOURCE_NAMES } from "../datasource";
import type { JsonPath } from "../finding";
import type { KnownDatasource } from "../import";
import { datasourceName, datasourceVariables, isBuiltIn, variableName } from "../named-datasource";
import { record, type Unread } from "../read";
import { datasourceVariable } from "../variable-model";
import { hasDatasource, type Placed, placedPanels, placedTargets, placedVariables } from "../walk";
import { parseDashboard } from "./json-text";

export interface FixOptions {
  readonly datasources: readonly KnownDatasource[];
  readonly platform: Platform;
}

/** The file with all mended that can be, and how much that was. What needs no change stays as it was written. */
export interface Fixed {
  readonly text: string;
  readonly count: number;
}

/** A value that takes the place of another; undefined takes the key away. */
interface Change {
  readonly at: JsonPath;
  readonly value: unknown;
  /** Goes before what stands at that place of a list. @default false */
  readonly inserted?: boolean;
}

/** Keys that belong to another Grafana. */
const STRIPPED = ["id", "version", "iteration", "gnetId"] as const;

/**
 * Mends a dashboard in its file.
 *
 * @throws InputError where the file is no dashboard.
 */
export function fixDashboard(source: SourceText, options: FixOptions): Fixed {
  const model = parseDashboard(source);
  const changes = [
    ...modelChanges(model),
    ...variableChanges(model),
    ...idChanges(model),
    ...windowChanges(model, options.platform),
    ...datasourceChanges(model, options.datasources),
  ];
  return { text: changed(source.text, changes), count: changes.length };
}

function modelChanges(model: Unread): readonly Change[] {
  const stripped = STRIPPED.filter((key) => model[key] !== undefined && (key !== "id" || model.id !== null));
  return [
    ...stripped.map((key) => ({ at: [key], value: undefined })),
    ...(model.editable === false ? [] : [{ at: ["editable"], value: false }]),
  ];
}

function variableChanges(model: Unread): readonly Change[] {
  return placedVariables("", model)
    .filter(({ value }) => value.type === "query" && value.refresh !== 2)
    .map(({ at }) => ({ at: [...at, "refresh"], value: 2 }));
}

/** The second of two panels with one id gets the next that is free. */
function idChanges(model: Unread): readonly Change[] {
  const panels = placedPanels("", model);
  const seen = new Set<unknown>();
  let next = Math.max(0, ...panels.map(({ value }) => (typeof value.id === "number" ? value.id : 0))) + 1;
  return panels.flatMap(({ at, value: { id } }) => {
    const good = typeof id === "number" && Number.isInteger(id) && id > 0 && !seen.has(id);
    seen.add(id);
    return good ? [] : [{ at: [...at, "id"], value: next++ }];
  });
}

/** Windows that do not follow the panel; several in one query are mended together, from its end. */
function windowChanges(model: Unread, platform: Platform): readonly Change[] {
  const fixed = faultyQueries("", model, { platform, own: true }).filter(
    ({ problem }) => problem.rule === "fixed-window",
  );
  const byPlace = new Map<string, { readonly at: JsonPath; readonly text: string; readonly edits: Edit[] }>();
  for (const { query, language, problem } of fixed) {
    const key = JSON.stringify(query.at);
    const place = byPlace.get(key) ?? { at: query.at, text: query.text, edits: [] };
    const content = language === "loki" ? "$__auto" : "$__rate_interval";
    place.edits.push({ offset: problem.from, length: problem.to - problem.from, content });
    byPlace.set(key, place);
  }
  return [...byPlace.values()].map(({ at, text: query, edits }) => ({ at, value: applyEdits(query, edits) }));
}

/** Uids of the platform's own stores become variables, which are added where they are missing. */
function datasourceChanges(model: Unread, known: readonly KnownDatasource[]): readonly Change[] {
  const variables = datasourceVariables(model);
  const missing = new Map<string, KnownDatasource>();
  const places = placedPanels("", model).flatMap((panel) => {
    const targets = placedTargets(panel);
    return targets.length === 0 ? [] : [panel, ...targets];
  });
  const changes = places
    .filter(({ value }) => hasDatasource(value))
    .flatMap(({ value, at }: Placed): readonly Change[] => {
      const { datasource } = value;
      if (isBuiltIn(datasource) || variableName(datasource) !== undefined) return [];
      const store = known.find(({ uid, type }) => uid === datasourceName(datasource) && uid === type);
      if (store === undefined || !DATASOURCE_NAMES.some((name) => name === store.type)) return [];
      const there = [...variables.values()].find(({ type }) => type === store.type);
      if (there === undefined) missing.set(store.type, store);
      const uid = `\${${there?.name ?? `${store.type}_datasource`}}`;
      return [{ at: [...at, "datasource"], value: { type: store.type, uid } }];
    });
  return [...changes, ...addedVariables(model, [...missing.values()])];
}

/** In the order of the stores, before all other variables. */
function addedVariables(model: Unread, stores: readonly KnownDatasource[]): readonly Change[] {
  const added = DATASOURCE_NAMES.flatMap((name) =>
    stores.filter(({ type }) => type === name).map((one) => datasourceVariable(name, one)),
  );
  if (added.length === 0) return [];
  const { list } = record(model.templating);
  if (!Array.isArray(list)) return [{ at: ["templating", "list"], value: added }];
  return added.reverse().map((value) => ({ at: ["templating", "list", 0], value, inserted: true }));
}

/** Values are replaced where they stand, in one go; keys that come or go are done one by one, since they move the rest. */
function changed(whole: string, changes: readonly Change[]): string {
  const tree = parseTree(whole);
  const inPlace: Edit[] = [];
  const moving: Change[] = [];
  for (const change of changes) {
    const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...change.at] as JSONPath);
    const { value, inserted = false } = change;
    const { offset = 0, length = 0 } = node ?? {};
    // A map of several lines is set in anew.
    const manyLines = typeof value === "object" && whole.slice(offset, offset + length).includes("\n");
    if (node === undefined || value === undefined || inserted || manyLines) moving.push(change);
    else inPlace.push({ offset, length, content: JSON.stringify(value) });
  }
  const formattingOptions = {
    insertSpaces: true,
    tabSize: indentOf(whole),
    eol: whole.includes("\r\n") ? "\r\n" : "\n",
  };
  // What is inserted moves its neighbours: it comes last.
  const ordered = [...moving.filter(({ inserted }) => !inserted), ...moving.filter(({ inserted }) => inserted)];
  return ordered.reduce(
    (done, { at, value, inserted = false }) => {
      const options = { formattingOptions, isArrayInsertion: inserted };
      return applyEdits(done, modify(done, [...at] as JSONPath, value, options));
    },
    applyEdits(whole, inPlace),
  );
}

/** Spaces by which the file's first key is set in. */
function indentOf(whole: string): number {
  return /^\{\r?\n( +)/.exec(whole)?.[1]?.length ?? 2;
}
