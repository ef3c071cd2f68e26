import type { DatasourceName } from "./datasource";

/** An expression that knows its language, and by it its datasource. */
export interface Query {
  readonly datasource: DatasourceName;
  /** The expression on one line. */
  readonly text: string;
}

type Part = Query | string | number;

/** A PromQL expression; parts may be other expressions, numbers or text. Line breaks become single spaces. */
export function promql(strings: TemplateStringsArray, ...parts: readonly Part[]): Query {
  return { datasource: "prometheus", text: join(strings, parts) };
}

/** A LogQL expression; otherwise as `promql`. */
export function logql(strings: TemplateStringsArray, ...parts: readonly Part[]): Query {
  return { datasource: "loki", text: join(strings, parts) };
}

/** A TraceQL expression; otherwise as `promql`. */
export function traceql(strings: TemplateStringsArray, ...parts: readonly Part[]): Query {
  return { datasource: "tempo", text: join(strings, parts) };
}

function join(strings: TemplateStringsArray, parts: readonly Part[]): string {
  // Raw text: a backslash in a query is PromQL's own escape, not JavaScript's.
  return (
    strings.raw
      // But a backquote, which LogQL likes, cannot stand here without one.
      .map((text, index) => text.replaceAll("\\`", "`") + partText(parts[index]))
      .join("")
      .replace(/\(\s*\n\s*/g, "(")
      .replace(/\s*\n\s*\)/g, ")")
      .replace(/\s*\n\s*/g, " ")
      .trim()
  );
}

function partText(part: Part | undefined): string {
  if (part === undefined) return "";
  return typeof part === "object" ? part.text : String(part);
}
