import { ruleExpr } from "../dashboard";
import { parseDuration } from "../quantity";
import { checkLogql, checkPromql, describeProblem, type Platform, parseLogql } from "../queries";
import type { Alert } from "./alert";
import { conditionExpr } from "./prometheus-rules";
import type { RecordingRule } from "./recording";

/** Scrape interval that a window must hold twice where no platform is named, in seconds: the default of the config. */
const SCRAPE_INTERVAL = 30;

/** What is wrong with the expression of an alert, as its store will evaluate it. */
export function alertQueryFaults(alert: Alert, platform: Platform | undefined): readonly string[] {
  const expr = conditionExpr(alert);
  if (alert.signal.expr.datasource === "loki") return logqlFaults(alert, expr, platform);
  const wait = parseDuration(alert.for) ?? 0;
  return checkPromql(expr, { scrapeInterval: SCRAPE_INTERVAL, ...platform, where: "alert", for: wait }).map((problem) =>
    describeProblem(expr, problem),
  );
}

function logqlFaults({ signal }: Alert, expr: string, platform: Platform | undefined): readonly string[] {
  const alone = parseLogql(ruleExpr(signal));
  if (alone.ok && alone.facts.kind === "log")
    return ["got lines, must be a number for the bound: such as sum(count_over_time(... [5m]))"];
  const labels = platform?.logLabels;
  const problems = checkLogql(expr, { where: "alert", ...(labels === undefined ? {} : { labels }) });
  return problems.map((problem) => describeProblem(expr, problem));
}

/** What is wrong with the expression of a recording rule. */
export function recordingQueryFaults({ expr }: RecordingRule, platform: Platform | undefined): readonly string[] {
  if (expr.datasource !== "prometheus") return ["got LogQL, must be PromQL: Prometheus evaluates it"];
  return checkPromql(expr.text, { scrapeInterval: SCRAPE_INTERVAL, ...platform, where: "recording" }).map((problem) =>
    describeProblem(expr.text, problem),
  );
}
