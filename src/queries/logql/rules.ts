import { compileRegex } from "../../regex/match";
import type { QueryProblem } from "../problem";
import { unquote } from "../strings";
import { child, children, descendants, type SyntaxNode, textOf } from "../tree";
import type { LogqlSource } from "./parse";

/** Range aggregations over a number of each line, which `unwrap` takes from it. */
const UNWRAPPED: ReadonlySet<string> = new Set([
  "avg_over_time",
  "first_over_time",
  "last_over_time",
  "max_over_time",
  "min_over_time",
  "quantile_over_time",
  "rate_counter",
  "stddev_over_time",
  "stdvar_over_time",
  "sum_over_time",
]);

/** Range aggregations over lines; `rate` and `absent_over_time` take either. */
const OF_LINES: ReadonlySet<string> = new Set(["bytes_over_time", "bytes_rate", "count_over_time"]);

/** Range aggregations that may be grouped themselves. */
const GROUPED: ReadonlySet<string> = new Set([
  "avg_over_time",
  "first_over_time",
  "last_over_time",
  "max_over_time",
  "min_over_time",
  "quantile_over_time",
  "stddev_over_time",
  "stdvar_over_time",
]);

/** Vector aggregations that take a number first. */
const COUNTED: ReadonlySet<string> = new Set(["topk", "bottomk", "approx_topk"]);

/** Vector aggregations that cannot be grouped. */
const UNGROUPED: ReadonlySet<string> = new Set(["sort", "sort_desc", "approx_topk"]);

type Check = (node: SyntaxNode, source: LogqlSource) => readonly QueryProblem[];

/** What Loki refuses although the grammar reads it, by the kind of node. */
const CHECKS: Readonly<Record<string, Check>> = {
  Selector: selector,
  String: string,
  Matcher: matcher,
  LabelParser: parser,
  RangeAggregationExpr: rangeAggregation,
  VectorAggregationExpr: vectorAggregation,
  BinOpExpr: binary,
  LabelReplaceExpr: labelReplace,
  Duration: duration,
};

export function ruleProblems(source: LogqlSource): readonly QueryProblem[] {
  return descendants(source.top, ...Object.keys(CHECKS)).flatMap((node) => CHECKS[node.name]?.(node, source) ?? []);
}

/** The value of a string node; empty where its escapes are wrong. */
export function stringValue(source: LogqlSource, node: SyntaxNode | undefined): string {
  const read = node === undefined ? { value: "" } : unquote(textOf(source, node));
  return "value" in read ? read.value : "";
}

/** The three parts of a matcher. */
export function matcherParts(source: LogqlSource, node: SyntaxNode) {
  const [label, operator] = children(node);
  return {
    label: label === undefined ? "" : textOf(source, label),
    operator: operator === undefined ? "" : textOf(source, operator),
    value: stringValue(source, child(node, "String")),
  };
}

function problem(node: SyntaxNode, message: string, rule: QueryProblem["rule"] = "type"): readonly QueryProblem[] {
  return [{ rule, from: node.from, to: node.to, message }];
}

function selector(node: SyntaxNode, source: LogqlSource): readonly QueryProblem[] {
  const parts = descendants(node, "Matcher").map((inner) => matcherParts(source, inner));
  if (parts.some(({ operator, value }) => refusesEmpty(operator, value))) return [];
  return problem(node, "got a selector of everything, must have a matcher that refuses the empty value");
}

function refusesEmpty(operator: string, value: string): boolean {
  if (operator === "=") return value !== "";
  if (operator === "!=") return value === "";
  const compiled = compileRegex(value);
  return "fault" in compiled || compiled.regex.matches("") === (operator === "!~");
}

function string(node: SyntaxNode, source: LogqlSource): readonly QueryProblem[] {
  const read = unquote(textOf(source, node));
  return "fault" in read ? problem(node, read.fault, "syntax") : [];
}

function matcher(node: SyntaxNode, source: LogqlSource): readonly QueryProblem[] {
  const { label, operator, value } = matcherParts(source, node);
  if (operator !== "=~" && operator !== "!~") return [];
  const compiled = compileRegex(value);
  if ("regex" in compiled) return [];
  return problem(node, `got a regular expression for ${label} that RE2 refuses: ${compiled.fault}`, "regex");
}

