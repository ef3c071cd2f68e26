import type { Catalogue } from "../catalogue";
import type { Aggregation, Binary, Call, Expr, Label } from "./ast";
import { operands } from "./ast";
import { isSetOperator } from "./types";

/** Labels of the series that an expression gives. */
export interface ResultLabels {
  readonly carries: (label: string) => boolean;
  /** Those that are known by name. */
  readonly known: ReadonlySet<string>;
  /** Whether there can be no others: an aggregation has named them. */
  readonly exact: boolean;
}

const NONE: ResultLabels = exactly([]);

/** Aggregations that hand series on instead of making new ones. */
const CHOOSING: ReadonlySet<string> = new Set(["topk", "bottomk", "limitk", "limit_ratio"]);

/** What labels the result of an expression can have; undefined where a variable or an unknown metric decides. */
export function resultLabels(expr: Expr, catalogue: Catalogue): ResultLabels | undefined {
  switch (expr.kind) {
    case "number":
    case "string":
      return NONE;
    case "paren":
    case "unary":
    case "subquery":
      return resultLabels(expr.expr, catalogue);
    case "selector": {
      const series = expr.name === undefined ? undefined : catalogue.series(expr.name);
      if (series === undefined) return undefined;
      return { carries: series.carries, known: new Set(series.labels), exact: false };
    }
    case "call":
      return callLabels(expr, catalogue);
    case "aggregation":
      return aggregationLabels(expr, catalogue);
    case "binary":
      return binaryLabels(expr, catalogue);
  }
}

export function exactly(labels: Iterable<string>): ResultLabels {
  const known = new Set(labels);
  return { carries: (label) => known.has(label), known, exact: true };
}

function callLabels(call: Call, catalogue: Catalogue): ResultLabels | undefined {
  const [first, second] = call.arguments;
  switch (call.name) {
    case "absent":
    case "absent_over_time":
      return absentLabels(first);
    case "label_join":
    case "label_replace": {
      const from = first === undefined ? undefined : resultLabels(first, catalogue);
      return second?.kind === "string" && !second.variable ? plus(from, [second.value]) : undefined;
    }
    case "histogram_quantile":
    case "histogram_fraction": {
      const histogram = call.arguments.at(-1);
      return minus(histogram === undefined ? undefined : resultLabels(histogram, catalogue), ["le"]);
    }
    case "info":
      return undefined;
    default: {
      const vector = call.arguments.find(isVector);
      return vector === undefined ? NONE : resultLabels(vector, catalogue);
    }
  }
}

/** `absent` makes labels of the equalities of its selector. */
function absentLabels(argument: Expr | undefined): ResultLabels | undefined {
  if (argument?.kind === "paren") return absentLabels(argument.expr);
  if (argument?.kind !== "selector") return NONE;
  return exactly(argument.matchers.filter(({ operator }) => operator === "=").map(({ label }) => label));
}

function aggregationLabels(expr: Aggregation, catalogue: Catalogue): ResultLabels | undefined {
  const operand = expr.arguments.at(-1);
  const from = operand === undefined ? undefined : resultLabels(operand, catalogue);
  const { operator, grouping } = expr;
  if (operator === undefined) return undefined;
  if (CHOOSING.has(operator)) return from;
  const grouped = groupedLabels(from, grouping);
  if (operator !== "count_values") return grouped;
  const [label] = expr.arguments;
  return label?.kind === "string" && !label.variable ? plus(grouped, [label.value]) : undefined;
}

function groupedLabels(from: ResultLabels | undefined, grouping: Aggregation["grouping"]): ResultLabels | undefined {
  if (grouping === undefined) return NONE;
  const names = namesOf(grouping.labels);
  if (names === undefined) return undefined;
  if (grouping.kind === "without") return minus(from, names);
  return exactly(names.filter((name) => from === undefined || from.carries(name)));
}

function binaryLabels(expr: Binary, catalogue: Catalogue): ResultLabels | undefined {
  const { left, right, matching, operator } = expr;
  if (!isVector(left)) return resultLabels(right, catalogue);
  const ofLeft = resultLabels(left, catalogue);
  if (!isVector(right)) return ofLeft;
  if (operator === "or") return union(ofLeft, resultLabels(right, catalogue));
  if (isSetOperator(operator)) return ofLeft;
  if (matching === undefined) return ofLeft;
  if (matching.group !== undefined) {
    const many = matching.group === "left" ? ofLeft : resultLabels(right, catalogue);
    const included = namesOf(matching.include);
    return included === undefined ? undefined : plus(many, included);
  }
  const names = namesOf(matching.labels);
  if (names === undefined) return undefined;
  return matching.kind === "on" ? exactly(names) : minus(ofLeft, names);
}

/** Whether series may come out, as against one number. */
export function isVector(expr: Expr): boolean {
  switch (expr.kind) {
    case "number":
    case "string":
      return false;
    case "call":
      return !["time", "scalar", "pi"].includes(expr.name);
    case "paren":
    case "unary":
    case "binary":
      return operands(expr).some(isVector);
    default:
      return true;
  }
}

function namesOf(labels: readonly Label[]): readonly string[] | undefined {
  return labels.some(({ variable }) => variable) ? undefined : labels.map(({ name }) => name);
}

function plus(from: ResultLabels | undefined, labels: readonly string[]): ResultLabels | undefined {
  if (from === undefined) return undefined;
  const known = new Set([...from.known, ...labels]);
  return { carries: (label) => known.has(label) || from.carries(label), known, exact: from.exact };
}

function minus(from: ResultLabels | undefined, labels: readonly string[]): ResultLabels | undefined {
  if (from === undefined) return undefined;
  const gone = new Set(labels);
  const known = new Set([...from.known].filter((label) => !gone.has(label)));
  return { carries: (label) => !gone.has(label) && from.carries(label), known, exact: from.exact };
}

function union(one: ResultLabels | undefined, other: ResultLabels | undefined): ResultLabels | undefined {
  if (one === undefined || other === undefined) return undefined;
  return {
    carries: (label) => one.carries(label) || other.carries(label),
    known: new Set([...one.known, ...other.known]),
    exact: one.exact && other.exact,
  };
}
