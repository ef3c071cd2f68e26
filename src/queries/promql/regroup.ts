import { child, children, type SyntaxNode } from "../tree";
import type { Binary, Expr, Matching, Subquery } from "./ast";
import type { Builder } from "./build";
import { offsetOf, pinned, ranged, subqueryOf } from "./postfix";

/** How strongly an operator binds; `^` binds to the right. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  "==": 3,
  "!=": 3,
  "<=": 3,
  "<": 3,
  ">=": 3,
  ">": 3,
  "</": 3,
  ">/": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
  atan2: 5,
  "^": 6,
};

const UNARY = 5;

type Piece =
  | { readonly is: "operand"; expr: Expr }
  | { readonly is: "sign"; readonly node: SyntaxNode }
  | { readonly is: "operator"; readonly node: SyntaxNode };

/**
 * The grammar lets `offset`, `@` and `[...]` take all that stands left of them; Prometheus gives them the last operand only.
 * So the pieces are laid out in a row, and grouped by the precedence of the language.
 */
export function regroup(node: SyntaxNode, builder: Builder): Expr {
  const pieces = row(node, builder);
  let next = 0;

  function operand(): Expr {
    const piece = pieces[next];
    next += 1;
    if (piece?.is === "sign") {
      const expr = grouped(UNARY + 1);
      return { kind: "unary", from: builder.span(piece.node).from, to: expr.to, expr };
    }
    return (piece as Piece & { is: "operand" }).expr;
  }

  function grouped(weakest: number): Expr {
    let left = operand();
    for (;;) {
      const piece = pieces[next];
      if (piece?.is !== "operator") return left;
      const operator = operatorOf(piece.node, builder);
      const strength = PRECEDENCE[operator] ?? 0;
      if (strength < weakest) return left;
      next += 1;
      const right = grouped(operator === "^" ? strength : strength + 1);
      left = binary(piece.node, operator, left, right, builder);
    }
  }

  return grouped(0);
}

function row(node: SyntaxNode, builder: Builder): Piece[] {
  const parts = children(node);
  const [first, last] = [parts[0] as SyntaxNode, parts.at(-1) as SyntaxNode];
  switch (node.name) {
    case "BinaryExpr":
      return [...row(first, builder), { is: "operator", node }, ...row(last, builder)];
    case "UnaryExpr":
      return [{ is: "sign", node }, ...row(last, builder)];
    case "MatrixSelector":
      return onLast(row(first, builder), (expr) => ranged(expr, node, builder));
    case "SubqueryExpr":
      return onLast(row(first, builder), (expr): Subquery => subqueryOf(expr, node, builder));
    case "OffsetExpr":
      return onLast(row(first, builder), (expr) => offsetOf(expr, node, builder));
    case "StepInvariantExpr":
      return onLast(row(first, builder), (expr) => pinned(expr, node, builder));
    case "AnchoredExpr":
    case "SmoothedExpr":
      builder.problem("experimental", builder.span(last), `got ${builder.textOf(last)}, which needs a feature flag`);
      return row(first, builder);
    default:
      return [{ is: "operand", expr: builder.atom(node) }];
  }
}

function onLast(pieces: Piece[], change: (expr: Expr) => Expr): Piece[] {
  const last = pieces.at(-1);
  if (last?.is === "operand") last.expr = change(last.expr);
  return pieces;
}

function operatorNode(node: SyntaxNode): SyntaxNode {
  return children(node)[1] as SyntaxNode;
}

function operatorOf(node: SyntaxNode, builder: Builder): string {
  return builder.textOf(operatorNode(node)).toLowerCase();
}

function binary(node: SyntaxNode, operator: string, left: Expr, right: Expr, builder: Builder): Binary {
  const matching = matchingOf(child(node, "MatchingModifierClause"), builder);
  return {
    kind: "binary",
    from: left.from,
    to: right.to,
    operator,
    operatorSpan: builder.span(operatorNode(node)),
    bool: child(node, "BoolModifier") !== undefined,
    fill: child(node, "FillModifier") !== undefined,
    ...(matching === undefined ? {} : { matching }),
    left,
    right,
  };
}

function matchingOf(node: SyntaxNode | undefined, builder: Builder): Matching | undefined {
  if (node === undefined) return undefined;
  const [own, included] = children(node).filter(({ name }) => name === "GroupingLabels");
  const group = child(node, "GroupLeft") ? "left" : child(node, "GroupRight") ? "right" : undefined;
  return {
    ...builder.span(node),
    kind: child(node, "On") === undefined ? "ignoring" : "on",
    labels: builder.labels(own),
    ...(group === undefined ? {} : { group }),
    include: builder.labels(included),
  };
}
