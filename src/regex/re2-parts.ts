/** What is wrong with a regular expression, and where. */
export interface Fault {
  readonly fault: string;
  /** Place of the character, counted from 1. */
  readonly at: number;
}

export function fault(what: string, index: number): Fault {
  return { fault: what, at: index + 1 };
}

type Place = "outside" | "class";

const POSIX = /^\[:\^?(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;

/** Classes by a letter: digits, spaces, letters of words. */
const PERL_CLASS = /^\\[dDsSwW]/;

/** Letters that mean a place in the text. */
const ASSERTION = /^\\[AbBz]/;

/** One character: octal, hexadecimal, a control character, or a sign that stands for itself. */
const CHARACTER =
  /^\\(?:0[0-7]{0,2}|[1-7][0-7]{1,2}|x[0-9A-Fa-f]{2}|x\{0*(?:10|[0-9A-Fa-f])?[0-9A-Fa-f]{1,4}\}|[afnrtv]|[^\p{L}\p{N}\u0080-\u{10FFFF}])/u;

const UNICODE = /^\\[pP](?:\{\^?([A-Za-z_]+)\}|([A-Za-z]))/;

/** Where a class in brackets ends. */
export function endOfClass(pattern: string, start: number): number {
  let at = start + (pattern[start + 1] === "^" ? 2 : 1);
  for (let first = true; first || pattern[at] !== "]"; first = false) {
    if (at >= pattern.length) throw fault("missing ]", start);
    at = endOfItem(pattern, at, start);
  }
  return at + 1;
}

function endOfItem(pattern: string, at: number, start: number): number {
  const rest = pattern.slice(at);
  if (rest.startsWith("[:") && rest.indexOf(":]", 2) > 0) {
    const [posix] = POSIX.exec(rest) ?? [];
    if (posix === undefined) throw fault("a class that RE2 has not", at);
    return at + posix.length;
  }
  const set = PERL_CLASS.exec(rest)?.[0] ?? unicodeClass(rest, at);
  if (set !== undefined) return at + set.length;
  const end = endOfCharacter(pattern, at, start);
  if (pattern[end] !== "-" || end + 1 >= pattern.length || pattern[end + 1] === "]") return end;
  const last = endOfCharacter(pattern, end + 1, start);
  if (codeOf(pattern.slice(end + 1, last)) < codeOf(pattern.slice(at, end)))
    throw fault("a range that ends before it begins", at);
  return last;
}

function endOfCharacter(pattern: string, at: number, start: number): number {
  if (at >= pattern.length) throw fault("missing ]", start);
  if (pattern[at] === "\\") return endOfEscape(pattern, at, "class");
  return at + String.fromCodePoint(pattern.codePointAt(at) ?? 0).length;
}

/** Where an escape ends. */
export function endOfEscape(pattern: string, at: number, place: Place): number {
  const rest = pattern.slice(at);
  if (rest === "\\") throw fault("\\ at the end", at);
  const outside = place === "outside" ? (PERL_CLASS.exec(rest) ?? ASSERTION.exec(rest))?.[0] : undefined;
  const found = outside ?? (place === "outside" ? unicodeClass(rest, at) : undefined) ?? CHARACTER.exec(rest)?.[0];
  if (found === undefined) throw fault(notKnown(rest), at);
  return at + found.length;
}

function notKnown(rest: string): string {
  return /^\\[1-9]/.test(rest) ? "a back reference, which RE2 has not" : `${rest.slice(0, 2)}, which RE2 does not know`;
}

function unicodeClass(rest: string, at: number): string | undefined {
  if (!/^\\[pP]/.test(rest)) return undefined;
  const [text, name, letter = ""] = UNICODE.exec(rest) ?? [];
  if (text === undefined || !isUnicodeClass(name ?? letter)) throw fault("a Unicode class that RE2 has not", at);
  return text;
}

function isUnicodeClass(name: string): boolean {
  if (name === "Any") return true;
  return [/^[A-Z][a-z]?$/.test(name) ? name : "", `Script=${name}`].some(compiles);
}

function compiles(property: string): boolean {
  if (property === "") return false;
  try {
    return new RegExp(`\\p{${property}}`, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** The code point of a character or of its escape. */
function codeOf(text: string): number {
  if (!text.startsWith("\\")) return text.codePointAt(0) ?? 0;
  const [, hexadecimal] = /^\\x\{?([0-9A-Fa-f]+)/.exec(text) ?? [];
  if (hexadecimal !== undefined) return Number.parseInt(hexadecimal, 16);
  const [, octal] = /^\\([0-7]+)/.exec(text) ?? [];
  if (octal !== undefined) return Number.parseInt(octal, 8);
  return CONTROLS[text[1] ?? ""] ?? text.codePointAt(1) ?? 0;
}
