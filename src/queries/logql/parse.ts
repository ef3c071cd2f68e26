import { parseTree } from "../grammar";
import type { QueryProblem } from "../problem";
import { type QueryVariable, type Substituted, substitute } from "../substitute";
import { type SyntaxNode, syntaxProblems } from "../tree";
import { type LogqlFacts, logqlFacts } from "./facts";
import { ruleProblems } from "./rules";

interface Common {
  /** Variables of Grafana in the query. */
  readonly variables: readonly QueryVariable[];
}

/** A query that Loki takes. */
export interface ParsedLogql extends Common {
  readonly ok: true;
  readonly problems: readonly [];
  readonly facts: LogqlFacts;
}

/** A query that Loki refuses, and why. */
export interface RefusedLogql extends Common {
  readonly ok: false;
  readonly problems: readonly QueryProblem[];
}

/** A tree with the text that its nodes point into, and the way back to what was written. */
export interface LogqlSource extends Substituted {
  readonly top: SyntaxNode;
}

/** Reads a LogQL query as Loki does. Variables of Grafana may stand in it. */
export function parseLogql(query: string): ParsedLogql | RefusedLogql {
  const substituted = substitute(query, "logql");
  const { variables } = substituted;
  const tree = parseTree("logql", substituted.text);
  const source: LogqlSource = { ...substituted, top: tree.topNode };
  const syntax = syntaxProblems(tree, source.text);
  const problems = (syntax.length > 0 ? syntax : ruleProblems(source)).map((problem) => ({
    ...problem,
    from: source.original(problem.from),
    to: source.original(problem.to),
  }));
  if (problems.length > 0) return { ok: false, problems: problems.sort((a, b) => a.from - b.from), variables };
  return { ok: true, problems: [], variables, facts: logqlFacts(source) };
}
