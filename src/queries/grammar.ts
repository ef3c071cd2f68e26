import type { Tree } from "@lezer/common";

interface Grammar {
  readonly parse: (text: string) => Tree;
}

const PACKAGES = {
  promql: "@prometheus-io/lezer-promql",
  logql: "@grafana/lezer-logql",
  traceql: "@grafana/lezer-traceql",
} as const;

/** The syntax tree of a query. Each grammar is loaded by the first query of its language. */
export function parseTree(language: keyof typeof PACKAGES, text: string): Tree {
  const { parser } = require(PACKAGES[language]) as { readonly parser: Grammar };
  return parser.parse(text);
}
