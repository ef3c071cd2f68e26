import type { RE2JS } from "re2js";

/** A regular expression as Prometheus and Loki understand it: RE2, anchored at both ends where it matches labels. */
export interface Regex {
  /** Whether the whole value matches. */
  readonly matches: (value: string) => boolean;
}

type Compiled = { readonly regex: Regex } | { readonly fault: string };

/** What the expression says that needs no engine to be valid: words, dots, alternatives, plain wildcards. */
const PLAIN = /^(?:[\w\s/:,;@#%&=~<>"'-]|\.[*+]?)*(?:\|(?:[\w\s/:,;@#%&=~<>"'-]|\.[*+]?)*)*$/;

/** Compiles by the rules of RE2: no look-around, no references back; flags, `\Q...\E` and `(?P<name>...)` are fine. */
export function compileRegex(pattern: string): Compiled {
  if (PLAIN.test(pattern)) {
    return { regex: { matches: (value) => new RegExp(`^(?:${pattern})$`, "su").test(value) } };
  }
  // Required late: most expressions are plain, and the engine is the largest part of this floor.
  const engine = require("re2js") as { readonly RE2JS: typeof RE2JS };
  try {
    const compiled = engine.RE2JS.compile(pattern, engine.RE2JS.DOTALL);
    return { regex: { matches: (value) => compiled.matches(value) } };
  } catch (error) {
    return {
      fault: (error instanceof Error ? error.message : String(error))
        .replace("error parsing regexp: ", "")
        .replace("`(?s)", "`"),
    };
  }
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
