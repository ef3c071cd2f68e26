import type { QueryProblem } from "../problem";
import type { Aggregation, Binary, Call, Expr, Span } from "./ast";
import { AGGREGATIONS, EXPERIMENTAL_AGGREGATIONS, FUNCTIONS, type ValueType } from "./functions";

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<=", "<", ">=", ">"]);
const SETS: ReadonlySet<string> = new Set(["and", "or", "unless"]);

type Report = (span: Span, message: string, rule?: QueryProblem["rule"]) => void;

export function isComparison(operator: string): boolean {
  return COMPARISONS.has(operator);
}

export function isSetOperator(operator: string): boolean {
  return SETS.has(operator);
}

/** The type of a whole query, and all that Prometheus would refuse in it for types. */
export function checkTypes(expr: Expr): { readonly type: ValueType; readonly problems: readonly QueryProblem[] } {
  const problems: QueryProblem[] = [];
  const report: Report = ({ from, to }, message, rule = "type") => problems.push({ rule, from, to, message });
  return { type: typeOf(expr, report), problems };
}

function typeOf(expr: Expr, report: Report): ValueType {
  switch (expr.kind) {
    case "number":
      return "scalar";
    case "string":
      return "string";
    case "paren":
      return typeOf(expr.expr, report);
    case "selector":
      if (expr.range !== undefined) return "range vector";
      return expr.variable && expr.matchers.length === 0 ? "any" : "instant vector";
    case "subquery":
      expect(expr.expr, ["instant vector"], report, "a subquery");
      return "range vector";
    case "unary": {
      const type = expect(expr.expr, ["scalar", "instant vector"], report, "a sign");
      return type;
    }
    case "call":
      return callType(expr, report);
    case "aggregation":
      return aggregationType(expr, report);
    case "binary":
      return binaryType(expr, report);
  }
}

function expect(expr: Expr, allowed: readonly ValueType[], report: Report, where: string): ValueType {
  const type = typeOf(expr, report);
  if (type !== "any" && !allowed.includes(type))
    report(expr, `got a ${type} for ${where}, must be ${allowed.join(" or ")}`);
  return type;
}

function callType(call: Call, report: Report): ValueType {
  const signature = FUNCTIONS.get(call.name);
  if (signature === undefined) {
    for (const argument of call.arguments) typeOf(argument, report);
    report(call, `got the function ${call.name}, which Prometheus does not have`);
    return "any";
  }
  if (signature.experimental) {
    report(call, `got ${call.name}, which needs the feature flag promql-experimental-functions`, "experimental");
  }
  const count = call.arguments.length;
  const { min, max } = signature;
  if (count < min || count > max) {
    const wanted =
      min === max ? String(min) : max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
    report(call, `got ${count} arguments for ${call.name}, must be ${wanted}`);
  }
  for (const [index, argument] of call.arguments.entries()) {
    const wanted = signature.arguments[Math.min(index, signature.arguments.length - 1)];
    if (wanted === undefined) typeOf(argument, report);
    else expect(argument, [wanted], report, `argument ${index + 1} of ${call.name}`);
  }
  return signature.returns;
}

function aggregationType(expr: Aggregation, report: Report): ValueType {
  const { operator } = expr;
  if (operator === undefined) return "any";
  if (EXPERIMENTAL_AGGREGATIONS.has(operator)) {
    report(expr, `got ${operator}, which needs the feature flag promql-experimental-functions`, "experimental");
  }
  const parameter = AGGREGATIONS.get(operator);
  const wanted: readonly ValueType[] = parameter === undefined ? ["instant vector"] : [parameter, "instant vector"];
  if (expr.arguments.length !== wanted.length) {
    report(expr, `got ${expr.arguments.length} arguments for ${operator}, must be ${wanted.length}`);
    return "instant vector";
  }
  for (const [index, argument] of expr.arguments.entries()) {
    expect(argument, [wanted[index] as ValueType], report, `argument ${index + 1} of ${operator}`);
  }
  return "instant vector";
}

function binaryType(expr: Binary, report: Report): ValueType {
  const { operator, operatorSpan, matching } = expr;
  const left = expect(expr.left, ["scalar", "instant vector"], report, `the left of ${operator}`);
  const right = expect(expr.right, ["scalar", "instant vector"], report, `the right of ${operator}`);
  if (expr.fill) report(operatorSpan, "got fill, which needs a feature flag of Prometheus", "experimental");
  if (expr.bool && !isComparison(operator))
    report(operatorSpan, `got bool after ${operator}, must follow a comparison`);
  const scalars = left === "scalar" && right === "scalar";
  if (scalars && isComparison(operator) && !expr.bool) {
    report(operatorSpan, `got a comparison of two numbers, must be ${operator} bool`);
  }
  const number = left === "scalar" || right === "scalar";
  if (number && isSetOperator(operator))
    report(operatorSpan, `got ${operator} with a number, must have a vector on each side`);
  if (matching !== undefined) {
    if (number && matching.labels.length > 0) {
      report(matching, `got ${matching.kind} with a number, must have a vector on each side`);
    }
    if (isSetOperator(operator) && matching.group !== undefined) {
      report(matching, `got group_${matching.group} with ${operator}, which always compares many with many`);
    }
    const twice = matching.kind === "on" ? sharedLabel(matching.labels, matching.include) : undefined;
    if (twice !== undefined)
      report(matching, `got label ${twice} in on and in group_${matching.group}, must be in one`);
  }
  if (scalars) return "scalar";
  return left === "any" || right === "any" ? "any" : "instant vector";
}

function sharedLabel(
  labels: readonly { readonly name: string; readonly variable: boolean }[],
  others: readonly { readonly name: string }[],
): string | undefined {
  return labels.find(({ name, variable }) => !variable && others.some((other) => other.name === name))?.name;
}
