import { compileRegex } from "../../regex/match";
import type { QueryProblem } from "../problem";
import type { Expr, Matcher, Selector } from "./ast";
import { operands } from "./ast";

export function isRegex({ operator }: Pick<Matcher, "operator">): boolean {
  return operator === "=~" || operator === "!~";
}

/** Every selector of an expression, in reading order. */
export function selectorsOf(expr: Expr): readonly Selector[] {
  return expr.kind === "selector" ? [expr] : operands(expr).flatMap(selectorsOf);
}

/** Regular expressions of matchers that RE2 does not take. */
export function regexProblems(expr: Expr): readonly QueryProblem[] {
  return selectorsOf(expr).flatMap(({ matchers }) =>
    matchers.filter(isRegex).flatMap(({ label, value, from, to }): QueryProblem[] => {
      const compiled = compileRegex(value);
      if ("regex" in compiled) return [];
      return [
        {
          rule: "regex",
          from,
          to,
          message: `got a regular expression for ${label} that RE2 refuses: ${compiled.fault}`,
        },
      ];
    }),
  );
}
