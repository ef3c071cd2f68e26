const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/** Escapes by number: their digits, and the base. */
const NUMBERED: readonly (readonly [pattern: RegExp, base: number])[] = [
  [/^x([0-9a-fA-F]{2})/, 16],
  [/^u([0-9a-fA-F]{4})/, 16],
  [/^U([0-9a-fA-F]{8})/, 16],
  [/^([0-7]{3})/, 8],
];

export type Unquoted = { readonly value: string } | { readonly fault: string };

/** The value of a string literal as Go reads it; the fault says what is wrong with its escapes or its end. */
export function unquote(literal: string): Unquoted {
  const quote = literal[0] ?? "";
  if (literal.length < 2 || !literal.endsWith(quote)) return { fault: "got a string that is not closed" };
  const body = literal.slice(1, -1);
  if (quote === "`" || !body.includes("\\")) return { value: body };
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(body)) return { fault: "got a string that is not closed" };
  return withoutEscapes(body, quote);
}

function withoutEscapes(body: string, quote: string): Unquoted {
  let value = "";
  for (let index = 0; index < body.length; index += 1) {
    if (body[index] !== "\\") {
      value += body[index];
      continue;
    }
    const read = escapeAt(body.slice(index + 1), quote);
    if (read === undefined) return { fault: `got the escape \\${body[index + 1] ?? ""}, which no string knows` };
    value += read.value;
    index += read.length;
  }
  return { value };
}

function escapeAt(rest: string, quote: string): { readonly value: string; readonly length: number } | undefined {
  const simple = SIMPLE[rest[0] ?? ""];
  const otherQuote = (rest[0] === "'" || rest[0] === '"') && rest[0] !== quote;
  if (simple !== undefined && !otherQuote) return { value: simple, length: 1 };
  for (const [pattern, base] of NUMBERED) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    const code = Number.parseInt(match[1] ?? "", base);
    const legal = base === 8 ? code <= 0xff : code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return legal ? { value: String.fromCodePoint(code), length: match[0].length } : undefined;
  }
  return undefined;
}
