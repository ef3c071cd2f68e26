import type { RE2JS } from "re2js";
import { isFault, readRe2 } from "./re2";

/** A regular expression as Prometheus, Loki and Alloy understand it: RE2. */
export interface Regex {
  /** Whether it matches the whole value, as those of labels have to. */
  readonly matches: (value: string) => boolean;
  /** Whether it matches some part of the text, as those of lines have to. */
  readonly finds: (text: string) => boolean;
}

type Compiled = { readonly regex: Regex } | { readonly fault: string };

/**
 * Compiles by the rules of RE2: no look-around, no references back; flags, `\Q...\E` and `(?P<name>...)` are fine.
 * Whether it is one says `readRe2`, which knows the place of a fault; what it matches, says an engine in linear time.
 */
export function compileRegex(pattern: string): Compiled {
  const read = readRe2(pattern);
  if (isFault(read)) return { fault: `${read.fault} (character ${read.at})` };
  return { regex: isQuick(pattern) ? quickly(pattern) : byEngine(pattern) };
}

/** One character or a class of them, which may be repeated; groups, which may not. JavaScript reads these as RE2 does. */
const QUICK =
  /^(?:(?:[\w \-/:,;@#%&=~<>"'!]|\\[sSdDwW$^.*+?()[\]{}|\\/]|\.)[*+?]?|\((?:\?:)?|(?:\)|[$^])(?![*+?{])|\|)*$/;

/** JavaScript goes back at a mismatch, once for each way to share a text out among the repetitions. */
const MOST_REPETITIONS = 2;

function isQuick(pattern: string): boolean {
  return QUICK.test(pattern) && pattern.split(/[*+]/).length - 1 <= MOST_REPETITIONS;
}

function quickly(pattern: string): Regex {
  // JavaScript's spaces are more than RE2's.
  const ours = pattern.replace(/\\(.)/g, (whole, letter: string) => SPACES[letter] ?? whole);
  return {
    matches: (value) => new RegExp(`^(?:${ours})$`, "su").test(value),
    finds: (text) => new RegExp(ours, "su").test(text),
  };
}

const SPACES: Readonly<Record<string, string>> = { s: "[\\t\\n\\f\\r ]", S: "[^\\t\\n\\f\\r ]" };

function byEngine(pattern: string): Regex {
  let compiled: RE2JS | undefined;
  const engine = (): RE2JS => {
    if (compiled !== undefined) return compiled;
    // Required late: most expressions are quick, and it is larger than all that surrounds it.
    const { RE2JS: Engine } = require("re2js") as { readonly RE2JS: typeof RE2JS };
    compiled = Engine.compile(pattern, Engine.DOTALL);
    return compiled;
  };
  return {
    matches: (value) => engine().matches(value),
    finds: (text) => engine().matcher(text).find(),
  };
}

/** The values of an expression that is a list of plain ones, such as `a|b`; undefined for any other. */
export function listedValues(pattern: string): readonly string[] | undefined {
  const inner = /^\((?:\?:)?([^()]*)\)$/.exec(pattern)?.[1] ?? pattern;
  if (!/^[\w\s/:,@-]*(?:\|[\w\s/:,@-]*)*$/.test(inner)) return undefined;
  return inner.split("|");
}

/** Why an expression that must match a whole value can match none but the empty one; undefined when it can. */
export function impossible(pattern: string): string | undefined {
  const plain = pattern.replace(/\\Q.*?\\E|\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]/gs, (part) => "_".repeat(part.length));
  if (/\(\?[a-zA-Z]*m/.test(plain)) return undefined;
  if (/[^|(^:)]\^/.test(plain)) return "^ stands after the start: nothing comes before the start of a value";
  if (/\$[^|)$]/.test(plain)) return "$ stands before the end: nothing comes after the end of a value";
  return undefined;
}
