import { parseTree } from "../grammar";
import type { QueryProblem } from "../problem";
import { type QueryVariable, type Substituted, substitute } from "../substitute";
import { children, type SyntaxNode, syntaxProblems } from "../tree";
import { placesOf } from "../variable-context";
import type { Expr } from "./ast";
import { Builder } from "./build";
import { type PromqlFacts, promqlFacts } from "./facts";
import type { ValueType } from "./functions";
import { regexProblems } from "./matchers";
import { checkTypes } from "./types";

interface Common {
  /** Variables of Grafana in the query. */
  readonly variables: readonly QueryVariable[];
}

/** A query that Prometheus takes. */
export interface ParsedPromql extends Common {
  readonly ok: true;
  readonly problems: readonly [];
  readonly expr: Expr;
  readonly type: ValueType;
  readonly facts: PromqlFacts;
}

/** A query that Prometheus refuses, and why. */
export interface RefusedPromql extends Common {
  readonly ok: false;
  readonly problems: readonly QueryProblem[];
}

/** Reads a PromQL query as Prometheus does: syntax, types, regular expressions. Variables of Grafana may stand in it. */
export function parsePromql(query: string): ParsedPromql | RefusedPromql {
  const source = withFullNumbers(substitute(query, "promql"));
  const { variables } = source;
  const tree = parseTree("promql", source.text);
  const syntax = syntaxProblems(tree, source.text).map((problem) => ({
    ...problem,
    from: source.original(problem.from),
    to: source.original(problem.to),
  }));
  if (syntax.length > 0) return { ok: false, problems: syntax, variables };
  const builder = new Builder(source);
  const expr = builder.expr(children(tree.topNode)[0] as SyntaxNode);
  const { type, problems: types } = checkTypes(expr);
  const problems = [...builder.problems, ...types, ...regexProblems(expr)];
  if (problems.length > 0) return { ok: false, problems: problems.sort((a, b) => a.from - b.from), variables };
  return { ok: true, problems: [], variables, expr, type, facts: promqlFacts(expr) };
}

/** The grammar does not know `1.` for `1.0`; another number of the same length does as well. */
function withFullNumbers(source: Substituted): Substituted {
  if (!/\d\.(?!\d)/.test(source.text)) return source;
  const place = placesOf(source.text);
  const text = source.text.replace(/(?<![\w.:])\d+\.(?![\d.])/g, (number, at: number) =>
    place(at) === "text" ? number : `0${number.slice(0, -1)}`,
  );
  return { ...source, text };
}
