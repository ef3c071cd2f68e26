import type { Catalogue } from "../catalogue";
import type { QueryProblem } from "../problem";
import type { Call, Expr, Selector } from "./ast";
import { bare, operands } from "./ast";
import { isComparison } from "./types";

/** Functions for what only grows; they know that it starts at 0 again with its program. */
const OF_COUNTERS: ReadonlySet<string> = new Set(["rate", "irate", "increase"]);

/** Functions to which the value itself does not matter. */
const OF_ANY: ReadonlySet<string> = new Set([
  "absent",
  "absent_over_time",
  "changes",
  "count_over_time",
  "present_over_time",
  "resets",
  "timestamp",
]);

/** Aggregations that only count. */
const COUNTING: ReadonlySet<string> = new Set(["count", "group"]);

/** Functions of gauges, with what a counter takes instead. */
const OF_GAUGES: Readonly<Record<string, string>> = {
  delta: "increase",
  idelta: "irate",
  deriv: "rate",
};

/** Counters that are read like a thermometer, and gauges that are read like a milometer. */
export function rateProblems(expr: Expr, catalogue: Catalogue): readonly QueryProblem[] {
  return walk(expr, [], catalogue);
}

function walk(expr: Expr, around: readonly Expr[], catalogue: Catalogue): readonly QueryProblem[] {
  if (expr.kind === "selector") return selectorProblems(expr, around, catalogue);
  return operands(expr).flatMap((operand) => walk(operand, [expr, ...around], catalogue));
}

function selectorProblems(selector: Selector, around: readonly Expr[], catalogue: Catalogue): readonly QueryProblem[] {
  const { name, from, to } = selector;
  const counter = name === undefined ? undefined : catalogue.series(name)?.counter;
  if (name === undefined || counter === undefined || /_info(?:_total)?$/.test(name)) return [];
  const call = around.find((outer): outer is Call => outer.kind === "call" && !TRANSPARENT.has(outer.name));
  if (!counter) {
    if (call === undefined || !OF_COUNTERS.has(call.name) || selector.range === undefined) return [];
    const hint = call.name === "increase" ? `delta(${name}[...])` : `deriv(${name}[...])`;
    const message = `got the gauge ${name} in ${call.name}, which takes each fall for a restart`;
    return [{ rule: "rate-of-gauge", from, to, message, hint }];
  }
  if (
    around.some((outer) => OF_COUNTERS.has(nameOf(outer)) || OF_ANY.has(nameOf(outer)) || COUNTING.has(nameOf(outer)))
  ) {
    return summedFirst(selector, around);
  }
  if (isOnlyAsked(selector, around) || isBalance(selector, around, catalogue)) return [];
  const instead = OF_GAUGES[call?.name ?? ""];
  const message =
    call === undefined || selector.range === undefined
      ? `got the counter ${name} without rate: it grows for ever, and falls to 0 with each restart`
      : `got the counter ${name} in ${call.name}, which takes each restart for a fall`;
  return [{ rule: "counter-without-rate", from, to, message, hint: `${instead ?? "rate"}(${name}[...])` }];
}

/** Functions that hand values on as they are. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  "label_replace",
  "label_join",
  "sort",
  "sort_desc",
  "last_over_time",
]);

/** A sum falls when one of its series ends, and rate takes that for a restart. */
function summedFirst(selector: Selector, around: readonly Expr[]): readonly QueryProblem[] {
  const rate = around.findIndex((outer) => OF_COUNTERS.has(nameOf(outer)));
  const sum = around.slice(0, Math.max(0, rate)).find((outer) => outer.kind === "aggregation");
  if (sum === undefined || COUNTING.has(nameOf(sum))) return [];
  const outer = nameOf(around[rate] as Expr);
  const message = `got ${outer} of ${nameOf(sum)}, which takes the end of each series for a restart: must be ${nameOf(sum)} of ${outer}`;
  return [
    {
      rule: "rate-of-sum",
      from: sum.from,
      to: sum.to,
      message,
      hint: `${nameOf(sum)}(${outer}(${selector.name}[...]))`,
    },
  ];
}

/** Whether the query only asks that the series is there, or that nothing was counted yet. */
function isOnlyAsked(selector: Selector, around: readonly Expr[]): boolean {
  let inner: Expr = selector;
  for (const outer of around) {
    if (outer.kind === "binary") {
      const other = outer.left === inner ? outer.right : outer.left;
      const zero = bare(other).kind === "number" && (bare(other) as { readonly text: string }).text === "0";
      if (zero && (outer.operator === "*" || isComparison(outer.operator))) return true;
      if ((outer.operator === "and" || outer.operator === "unless") && outer.right === inner) return true;
      if (outer.operator === "unless" && bare(other).kind === "selector") return true;
    }
    inner = outer;
  }
  return false;
}

/** What came less what went is a level: allocations less frees. */
function isBalance({ name }: Selector, [outer]: readonly Expr[], catalogue: Catalogue): boolean {
  if (outer?.kind !== "binary" || outer.operator !== "-") return false;
  const names = [outer.left, outer.right].map((side) => (side.kind === "selector" ? side.name : undefined));
  const counters = names.filter((side) => side !== undefined && catalogue.series(side)?.counter);
  return counters.length === 2 && names[0] !== names[1] && names.includes(name);
}

function nameOf(expr: Expr): string {
  if (expr.kind === "call") return expr.name;
  return expr.kind === "aggregation" ? (expr.operator ?? "") : "";
}
