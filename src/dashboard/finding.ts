import { type RuleName, ruleOf } from "../lint/rules";
import type { Position, Problem } from "../problem";

/** Keys from the root of a dashboard's JSON. */
export type JsonPath = readonly (string | number)[];

/** Something in a dashboard that can be at fault. */
export interface Spot {
  /** How a message names it. */
  readonly path: string;
  readonly at: JsonPath;
  /** Title of its panel. @default it stands in none */
  readonly panel?: string;
}

/** What a rule has found. */
export interface Finding extends Spot {
  readonly rule: RuleName;
  readonly message: string;
  /** @default the rule's */
  readonly severity?: "error" | "warning";
  /** What to write. @default the message says it */
  readonly paste?: string;
}

export function finding(rule: RuleName, { path, at, panel }: Spot, message: string): Finding {
  return { rule, path, at, message, ...(panel === undefined ? {} : { panel }) };
}

/** The findings of those whose fault is there. */
export function findings(spot: Spot, faults: readonly (readonly [boolean, RuleName, string])[]): readonly Finding[] {
  return faults.flatMap(([fault, rule, message]) => (fault ? [finding(rule, spot, message)] : []));
}

/** The finding for a person: its place in the file, how much it matters, what to call it where it is ignored. */
export function toProblem(
  { rule, path, at, panel, message, paste, severity = ruleOf(rule).severity }: Finding,
  dashboard: string,
  locate: ((at: JsonPath) => Position | undefined) | undefined,
): Problem {
  const position = locate?.(at);
  return {
    path,
    message,
    rule,
    subject: { dashboard, ...(panel === undefined ? {} : { panel }) },
    ...(severity === "warning" ? { severity } : {}),
    ...(paste === undefined ? {} : { paste }),
    ...(position === undefined ? {} : { position }),
  };
}
