import { distance } from "fastest-levenshtein";
import { isQueryLanguage, type QueryLanguage, queryRule } from "../lint/query-rules";
import { checkLogql, checkPromql, checkTraceql, describeProblem, type Platform, type QueryProblem } from "../queries";
import { type Finding, finding } from "./finding";
import { datasourceType, datasourceVariables } from "./named-datasource";
import type { Unread } from "./read";
import { type PlacedQuery, placedQueries } from "./walk";

/** Scrape interval that a window must hold twice where no platform is named, in seconds: the default of the config. */
const SCRAPE_INTERVAL = 30;

/** What the queries of a dashboard are held against. */
export interface QueryScope {
  /** What they can rely on. @default not known: they are read, but no metric is looked up */
  readonly platform: Platform | undefined;
  /** Whether metrics that no program of ours exposes may be those of somebody's own services. */
  readonly own: boolean;
}

/** A query with a fault, at its place. */
export interface FaultyQuery {
  readonly query: PlacedQuery;
  readonly language: QueryLanguage;
  readonly problem: QueryProblem;
}

/** Every query of panels, variables and annotations: it is read as its datasource reads it, and held against what the platform has. */
export function checkQueries(path: string, model: Unread, scope: QueryScope): readonly Finding[] {
  return faultyQueries(path, model, scope).map(({ query, language, problem }) => {
    const rule = queryRule(problem.rule, language, query.of === "variable" ? "variable" : "panel");
    const found = finding(rule, query, describeProblem(query.text, problem));
    return scope.own && mayBeTheirs(problem) ? { ...found, severity: "warning" as const } : found;
  });
}

/** Letters by which a name may differ and still be a typo. */
const TYPO = 1;

/** Scrapes of somebody's own may add labels, and programs of theirs may expose more than ours do; a typo is one all the same. */
function mayBeTheirs({ rule, meant, name }: QueryProblem): boolean {
  if (rule === "unknown-label" || rule === "never-matches") return true;
  if (rule !== "unknown-metric") return false;
  return meant === undefined || name === undefined || distance(name, meant) > TYPO;
}

export function faultyQueries(path: string, model: Unread, scope: QueryScope): readonly FaultyQuery[] {
  const variables = datasourceVariables(model);
  return placedQueries(path, model).flatMap((query) => {
    const language = datasourceType(query.datasource, variables);
    if (!isQueryLanguage(language)) return [];
    return problemsOf(query, language, scope)
      .filter((problem) => matters(query, problem))
      .map((problem) => ({ query, language, problem }));
  });
}

/** A variable asks which series there are, not how large they are. */
function matters({ of }: PlacedQuery, { rule }: QueryProblem): boolean {
  return of !== "variable" || rule !== "counter-without-rate";
}

function problemsOf(
  { text, instant }: PlacedQuery,
  language: QueryLanguage,
  { platform, own }: QueryScope,
): readonly QueryProblem[] {
  const where = "panel";
  switch (language) {
    case "prometheus":
      return checkPromql(text, {
        scrapeInterval: SCRAPE_INTERVAL,
        ...platform,
        where,
        instant,
        unknown: own ? "resembling" : "refuse",
      });
    case "loki":
      return checkLogql(text, {
        where,
        instant,
        // Streams of somebody's own may carry labels of their own.
        ...(platform?.logLabels === undefined || own ? {} : { labels: platform.logLabels }),
      });
    case "tempo":
      return checkTraceql(text);
  }
}
