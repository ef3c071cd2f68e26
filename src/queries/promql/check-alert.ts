import type { QueryProblem } from "../problem";
import type { QueryVariable } from "../substitute";
import type { Call, Expr, Range } from "./ast";
import { operands } from "./ast";
import type { PromqlCheck } from "./check";

/** Functions that need two samples in their window. */
const OF_TWO: ReadonlySet<string> = new Set([
  "rate",
  "irate",
  "increase",
  "delta",
  "idelta",
  "deriv",
  "predict_linear",
]);

/** Functions whose window follows the width of a panel. */
const FOLLOWING: ReadonlySet<string> = new Set(["rate", "irate", "increase"]);

/** Windows that hold too few samples, and windows that do not follow the panel. */
export function windowProblems(expr: Expr, options: PromqlCheck): readonly QueryProblem[] {
  return calls(expr).flatMap((call): QueryProblem[] => {
    const range = rangeOf(call);
    if (range === undefined) return [];
    const { from, to, seconds, text } = range;
    const { scrapeInterval, where } = options;
    if (OF_TWO.has(call.name) && seconds !== undefined && seconds < 2 * scrapeInterval) {
      const message = `got the window ${text} in ${call.name}, must be at least ${2 * scrapeInterval}s: two scrapes of ${scrapeInterval}s`;
      return [{ rule: "short-window", from, to, message }];
    }
    const fixed = seconds !== undefined || text === "$__interval";
    if (where !== "panel" || options.instant || !FOLLOWING.has(call.name) || !fixed) return [];
    const message = `got the window [${text}] in ${call.name}, must be [$__rate_interval]: it follows the width of the panel and the scrapes`;
    return [{ rule: "fixed-window", from, to, message }];
  });
}

/** `absent` is true at every hiccup of a scrape. */
export function absentProblems(expr: Expr, options: PromqlCheck): readonly QueryProblem[] {
  if (options.where !== "alert" || (options.for ?? 0) >= 2 * options.scrapeInterval) return [];
  return calls(expr)
    .filter(({ name }) => name === "absent")
    .map(({ from, to }) => ({
      rule: "absent-without-for",
      from,
      to,
      message: `got absent in an alert that fires after ${options.for ?? 0}s, must wait for ${2 * options.scrapeInterval}s at least: two scrapes`,
    }));
}

/** Only a panel fills in variables. */
export function variableProblems(variables: readonly QueryVariable[], { where }: PromqlCheck): readonly QueryProblem[] {
  if (where === "panel") return [];
  return variables.map(({ name, from, to }) => ({
    rule: "variable",
    from,
    to,
    message: `got the variable $${name}, which nobody fills in for ${where === "alert" ? "an alert" : "a recording rule"}`,
  }));
}

function calls(expr: Expr): readonly Call[] {
  return [...(expr.kind === "call" ? [expr] : []), ...operands(expr).flatMap(calls)];
}

function rangeOf(call: Call): Range | undefined {
  const argument = call.arguments.find((one) => one.kind === "selector" && one.range !== undefined);
  return argument?.kind === "selector" ? argument.range : undefined;
}
