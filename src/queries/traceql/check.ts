import { didYouMean } from "../../nearest";
import type { QueryProblem } from "../problem";
import { parseTraceql } from "./parse";

export interface TraceqlCheck {
  /** Names of the attributes that spans and resources carry. @default not known */
  readonly attributes?: readonly string[];
}

/** All that Tempo would refuse in a query, and attributes that no span has. */
export function checkTraceql(query: string, { attributes }: TraceqlCheck = {}): readonly QueryProblem[] {
  const parsed = parseTraceql(query);
  if (!parsed.ok) return parsed.problems;
  if (attributes === undefined) return [];
  return parsed.facts.attributes
    .filter(({ name }) => !attributes.includes(name) && !name.includes("$"))
    .map(({ name, from, to }) => {
      const best = didYouMean(name, attributes);
      const message = `got the attribute ${name}, which no span carries`;
      return {
        rule: "unknown-attribute",
        from,
        to,
        message,
        ...(best === undefined ? {} : { hint: `did you mean ${best}` }),
      };
    });
}
