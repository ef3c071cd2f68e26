/** What a check of a query is called. */
export type QueryRule =
  | "syntax"
  | "type"
  | "experimental"
  | "regex"
  | "variable"
  | "unknown-metric"
  | "not-deployed"
  | "unknown-label"
  | "counter-without-rate"
  | "rate-of-gauge"
  | "rate-of-sum"
  | "unmatched-labels"
  | "never-matches"
  | "absent-without-for"
  | "short-window"
  | "fixed-window"
  | "unknown-attribute";

/** One fault of a query, at its place in the text as written. */
export interface QueryProblem {
  readonly rule: QueryRule;
  /** Offset of the first character at fault, counted from 0. */
  readonly from: number;
  /** Offset after the last one. */
  readonly to: number;
  /** What was got and what is allowed. */
  readonly message: string;
  /** What likely was meant. */
  readonly hint?: string;
  /** Of a metric that nobody has: its name. */
  readonly name?: string;
  /** Of a metric that nobody has: the nearest name that there is. */
  readonly meant?: string;
}

/** The problem as one line: where in the query, what, and the way out. */
export function describeProblem(query: string, { rule, from, to, message, hint }: QueryProblem): string {
  const piece = query.slice(from, to);
  const near = piece === "" ? "at the end" : `at ${JSON.stringify(shortened(piece))}`;
  return `${message} (${near}, character ${from + 1}; ${rule})${hint === undefined ? "" : `: ${hint}`}`;
}

function shortened(piece: string): string {
  return piece.length <= 60 ? piece : `${piece.slice(0, 57)}...`;
}
