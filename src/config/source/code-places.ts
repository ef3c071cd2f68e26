import { type CodeToken, codeTokens } from "./code-tokens";

/** Where a literal of a program stands, and what lies in it. */
export interface CodePlace {
  readonly offset: number;
  readonly keys: ReadonlyMap<string, { readonly offset: number; readonly value: CodePlace }>;
  readonly items: readonly CodePlace[];
}

const OPENING = "([{";
const CLOSING = ")]}";
const MAX_DEPTH = 100;

/**
 * The object literal that a module exports as its default, with the places of its keys. A tolerant scan: what is
 * computed or spread has no place of its own.
 */
export function exportedPlaces(text: string): CodePlace | undefined {
  const tokens = codeTokens(text);
  const at = exportedObject(tokens);
  return at === undefined ? undefined : place(tokens, at, 0);
}

/** Index of the brace of `export default defineClient({`, also by way of a constant. */
function exportedObject(tokens: readonly CodeToken[]): number | undefined {
  const start = tokens.findIndex(({ text }, at) => text === "export" && tokens[at + 1]?.text === "default") + 2;
  const exported = start > 1 ? start : tokens.findIndex(({ text }) => text === "module.exports") + 2;
  if (exported < 2) return undefined;
  const direct = objectAt(tokens, exported);
  if (direct !== undefined) return direct;
  const name = tokens[exported]?.text === "defineClient" ? tokens[exported + 2]?.text : tokens[exported]?.text;
  const constant = tokens.findIndex(({ text }, at) => text === "const" && tokens[at + 1]?.text === name);
  const value = tokens.findIndex(({ text }, at) => constant >= 0 && at > constant && text === "=");
  return value < 0 ? undefined : objectAt(tokens, value + 1);
}

function objectAt(tokens: readonly CodeToken[], at: number): number | undefined {
  if (tokens[at]?.text === "{") return at;
  return tokens[at + 1]?.text === "(" && tokens[at + 2]?.text === "{" ? at + 2 : undefined;
}

function place(tokens: readonly CodeToken[], at: number, depth: number): CodePlace {
  const offset = tokens[at]?.offset ?? 0;
  const { kind, text } = tokens[at] ?? {};
  if (kind !== "mark" || depth > MAX_DEPTH) return { offset, keys: new Map(), items: [] };
  return {
    offset,
    keys: new Map(text === "{" ? parts(tokens, at).flatMap((part) => keyed(tokens, part, depth)) : []),
    items: text === "[" ? parts(tokens, at).map((part) => place(tokens, part, depth + 1)) : [],
  };
}

function keyed(tokens: readonly CodeToken[], at: number, depth: number) {
  const key = tokens[at];
  if (key === undefined || key.kind === "mark") return [];
  const value = tokens[at + 1]?.text === ":" ? place(tokens, at + 2, depth + 1) : place(tokens, at, depth + 1);
  return [[key.text, { offset: key.offset, value }] as const];
}

/** Where each part between the commas of a bracket begins. */
function parts(tokens: readonly CodeToken[], open: number): number[] {
  const starts: number[] = [];
  let depth = 0;
  let fresh = true;
  for (let at = open + 1; at < tokens.length && depth >= 0; at += 1) {
    const { kind, text } = tokens[at] as CodeToken;
    const mark = kind === "mark" ? text : "";
    if (mark !== "" && CLOSING.includes(mark)) depth -= 1;
    if (fresh && depth >= 0 && mark !== ",") starts.push(at);
    fresh = depth === 0 && mark === ",";
    if (mark !== "" && OPENING.includes(mark)) depth += 1;
  }
  return starts;
}
