import { parseTree } from "../grammar";
import type { QueryProblem } from "../problem";
import { type QueryVariable, variablesOf } from "../substitute";
import { descendants, type SyntaxNode, syntaxProblems, textOf } from "../tree";

/** An attribute of a span as a query names it. */
export interface AttributeUse {
  /** span, resource, event, link, instrumentation; undefined where any will do. */
  readonly scope?: string;
  /** Such as `http.response.status_code`. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What a TraceQL query asks for. */
export interface TraceqlFacts {
  /** Whether numbers come out, or traces. */
  readonly kind: "search" | "metric";
  readonly attributes: readonly AttributeUse[];
  /** Fields that Tempo itself knows, each once, sorted: `duration`, `status`, `trace:rootName`. */
  readonly intrinsics: readonly string[];
}

export type ParsedTraceql =
  | {
      readonly ok: true;
      readonly problems: readonly [];
      readonly variables: readonly QueryVariable[];
      readonly facts: TraceqlFacts;
    }
  | { readonly ok: false; readonly problems: readonly QueryProblem[]; readonly variables: readonly QueryVariable[] };

/** Reads a TraceQL query as the grammar of Grafana does, which knows its variables itself. */
export function parseTraceql(query: string): ParsedTraceql {
  const text = withWholeNumbers(query);
  const variables = variablesOf(query);
  const tree = parseTree("traceql", text);
  const problems = [...syntaxProblems(tree, text), ...openStrings(tree.topNode, text)];
  if (problems.length > 0) return { ok: false, problems, variables };
  return { ok: true, problems: [], variables, facts: factsOf(tree.topNode, text) };
}

/** The grammar does not know `.99` for `0.99`; another number of the same length does as well. */
function withWholeNumbers(query: string): string {
  return query.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`|(?<=[\s(,=<>+*/-])\.(?=\d)/g, (piece) =>
    piece === "." ? "0" : piece,
  );
}

function openStrings(top: SyntaxNode, text: string): readonly QueryProblem[] {
  return descendants(top, "String")
    .filter((node) => !/^(["'`])[\s\S]*\1$/.test(textOf({ text }, node)))
    .map(({ from, to }) => ({ rule: "syntax", from, to, message: "got a string that is not closed" }));
}

function factsOf(top: SyntaxNode, text: string): TraceqlFacts {
  const metric = descendants(top, "MetricsOperation").length > 0;
  const intrinsics = descendants(top, "IntrinsicField").map((node) => textOf({ text }, node));
  return {
    kind: metric ? "metric" : "search",
    attributes: descendants(top, "AttributeField").map((node) => attribute(node, text)),
    intrinsics: [...new Set(intrinsics)].sort(),
  };
}

function attribute(node: SyntaxNode, text: string): AttributeUse {
  const written = textOf({ text }, node).replace(/^parent\.(?=\w+\.)/, "");
  const [, scope = "", quoted = ""] = /^(span|resource|event|link|instrumentation|parent)?\.(.+)$/s.exec(written) ?? [];
  const name = quoted.replace(/^"(.*)"$/, "$1");
  return { ...(scope === "" || scope === "parent" ? {} : { scope }), name, from: node.from, to: node.to };
}
