import type { JsonPath, Spot } from "./finding";
import { isRecord, record, text, type Unread } from "./read";

/** An object of a dashboard's JSON, and where it stands. */
export interface Placed extends Spot {
  readonly value: Unread;
}

export interface PlacedPanel extends Placed {
  /** The panel that a message names. */
  readonly panel: string;
  /** Panels that share a grid: those of the page, or those of one folded row. */
  readonly group: string;
}

/** A query of a panel, a variable or an annotation. */
export interface PlacedQuery extends Spot {
  /** Its datasource as it is written; that of its panel where it has none. */
  readonly datasource: unknown;
  readonly text: string;
  readonly of: "panel" | "variable" | "annotation";
  /** Whether it asks for one value as of now. */
  readonly instant: boolean;
}

/** Every panel: of the page, then those inside its folded rows. */
export function placedPanels(path: string, model: Unread): readonly PlacedPanel[] {
  const outer = objects(model.panels, ["panels"]).map((one) => panelAt(path, one, "page"));
  const inner = outer.flatMap((row) =>
    objects(row.value.panels, [...row.at, "panels"]).map((one) => panelAt(path, one, JSON.stringify(row.at))),
  );
  return [...outer, ...inner];
}

export function placedTargets(panel: PlacedPanel): readonly Placed[] {
  return objects(panel.value.targets, [...panel.at, "targets"]).map(({ value, at }) => ({
    path: `${panel.path}.targets[${text(value.refId)}]`,
    at,
    panel: panel.panel,
    value,
  }));
}

export function placedVariables(path: string, model: Unread): readonly Placed[] {
  return objects(record(model.templating).list, ["templating", "list"]).map(({ value, at }) => ({
    path: `${path}.variables.${text(value.name)}`,
    at,
    value,
  }));
}

export function placedAnnotations(path: string, model: Unread): readonly Placed[] {
  return objects(record(model.annotations).list, ["annotations", "list"]).map(({ value, at }) => ({
    path: `${path}.annotations[${text(value.name)}]`,
    at,
    value,
  }));
}

/** Every query in a language of Prometheus, Loki or Tempo. */
export function placedQueries(path: string, model: Unread): readonly PlacedQuery[] {
  return [
    ...placedPanels(path, model).flatMap((panel) =>
      placedTargets(panel).flatMap((target) => targetQuery(panel.value, target)),
    ),
    ...placedVariables(path, model).flatMap(variableQuery),
    ...placedAnnotations(path, model).flatMap(annotationQuery),
  ];
}

function panelAt(path: string, { value, at }: At, group: string): PlacedPanel {
  const panel = text(value.title) || String(value.id);
  return { path: `${path}.panels[${panel}]`, at, panel, group, value };
}

function targetQuery(panel: Unread, { path, at, panel: title, value }: Placed): readonly PlacedQuery[] {
  // Tempo's datasource has other kinds of queries as well, which are none of its language.
  const key = value.queryType === "traceql" ? "query" : "expr";
  if (typeof value[key] !== "string") return [];
  const instant = value.instant === true || value.queryType === "instant";
  const datasource = hasDatasource(value) ? value.datasource : panel.datasource;
  const spot = title === undefined ? { path, at: [...at, key] } : { path, at: [...at, key], panel: title };
  return [{ ...spot, datasource, text: text(value[key]), of: "panel", instant }];
}

/** `label_values(SELECTOR, label)` and `query_result(QUERY)` hold a query; it asks for what there is, not for a graph. */
function variableQuery({ path, at, value }: Placed): readonly PlacedQuery[] {
  if (value.type !== "query") return [];
  const plain = typeof value.query === "string";
  const { query: whole, stream } = record(value.query);
  const written = plain ? text(value.query) : text(whole);
  const [, values] = /^\s*label_values\s*\((.+),\s*[\w$]+\s*\)\s*$/s.exec(written) ?? [];
  const [, result] = /^\s*query_result\s*\((.+)\)\s*$/s.exec(written) ?? [];
  const query = values ?? result ?? (text(stream) || undefined);
  if (query === undefined) return [];
  const place: JsonPath = plain ? [...at, "query"] : [...at, "query", text(stream) === query ? "stream" : "query"];
  return [{ path, at: place, datasource: value.datasource, text: query, of: "variable", instant: true }];
}

/** A mark wherever the query has a value: its step is no width of a panel. */
function annotationQuery({ path, at, value }: Placed): readonly PlacedQuery[] {
  const own = text(value.expr);
  const query = own || text(record(value.target).expr);
  if (query === "") return [];
  const place: JsonPath = own === "" ? [...at, "target", "expr"] : [...at, "expr"];
  return [{ path, at: place, datasource: value.datasource, text: query, of: "annotation", instant: true }];
}

/** A query with an empty datasource uses its panel's, as one without does. */
export function hasDatasource({ datasource }: Unread): boolean {
  return isRecord(datasource) ? text(datasource.uid) !== "" : text(datasource) !== "";
}

interface At {
  readonly value: Unread;
  readonly at: JsonPath;
}

/** The objects of a list, each with its place in it. */
export function objects(list: unknown, at: JsonPath): readonly At[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((value: unknown, index) => (isRecord(value) ? [{ value, at: [...at, index] }] : []));
}
