import { isFault, readRe2 } from "../regex/re2";

/** A selector of log streams, as its matchers. */
const MATCHER = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*(=~|!~|!=|=)\s*("(?:[^"\\\n]|\\.)*"|`[^`]*`)\s*/;

/** What is wrong with a selector such as `{namespace="orders", app=~"api|web"}`; undefined for one that is right. */
export function selectorFault(text: string): string | undefined {
  const begin = /^\s*\{/.exec(text);
  if (begin === null) return "must begin with {";
  let at = begin[0].length;
  let narrows = false;
  for (;;) {
    const found = MATCHER.exec(text.slice(at));
    if (found === null) return `must have a matcher such as app="api" at character ${at + 1}`;
    const [all, , operator = "", quoted = ""] = found;
    const value = unquoted(quoted);
    if (value === undefined) return `must have a text with Go's escapes at character ${at + all.indexOf(quoted) + 1}`;
    const wrong = operator.endsWith("~") ? regexFault(value) : undefined;
    if (wrong !== undefined) return wrong;
    narrows ||= !takesEmpty(operator, value);
    at += all.length;
    if (text[at] !== ",") break;
    at++;
  }
  if (!/^\}\s*$/.test(text.slice(at))) return `must have , or } at character ${at + 1}`;
  return narrows ? undefined : "must have a matcher that does not match the empty text, such as =~ with .+";
}

function regexFault(pattern: string): string | undefined {
  const read = readRe2(pattern);
  return isFault(read)
    ? `must have RE2 regular expressions: ${JSON.stringify(pattern)} has ${read.fault} at character ${read.at}`
    : undefined;
}

/** Whether a stream without the label would match. */
function takesEmpty(operator: string, value: string): boolean {
  if (operator === "=") return value === "";
  if (operator === "!=") return value !== "";
  const matches = matchesWhole(value, "");
  return operator === "=~" ? matches : !matches;
}

/** An expression that only Go can read is taken to ask for something. */
function matchesWhole(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, "u").test(text);
  } catch {
    return false;
  }
}

function unquoted(quoted: string): string | undefined {
  if (quoted.startsWith("`")) return quoted.slice(1, -1);
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
