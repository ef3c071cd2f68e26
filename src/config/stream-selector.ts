import type { parseLogql } from "../queries/logql/parse";

/** What is wrong with a selector such as `{namespace="orders", app=~"api|web"}`; undefined for one that is right. */
export function selectorFault(text: string): string | undefined {
  if (/\$[A-Za-z_{]|\[\[/.test(text)) return "must have no variable: Loki fills none here";
  // Loaded by those who have one: a grammar takes longer to load than most configs to check.
  const queries = require("../queries/logql/parse") as { readonly parseLogql: typeof parseLogql };
  const parsed = queries.parseLogql(text);
  if (!parsed.ok) {
    const [{ message, from } = { message: "cannot be read", from: 0 }] = parsed.problems;
    return `must be a selector of streams: ${message} (character ${from + 1})`;
  }
  const { kind, streams } = parsed.facts;
  const alone = kind === "log" && streams.length === 1 && streams[0]?.stages.length === 0;
  return alone ? undefined : "must be a selector alone, without what is done with its lines";
}
