import { contexts } from "./variable-context";

/** A variable of Grafana in a query. */
export interface QueryVariable {
  /** Without `$` and braces: `node`, `__rate_interval`. */
  readonly name: string;
  /** `regex` of `${node:regex}`. */
  readonly format?: string;
  readonly from: number;
  readonly to: number;
  /** Whether Grafana fills it in by itself. */
  readonly builtIn: boolean;
}

/** A query that parsers can read, and the way back to the one written. */
export interface Substituted {
  readonly text: string;
  readonly variables: readonly QueryVariable[];
  /** Offset in the query as written of an offset in `text`. */
  readonly original: (offset: number) => number;
}

/** Grafana's own forms: `$name`, `[[name]]`, `[[name:format]]`, `${name}`, `${name.field}`, `${name:format}`. */
const VARIABLE =
  /\$([A-Za-z_]\w*)|\[\[([A-Za-z_]\w*)(?::([\w.]+))?\]\]|\$\{([A-Za-z_][\w-]*)(?:\.[^:^}]+)?(?::([^}]+))?\}/g;

/** Puts text of the same length for every variable, such as is valid where it stands; longer only where nothing so short is. */
export function substitute(query: string, language: "promql" | "logql"): Substituted {
  const variables = variablesOf(query);
  const masked = variables.reduce(
    (text, { from, to }) => text.slice(0, from) + "_".repeat(to - from) + text.slice(to),
    query,
  );
  const context = contexts(masked, language);
  const shifts: { readonly at: number; readonly by: number }[] = [];
  let text = "";
  let end = 0;
  for (const variable of variables) {
    text += query.slice(end, variable.from);
    const filled = context(variable);
    const longer = filled.length - (variable.to - variable.from);
    text += filled;
    if (longer > 0) shifts.push({ at: text.length, by: longer });
    end = variable.to;
  }
  text += query.slice(end);
  return { text, variables, original: shifts.length === 0 ? same : (offset) => offset - shiftAt(shifts, offset) };
}

function same(offset: number): number {
  return offset;
}

function shiftAt(shifts: readonly { readonly at: number; readonly by: number }[], offset: number): number {
  return shifts.filter(({ at }) => at <= offset).reduce((sum, { by }) => sum + by, 0);
}

/** Every variable of a query, in reading order. */
export function variablesOf(query: string): readonly QueryVariable[] {
  return [...query.matchAll(VARIABLE)].map((match) => {
    const name = match[1] ?? match[2] ?? match[4] ?? "";
    const format = match[3] ?? match[5];
    const from = match.index;
    return {
      name,
      ...(format === undefined ? {} : { format }),
      from,
      to: from + match[0].length,
      builtIn: name.startsWith("__"),
    };
  });
}
