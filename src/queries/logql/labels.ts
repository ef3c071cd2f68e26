import { child, children, descendants, type SyntaxNode, textOf } from "../tree";
import type { LogqlSource } from "./parse";
import { matcherParts } from "./rules";

/** Aggregations that hand series on instead of making new ones. */
const CHOOSING: ReadonlySet<string> = new Set(["topk", "bottomk", "sort", "sort_desc"]);

/** All labels that the series of a metric query can have; undefined where no aggregation settles them. */
export function metricLabels(source: LogqlSource, node: SyntaxNode = source.top): ReadonlySet<string> | undefined {
  switch (node.name) {
    case "VectorExpr":
    case "LiteralExpr":
      return new Set();
    case "VectorAggregationExpr":
      return vectorLabels(source, node);
    case "RangeAggregationExpr":
      return rangeLabels(source, node);
    case "BinOpExpr":
      return binaryLabels(source, node);
    case "LogQL":
    case "Expr":
    case "MetricExpr": {
      const inner = children(node)[0];
      return inner === undefined ? undefined : metricLabels(source, inner);
    }
    default:
      return undefined;
  }
}

function vectorLabels(source: LogqlSource, node: SyntaxNode): ReadonlySet<string> | undefined {
  const operation = child(node, "VectorOp");
  const inner = child(node, "MetricExpr");
  if (operation !== undefined && inner !== undefined && CHOOSING.has(textOf(source, operation).toLowerCase()))
    return metricLabels(source, inner);
  const grouping = child(node, "Grouping");
  return grouping === undefined ? new Set() : groupedBy(source, grouping);
}

function rangeLabels(source: LogqlSource, node: SyntaxNode): ReadonlySet<string> | undefined {
  const operation = child(node, "RangeOp");
  if (operation !== undefined && textOf(source, operation) === "absent_over_time") {
    const equal = descendants(node, "Matcher").map((matcher) => matcherParts(source, matcher));
    return new Set(equal.filter(({ operator }) => operator === "=").map(({ label }) => label));
  }
  const grouping = child(node, "Grouping");
  return grouping === undefined ? undefined : groupedBy(source, grouping);
}

/** A grouping by names settles them; `without` leaves what the streams have. */
function groupedBy(source: LogqlSource, grouping: SyntaxNode): ReadonlySet<string> | undefined {
  if (child(grouping, "By") === undefined) return undefined;
  return new Set(descendants(grouping, "Identifier").map((label) => textOf(source, label)));
}

function binaryLabels(source: LogqlSource, node: SyntaxNode): ReadonlySet<string> | undefined {
  const [left, right] = children(node).filter(({ name }) => name === "Expr");
  if (left === undefined || right === undefined || descendants(node, "OnOrIgnoringModifier").length > 0)
    return undefined;
  const sides = [left, right].map((side) => metricLabels(source, side));
  if (isNumber(right)) return sides[0];
  if (isNumber(left)) return sides[1];
  const [ofLeft, ofRight] = sides;
  if (child(node, "Or") === undefined) return ofLeft;
  return ofLeft === undefined || ofRight === undefined ? undefined : new Set([...ofLeft, ...ofRight]);
}

function isNumber(node: SyntaxNode): boolean {
  return descendants(node, "Selector", "VectorExpr").length === 0;
}
