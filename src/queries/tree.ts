import type { SyntaxNode, Tree } from "@lezer/common";
import type { QueryProblem } from "./problem";

export type { SyntaxNode } from "@lezer/common";

/** A parsed query: its nodes, and the text that they point into. */
export interface Source {
  readonly top: SyntaxNode;
  /** The text with variables filled in; same length as the one written. */
  readonly text: string;
}

/** The nodes right under a node, without comments. */
export function children(node: SyntaxNode): readonly SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let inner = node.firstChild; inner !== null; inner = inner.nextSibling) {
    if (!inner.name.endsWith("Comment")) list.push(inner);
  }
  return list;
}

export function child(node: SyntaxNode, ...names: readonly string[]): SyntaxNode | undefined {
  return children(node).find(({ name }) => names.includes(name));
}

/** Every node of these names under a node, in reading order, the node itself included. */
export function descendants(node: SyntaxNode, ...names: readonly string[]): readonly SyntaxNode[] {
  const own = names.includes(node.name) ? [node] : [];
  return [...own, ...children(node).flatMap((inner) => descendants(inner, ...names))];
}

export function textOf(source: Pick<Source, "text">, node: SyntaxNode): string {
  return source.text.slice(node.from, node.to);
}

/** Where the grammar met something that it does not know; the first of a run is enough. */
export function syntaxProblems(tree: Tree, text: string): readonly QueryProblem[] {
  const problems: QueryProblem[] = [];
  tree.iterate({
    enter: (node) => {
      if (!node.type.isError) return;
      const last = problems.at(-1);
      if (last !== undefined && node.from <= last.to) return;
      problems.push(unexpected(text, node.from, node.to));
    },
  });
  return problems;
}

function unexpected(text: string, from: number, to: number): QueryProblem {
  if (text.trim() === "") return { rule: "syntax", from: 0, to: text.length, message: "got an empty query" };
  // Something is missing here, and the grammar goes on with what comes next.
  const end = to > from ? to : from + (/^\s*(?:\w+|\S)?/.exec(text.slice(from))?.[0].length ?? 0);
  const piece = text.slice(from, end).trim();
  const message = piece === "" ? "unexpected end of the query" : `unexpected ${JSON.stringify(piece)}`;
  return { rule: "syntax", from, to: end, message };
}
