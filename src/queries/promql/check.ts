import { type Catalogue, NOTHING_KNOWN } from "../catalogue";
import type { QueryProblem } from "../problem";
import { absentProblems, variableProblems, windowProblems } from "./check-alert";
import { joinProblems } from "./check-joins";
import { metricProblems } from "./check-metrics";
import { rateProblems } from "./check-rates";
import { parsePromql } from "./parse";

export interface PromqlCheck {
  /** The metrics that there are. @default not known, so that what needs them is not checked */
  readonly catalogue?: Catalogue;
  /** Seconds between two scrapes. */
  readonly scrapeInterval: number;
  /** Who evaluates it: only a panel fills in variables. */
  readonly where: "panel" | "alert" | "recording";
  /** Of a panel: whether it asks for one value as of now, so that a fixed window is right. @default false */
  readonly instant?: boolean;
  /** Of an alert: seconds for which it must be bad before it fires. @default 0 */
  readonly for?: number;
  /**
   * What is said of a metric that no program of the catalogue exposes: refuse every one, or only those with the prefix of
   * such a program, since others may be a service's own. @default refuse
   */
  readonly unknown?: "refuse" | "resembling";
}

/** All that Prometheus would refuse in a query, and all that would give nothing, or nonsense, without a word. */
export function checkPromql(query: string, options: PromqlCheck): readonly QueryProblem[] {
  const parsed = parsePromql(query);
  if (!parsed.ok) return parsed.problems;
  const { expr } = parsed;
  const catalogue = options.catalogue ?? NOTHING_KNOWN;
  const problems = [
    ...metricProblems(expr, catalogue, options.unknown ?? "refuse"),
    ...rateProblems(expr, catalogue),
    ...joinProblems(expr, catalogue),
    ...windowProblems(expr, options),
    ...absentProblems(expr, options),
    ...variableProblems(parsed.variables, options),
  ];
  return problems.sort((a, b) => a.from - b.from);
}
