import type { Tree } from "@lezer/common";

interface Grammar {
  readonly parse: (text: string) => Tree;
}

const PACKAGES = {
  promql: "@prometheus-io/lezer-promql",
  logql: "@grafana/lezer-logql",
  traceql: "@grafana/lezer-traceql",
} as const;

const loaded = new Map<keyof typeof PACKAGES, Grammar>();

/** The syntax tree of a query. Each grammar is loaded by the first query of its language. */
export function parseTree(language: keyof typeof PACKAGES, text: string): Tree {
  const grammar = loaded.get(language) ?? (require(PACKAGES[language]) as { readonly parser: Grammar }).parser;
  loaded.set(language, grammar);
  return grammar.parse(text);
}
