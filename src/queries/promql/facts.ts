import type { Expr, Label, Selector, Span } from "./ast";
import { operands } from "./ast";

/** A selector and what stands around it. */
export interface SelectorUse extends Selector {
  /** Functions, aggregations and operators around it, the nearest first: `rate`, `sum`, `>`. */
  readonly within: readonly string[];
}

/** Labels that a query groups or joins by. */
export interface LabelUse extends Span {
  readonly kind: "by" | "without" | "on" | "ignoring" | "group_left" | "group_right";
  readonly labels: readonly Label[];
}

/** What a query asks for. */
export interface PromqlFacts {
  readonly selectors: readonly SelectorUse[];
  readonly groupings: readonly LabelUse[];
  /** Names of its metrics, each once, sorted. */
  readonly metrics: readonly string[];
}

export function promqlFacts(expr: Expr): PromqlFacts {
  const selectors = uses(expr, []);
  const names = selectors.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return { selectors, groupings: groupings(expr), metrics: [...new Set(names)].sort() };
}

function uses(expr: Expr, within: readonly string[]): readonly SelectorUse[] {
  if (expr.kind === "selector") return [{ ...expr, within }];
  const around = name(expr);
  const inner = around === undefined ? within : [around, ...within];
  return operands(expr).flatMap((operand) => uses(operand, inner));
}

function name(expr: Expr): string | undefined {
  if (expr.kind === "call") return expr.name;
  if (expr.kind === "aggregation" || expr.kind === "binary") return expr.operator;
  return undefined;
}

function groupings(expr: Expr): readonly LabelUse[] {
  return [...ownGroupings(expr), ...operands(expr).flatMap(groupings)];
}

function ownGroupings(expr: Expr): readonly LabelUse[] {
  if (expr.kind === "aggregation" && expr.grouping !== undefined) return [expr.grouping];
  if (expr.kind !== "binary" || expr.matching === undefined) return [];
  const { matching } = expr;
  const { kind, labels, group, include, from, to } = matching;
  return [
    { kind, labels, from, to },
    ...(group === undefined ? [] : [{ kind: `group_${group}` as const, labels: include, from, to }]),
  ];
}
