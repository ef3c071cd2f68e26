import { ruleExpr } from "../dashboard";
import { type QueryLanguage, queryRule, type RuleName } from "../lint";
import { parseDuration } from "../quantity";
import { checkLogql, checkPromql, describeProblem, type Platform, parseLogql, type QueryProblem } from "../queries";
import type { Alert } from "./alert";
import { conditionExpr } from "./prometheus-rules";
import type { RecordingRule } from "./recording";

/** Scrape interval that a window must hold twice where no platform is named, in seconds: the default of the config. */
const SCRAPE_INTERVAL = 30;

/** A fault of an expression, by the rule that found it. */
export interface QueryFault {
  readonly rule: RuleName;
  readonly message: string;
}

/** What is wrong with the expression of an alert, as its store will evaluate it. */
export function alertQueryFaults(alert: Alert, platform: Platform | undefined): readonly QueryFault[] {
  const expr = conditionExpr(alert);
  if (alert.signal.expr.datasource === "loki") return logqlFaults(alert, expr, platform);
  const wait = parseDuration(alert.for) ?? 0;
  return checkPromql(expr, { scrapeInterval: SCRAPE_INTERVAL, ...platform, where: "alert", for: wait }).map((problem) =>
    fault("prometheus", expr, problem),
  );
}

function logqlFaults({ signal }: Alert, expr: string, platform: Platform | undefined): readonly QueryFault[] {
  const alone = parseLogql(ruleExpr(signal));
  if (alone.ok && alone.facts.kind === "log")
    return [
      {
        rule: "alerts/comparison",
        message: "got lines, must be a number for the bound: such as sum(count_over_time(... [5m]))",
      },
    ];
  const labels = platform?.logLabels;
  const problems = checkLogql(expr, { where: "alert", ...(labels === undefined ? {} : { labels }) });
  return problems.map((problem) => fault("loki", expr, problem));
}

/** What is wrong with the expression of a recording rule. */
export function recordingQueryFaults({ expr }: RecordingRule, platform: Platform | undefined): readonly QueryFault[] {
  if (expr.datasource !== "prometheus")
    return [{ rule: "promql/syntax", message: "got LogQL, must be PromQL: Prometheus evaluates it" }];
  return checkPromql(expr.text, { scrapeInterval: SCRAPE_INTERVAL, ...platform, where: "recording" }).map((problem) =>
    fault("prometheus", expr.text, problem),
  );
}

function fault(language: QueryLanguage, expr: string, problem: QueryProblem): QueryFault {
  return { rule: queryRule(problem.rule, language, "alert"), message: describeProblem(expr, problem) };
}
