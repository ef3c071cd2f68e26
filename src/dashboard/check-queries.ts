import type { Problem } from "../problem";
import { checkLogql, checkPromql, checkTraceql, describeProblem, type Platform, type QueryProblem } from "../queries";
import { panelPath } from "./check-panels";
import type { Unread } from "./read";
import { record, records, text } from "./read";

/** Scrape interval that a window must hold twice where no platform is named, in seconds: the default of the config. */
const SCRAPE_INTERVAL = 30;

interface Use {
  readonly path: string;
  /** Type of its datasource. */
  readonly type: string;
  readonly query: string;
  /** Whether it asks for one value as of now. */
  readonly instant: boolean;
}

/** Every query of panels, variables and annotations: it is read as its datasource reads it, and held against what the platform has. */
export function checkQueries(path: string, model: Unread, platform: Platform | undefined): readonly Problem[] {
  return usesOf(path, model).flatMap((use) =>
    problemsOf(use, platform).map((problem) => ({ path: use.path, message: describeProblem(use.query, problem) })),
  );
}

function usesOf(path: string, model: Unread): readonly Use[] {
  const panels = records(model.panels).flatMap((panel) => [panel, ...records(panel.panels)]);
  return [
    ...panels.flatMap((panel) => records(panel.targets).flatMap((target) => targetUse(path, panel, target))),
    ...records(record(model.templating).list).flatMap((variable) => variableUse(path, variable)),
    ...records(record(model.annotations).list).flatMap((annotation) => annotationUse(path, annotation)),
  ];
}

function targetUse(path: string, panel: Unread, target: Unread): readonly Use[] {
  const type = text(record(target.datasource).type) || text(record(panel.datasource).type);
  const query = type === "tempo" ? traceql(target) : text(target.expr);
  if (query === undefined || (query === "" && target.expr === undefined)) return [];
  const own = `${panelPath(path, panel)}.targets[${text(target.refId)}]`;
  const instant = target.instant === true || target.queryType === "instant";
  return [{ path: own, type, query, instant }];
}

/** Tempo's datasource has other kinds of queries as well, which are none of its language. */
function traceql(target: Unread): string | undefined {
  return target.queryType === "traceql" ? text(target.query) : undefined;
}

/** `label_values(SELECTOR, label)` and `query_result(QUERY)` hold a query; it asks for what there is, not for a graph. */
function variableUse(path: string, variable: Unread): readonly Use[] {
  const { query: whole, stream } = record(variable.query);
  const written = text(variable.query) || text(whole);
  const [, values] = /^\s*label_values\s*\((.+),\s*[\w$]+\s*\)\s*$/s.exec(written) ?? [];
  const [, result] = /^\s*query_result\s*\((.+)\)\s*$/s.exec(written) ?? [];
  const query = values ?? result ?? (text(stream) || undefined);
  if (variable.type !== "query" || query === undefined) return [];
  const type = text(record(variable.datasource).type);
  return [{ path: `${path}.variables.${text(variable.name)}`, type, query, instant: true }];
}

/** A mark wherever the query has a value: its step is no width of a panel. */
function annotationUse(path: string, annotation: Unread): readonly Use[] {
  const query = text(annotation.expr) || text(record(annotation.target).expr);
  if (query === "") return [];
  const type = text(record(annotation.datasource).type);
  return [{ path: `${path}.annotations[${text(annotation.name)}]`, type, query, instant: true }];
}

function problemsOf({ type, query, instant }: Use, platform: Platform | undefined): readonly QueryProblem[] {
  const where = "panel";
  switch (type) {
    case "prometheus":
      return checkPromql(query, { scrapeInterval: SCRAPE_INTERVAL, ...platform, where, instant });
    case "loki":
      return checkLogql(query, {
        where,
        instant,
        ...(platform?.logLabels === undefined ? {} : { labels: platform.logLabels }),
      });
    case "tempo":
      return checkTraceql(query);
    default:
      return [];
  }
}
