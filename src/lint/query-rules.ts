import type { QueryRule } from "../queries/problem";
import type { RuleName } from "./rules";

/** Where a query stands. */
export type QueryPlace = "panel" | "variable" | "alert";

const LANGUAGES = {
  prometheus: { panel: "target-promql-rule", variable: "template-label-promql-rule", alert: "promql/syntax" },
  loki: { panel: "target-logql-rule", variable: "target-logql-rule", alert: "logql/syntax" },
  tempo: { panel: "target-traceql-rule", variable: "target-traceql-rule", alert: "target-traceql-rule" },
} as const satisfies Record<string, Record<QueryPlace, RuleName>>;

/** Languages that queries are read in, by the type of their datasource. */
export type QueryLanguage = keyof typeof LANGUAGES;

/** What a fault of a query is called where it stands. */
export function queryRule(rule: QueryRule, language: QueryLanguage, place: QueryPlace): RuleName {
  switch (rule) {
    case "unknown-metric":
    case "not-deployed":
    case "unknown-label":
      return "promql/series";
    case "counter-without-rate":
      return place === "alert" ? "promql/counter" : "target-counter-agg-rule";
    case "rate-of-gauge":
    case "rate-of-sum":
    case "short-window":
      return "promql/rate";
    case "fixed-window":
      return language === "loki" ? "target-logql-auto-rule" : "target-rate-interval-rule";
    case "unmatched-labels":
      return "promql/impossible";
    case "never-matches":
    case "regex":
      return "promql/regexp";
    case "absent-without-for":
      return "alerts/absent";
    default:
      return LANGUAGES[language][place];
  }
}

export function isQueryLanguage(type: string): type is QueryLanguage {
  return Object.hasOwn(LANGUAGES, type);
}