function parser(node: SyntaxNode, source: LogqlSource): readonly QueryProblem[] {
  const text = child(node, "String");
  if (text === undefined) return [];
  const value = stringValue(source, text);
  if (child(node, "Regexp") !== undefined) {
    const compiled = compileRegex(value);
    if ("fault" in compiled)
      return problem(text, `got a regular expression that RE2 refuses: ${compiled.fault}`, "regex");
    return /\(\?P?<\w+>/.test(value) ? [] : problem(text, "got no named group, must have one: (?P<name>...)");
  }
  if (/<[^<>]*><[^<>]*>/.test(value)) return problem(text, "got two captures with nothing between them");
  return /<[a-zA-Z]\w*>/.test(value) ? [] : problem(text, "got no capture, must have one: <name>");
}

function rangeAggregation(node: SyntaxNode, source: LogqlSource): readonly QueryProblem[] {
  const operation = child(node, "RangeOp");
  const name = operation === undefined ? "" : textOf(source, operation);
  const unwrap = descendants(node, "UnwrapExpr").length > 0;
  const number = child(node, "Number");
  const grouping = child(node, "Grouping");
  return [
    ...(UNWRAPPED.has(name) && !unwrap
      ? problem(node, `got ${name} of lines, must have | unwrap before the range`)
      : []),
    ...(OF_LINES.has(name) && unwrap ? problem(node, `got ${name} of a number, must have no unwrap`) : []),
    ...(name === "quantile_over_time" && number === undefined
      ? problem(node, "got no quantile, must be the first argument")
      : []),
    ...(name !== "quantile_over_time" && number !== undefined
      ? problem(number, `got a number for ${name}, which takes none`)
      : []),
    ...(grouping !== undefined && !GROUPED.has(name)
      ? problem(grouping, `got a grouping of ${name}, must be of an aggregation around it`)
      : []),
  ];
}

function vectorAggregation(node: SyntaxNode, source: LogqlSource): readonly QueryProblem[] {
  const operation = child(node, "VectorOp");
  const name = operation === undefined ? "" : textOf(source, operation).toLowerCase();
  const number = child(node, "Number");
  const grouping = child(node, "Grouping");
  const wrong = number !== undefined && !/^[1-9]\d*$|^0+[1-9]\d*$/.test(textOf(source, number));
  return [
    ...(COUNTED.has(name) && number === undefined
      ? problem(node, `got no number for ${name}, must be the first argument`)
      : []),
    ...(!COUNTED.has(name) && number !== undefined
      ? problem(number, `got a number for ${name}, which takes none`)
      : []),
    ...(COUNTED.has(name) && number !== undefined && wrong
      ? problem(number, `got a number for ${name} that is no whole one above 0`)
      : []),
    ...(grouping !== undefined && UNGROUPED.has(name)
      ? problem(grouping, `got a grouping of ${name}, which takes none`)
      : []),
  ];
}

function binary(node: SyntaxNode, source: LogqlSource): readonly QueryProblem[] {
  const sides = children(node).filter(({ name }) => name === "Expr");
  const operator = children(node).find(({ name }) => name !== "Expr" && name !== "BinOpModifier");
  const set = operator !== undefined && ["and", "or", "unless"].includes(textOf(source, operator).toLowerCase());
  return sides.flatMap((side) => {
    const inner = children(side)[0];
    if (inner?.name === "LogExpr")
      return problem(side, "got lines in a calculation, must be numbers: count_over_time, rate");
    if (set && inner?.name === "MetricExpr" && child(inner, "LiteralExpr") !== undefined) {
      return problem(side, "got a number with a set operator, must have series on each side");
    }
    return [];
  });
}

function labelReplace(node: SyntaxNode, source: LogqlSource): readonly QueryProblem[] {
  const expression = children(node).filter(({ name }) => name === "String")[3];
  if (expression === undefined) return [];
  const compiled = compileRegex(stringValue(source, expression));
  return "regex" in compiled
    ? []
    : problem(expression, `got a regular expression that RE2 refuses: ${compiled.fault}`, "regex");
}

/** Loki adds the parts up in any order, but knows no fractions in a range. */
function duration(node: SyntaxNode, source: LogqlSource): readonly QueryProblem[] {
  const text = textOf(source, node);
  if (node.parent?.name !== "Range" || /^(?:\d+[a-zµ]+)+$/.test(text)) return [];
  return problem(node, `got the range ${text}, must be such as 5m or 1h30m`, "syntax");
}
