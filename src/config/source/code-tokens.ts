/** A token of JavaScript or TypeScript; white space and comments are none. */
export interface CodeToken {
  readonly kind: "word" | "text" | "mark";
  /** The word, the mark, or what a plain string says. */
  readonly text: string;
  readonly offset: number;
}

const SKIPPED = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))*/y;
const WORD = /[\p{L}\p{N}_$][\p{L}\p{N}_$.]*/uy;
const TEXT = /"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|`(?:[^`\\]|\\[\s\S])*`?/y;
const REGEX = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** Tokens of a program, near enough to find object literals; never fails. */
export function codeTokens(text: string): CodeToken[] {
  const tokens: CodeToken[] = [];
  let offset = end(SKIPPED, text, 0);
  while (offset < text.length) {
    const token = tokenAt(text, offset, tokens.at(-1));
    tokens.push(token.token);
    offset = end(SKIPPED, text, token.end);
  }
  return tokens;
}

function tokenAt(text: string, offset: number, before: CodeToken | undefined) {
  const word = end(WORD, text, offset);
  if (word > offset) return { token: token("word", text.slice(offset, word), offset), end: word };
  const quoted = end(TEXT, text, offset);
  if (quoted > offset) return { token: token("text", text.slice(offset + 1, quoted - 1), offset), end: quoted };
  // A slash after a value divides; anywhere else it begins a regular expression.
  const divides = before !== undefined && (before.kind !== "mark" || ")]}".includes(before.text));
  const pattern = divides ? offset : end(REGEX, text, offset);
  if (pattern > offset) return { token: token("text", "", offset), end: pattern };
  return { token: token("mark", text.charAt(offset), offset), end: offset + 1 };
}

function token(kind: CodeToken["kind"], text: string, offset: number): CodeToken {
  return { kind, text, offset };
}

/** Where a match of a sticky pattern at an offset ends. */
function end(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}
