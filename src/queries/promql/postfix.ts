import { child, children, type SyntaxNode } from "../tree";
import type { Expr, Range, Selector, Subquery } from "./ast";
import type { Builder } from "./build";

/** What `expr[5m]` means, and what is wrong with it. */
export function ranged(expr: Expr, node: SyntaxNode, builder: Builder): Expr {
  const range = rangeOf(child(node, "DurationExpr") as SyntaxNode, builder);
  const { to } = builder.span(node);
  if (expr.kind !== "selector" || expr.range !== undefined) {
    builder.problem(
      "type",
      { from: expr.from, to },
      "got a range after an expression, must follow a selector: or write [5m:]",
    );
    return expr;
  }
  if (expr.offset !== undefined || expr.at) {
    builder.problem("type", { from: expr.from, to }, "got a range after offset or @, must stand before them");
  }
  return { ...expr, to, range };
}

export function subqueryOf(expr: Expr, node: SyntaxNode, builder: Builder): Subquery {
  const [range, step] = children(node)
    .filter(({ name }) => name === "DurationExpr")
    .map((duration) => rangeOf(duration, builder));
  return {
    kind: "subquery",
    from: expr.from,
    to: builder.span(node).to,
    expr,
    range: range as Range,
    ...(step === undefined ? {} : { step }),
  };
}

export function offsetOf(expr: Expr, node: SyntaxNode, builder: Builder): Expr {
  const offset = builder.range(child(node, "OffsetDurationExpr") as SyntaxNode);
  const target = pinnable(expr, node, "offset", builder);
  if (target === undefined) return expr;
  if (target.offset !== undefined) builder.problem("type", offset, "got offset twice");
  return { ...target, to: builder.span(node).to, offset };
}

export function pinned(expr: Expr, node: SyntaxNode, builder: Builder): Expr {
  const target = pinnable(expr, node, "@", builder);
  if (target === undefined) return expr;
  if (target.at) builder.problem("type", builder.span(node), "got @ twice");
  const time = child(node, "NumberDurationLiteral");
  if (time !== undefined && /inf|nan/i.test(builder.textOf(time))) {
    builder.problem("syntax", builder.span(time), "got no time after @, must be a number of seconds, start() or end()");
  }
  return { ...target, to: builder.span(node).to, at: true };
}

function pinnable(expr: Expr, node: SyntaxNode, what: string, builder: Builder): Selector | Subquery | undefined {
  if (expr.kind === "selector" || expr.kind === "subquery") return expr;
  const span = { from: expr.from, to: builder.span(node).to };
  builder.problem("type", span, `got ${what} after an expression, must follow a selector or a subquery`);
  return undefined;
}

function rangeOf(node: SyntaxNode, builder: Builder): Range {
  const range = builder.range(node);
  if (range.seconds === 0 || /^(?:--)*-[\d.]/.test(range.text)) {
    builder.problem("type", range, `got the range ${range.text}, must be longer than 0`);
  }
  return range;
}
