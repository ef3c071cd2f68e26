import type { QueryVariable } from "./substitute";

/** Built-in variables that are whole numbers. */
const NUMBERS: ReadonlySet<string> = new Set(["__interval_ms", "__range_ms", "__range_s", "__from", "__to"]);

/** Built-in variables that are durations wherever they stand. */
const DURATIONS: ReadonlySet<string> = new Set(["__interval", "__rate_interval", "__range", "__auto"]);

/**
 * What fills the place of a variable: chosen by what stands around it.
 * @param query With a word of the same length for every variable.
 */
export function contexts(query: string, language: "promql" | "logql"): (variable: QueryVariable) => string {
  const inside = placesOf(query);
  return (variable) => {
    const length = variable.to - variable.from;
    const before = query.slice(0, variable.from);
    const after = query.slice(variable.to);
    const place = inside(variable.from);
    if (place === "text") return "v".repeat(length);
    if (place === "range" || DURATIONS.has(variable.name) || /\boffset\s+-?$/i.test(before)) {
      return duration(before, after, length);
    }
    if (NUMBERS.has(variable.name) || /@\s*$/.test(before)) return number(before, length);
    if (/[\d.]$/.test(before) && /(?:^|[^\w:])\d*\.?\d*$/.test(before)) return "1".repeat(length);
    if (isAggregation(before, after)) return "sum".padEnd(length);
    if (isOperator(before, after)) return "+".padEnd(length);
    if (isMatcher(before, after)) return `${"v".repeat(Math.max(1, length - 4))}="_"`;
    if (language === "logql" && isLogNumber(before)) return number(before, length);
    return `v${"_".repeat(length - 1)}`;
  };
}

function number(before: string, length: number): string {
  return /\d$/.test(before) ? "1".repeat(length) : "1".padStart(length, "0");
}

function duration(before: string, after: string, length: number): string {
  if (/^(?:ms|[smhdwy])(?![a-z])/.test(after)) return number(before, length);
  return "5m".padStart(length, "0");
}

function isAggregation(before: string, after: string): boolean {
  return !/[\w:}]$/.test(before) && /^\s*(?:(?:by|without)\s*\([^()]*\)\s*)?\(/i.test(after);
}

/** Words after which an operand stands, and words that follow one. */
const BEFORE_OPERAND = /(?:^|[^\w:])(?:and|or|unless|atan2|bool|offset|by|without|group_left|group_right)\s*$/i;
const AFTER_OPERAND = /^\s*(?:and|or|unless|atan2|offset)(?![\w:])/i;

/** Between two operands: `a $operator b`. */
function isOperator(before: string, after: string): boolean {
  const between = /[\w)}\]]\s+$/.test(before) && /^\s+[\w:({]/.test(after);
  return (
    between &&
    !BEFORE_OPERAND.test(before) &&
    !AFTER_OPERAND.test(after) &&
    !/\b(?:on|ignoring|by|without)\s*\([^()]*\)\s*$/i.test(before)
  );
}

/** A whole matcher, as an ad-hoc filter is: `{$filters}`, `{a="b", $filters}`. */
function isMatcher(before: string, after: string): boolean {
  return /\{(?:[^{}]*,)?\s*$/.test(before) && /^\s*[,}]/.test(after);
}

/** Where LogQL takes a number and nothing else. */
function isLogNumber(before: string): boolean {
  return /(?:[<>]=?|[=!]=|[^=!~]=)\s*$|\b(?:topk|bottomk|approx_topk|quantile_over_time)\s*(?:(?:by|without)\s*\([^()]*\)\s*)?\(\s*$/.test(
    before,
  );
}

type Place = "text" | "range" | "code";

/** Says of an offset whether it lies in a string or comment, in a range, or in neither. */
export function placesOf(query: string): (offset: number) => Place {
  const places: Place[] = [];
  let quote = "";
  let depth = 0;
  for (let index = 0; index < query.length; index += 1) {
    const character = query[index] ?? "";
    if (quote !== "") {
      places.push("text");
      if (character === "\\" && quote !== "`" && quote !== "#") {
        places.push("text");
        index += 1;
      } else if (character === (quote === "#" ? "\n" : quote)) quote = "";
      continue;
    }
    if ("\"'`#".includes(character)) quote = character;
    if (character === "[") depth += 1;
    places.push(quote !== "" ? "text" : depth > 0 ? "range" : "code");
    if (character === "]") depth -= 1;
  }
  return (offset) => places[offset] ?? "code";
}
