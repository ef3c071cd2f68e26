import type { Catalogue } from "../catalogue";
import type { QueryProblem } from "../problem";
import type { Binary, Expr, Label } from "./ast";
import { operands } from "./ast";
import { isVector, type ResultLabels, resultLabels } from "./labels";

/** Groupings and joins by labels that are not there: they give one group, or nothing. */
export function joinProblems(expr: Expr, catalogue: Catalogue): readonly QueryProblem[] {
  return [...ownProblems(expr, catalogue), ...operands(expr).flatMap((operand) => joinProblems(operand, catalogue))];
}

function ownProblems(expr: Expr, catalogue: Catalogue): readonly QueryProblem[] {
  if (expr.kind === "binary") return binaryProblems(expr, catalogue);
  if (expr.kind !== "aggregation" || expr.grouping?.kind !== "by") return [];
  const operand = expr.arguments.at(-1);
  const from = operand === undefined ? undefined : resultLabels(operand, catalogue);
  return expr.grouping.labels.flatMap((label) => missing(label, from, "by", "what it aggregates"));
}

function binaryProblems(expr: Binary, catalogue: Catalogue): readonly QueryProblem[] {
  const { left, right, matching, operator, operatorSpan } = expr;
  if (!isVector(left) || !isVector(right)) return [];
  const [ofLeft, ofRight] = [resultLabels(left, catalogue), resultLabels(right, catalogue)];
  if (matching === undefined) return operator === "or" ? [] : unmatched(ofLeft, ofRight, operatorSpan);
  const one = matching.group === "right" ? ofLeft : ofRight;
  const side = matching.group === "right" ? "the left side" : "the right side";
  const both = matching.kind === "on" ? matching.labels : [];
  return [
    ...both.flatMap((label) => [
      // A label that both sides lack is equal on both.
      ...(ofRight?.carries(label.name) ? missing(label, ofLeft, "on", "the left side") : []),
      ...(ofLeft?.carries(label.name) ? missing(label, ofRight, "on", "the right side") : []),
    ]),
    ...matching.include.flatMap((label) => missing(label, one, `group_${matching.group}`, side)),
  ];
}

/** Series match when all their labels are equal: two aggregations by different labels never do. */
function unmatched(
  left: ResultLabels | undefined,
  right: ResultLabels | undefined,
  span: { readonly from: number; readonly to: number },
): readonly QueryProblem[] {
  if (left === undefined || right === undefined || !left.exact || !right.exact) return [];
  const only = (one: ResultLabels, other: ResultLabels) => [...one.known].filter((label) => !other.known.has(label));
  const [ofLeft, ofRight] = [only(left, right), only(right, left)];
  if (ofLeft.length + ofRight.length === 0) return [];
  const sides = [
    ...(ofLeft.length > 0 ? [`${ofLeft.join(", ")} on the left alone`] : []),
    ...(ofRight.length > 0 ? [`${ofRight.join(", ")} on the right alone`] : []),
  ];
  const message = `got sides that never match: ${sides.join(", ")}`;
  return [
    {
      rule: "unmatched-labels",
      from: span.from,
      to: span.to,
      message,
      hint: "on (...) group_left () names what joins them",
    },
  ];
}

function missing(
  { name, variable, from, to }: Label,
  labels: ResultLabels | undefined,
  what: string,
  where: string,
): readonly QueryProblem[] {
  if (variable || labels === undefined || labels.carries(name)) return [];
  const known = [...labels.known].sort().join(", ") || "none";
  return [
    {
      rule: "unknown-label",
      from,
      to,
      message: `got ${what} (${name}), a label that ${where} does not have`,
      hint: `it has ${known}`,
    },
  ];
}
