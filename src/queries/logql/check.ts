import { compileRegex } from "../../regex/match";
import type { QueryProblem } from "../problem";
import type { LogqlFacts, StreamUse } from "./facts";
import { parseLogql } from "./parse";

export interface LogqlCheck {
  /** Labels of the log streams: the agent's, and those that Loki adds. @default not known */
  readonly labels?: readonly string[];
  /** Who evaluates it: only a panel fills in variables. */
  readonly where: "panel" | "alert" | "recording";
  /** Of a panel: whether it asks for one value as of now. @default false */
  readonly instant?: boolean;
}

/** Range aggregations whose window follows the width of a panel. */
const FOLLOWING: ReadonlySet<string> = new Set(["rate", "count_over_time", "bytes_rate", "bytes_over_time"]);

/** Labels that Loki gives to any line. */
const ALWAYS: readonly string[] = ["__error__", "__error_details__", "detected_level", "service_name"];

/** All that Loki would refuse in a query, now or when it runs, and all that would find nothing without a word. */
export function checkLogql(query: string, options: LogqlCheck): readonly QueryProblem[] {
  const parsed = parseLogql(query);
  if (!parsed.ok) return parsed.problems;
  const { facts, variables } = parsed;
  const foreign = options.where === "panel" ? [] : variables;
  const problems: readonly QueryProblem[] = [
    ...runtimeProblems(facts),
    ...(options.labels === undefined ? [] : labelProblems(facts, [...options.labels, ...ALWAYS])),
    ...facts.streams.flatMap((stream) => windowProblems(stream, options)),
    ...foreign.map(({ name, from, to }) => ({
      rule: "variable" as const,
      from,
      to,
      message: `got the variable $${name}, which nobody fills in outside of a panel`,
    })),
  ];
  return [...problems].sort((a, b) => a.from - b.from);
}

function runtimeProblems({ texts }: LogqlFacts): readonly QueryProblem[] {
  return texts.flatMap(({ kind, value, from, to }): QueryProblem[] => {
    if (kind === "template") {
      const rest = value.replace(/\{\{.*?\}\}/gs, "");
      if (!rest.includes("{{") && !rest.includes("}}")) return [];
      return [{ rule: "type", from, to, message: "got an open brace pair in a template, must be {{ ... }}" }];
    }
    const compiled = compileRegex(value);
    if ("regex" in compiled) return [];
    return [{ rule: "regex", from, to, message: `got a regular expression that RE2 refuses: ${compiled.fault}` }];
  });
}

function labelProblems({ streams, groupings }: LogqlFacts, labels: readonly string[]): readonly QueryProblem[] {
  const known = new Set(labels);
  const hint = `log streams have ${[...known]
    .filter((label) => !label.startsWith("__"))
    .sort()
    .join(", ")}`;
  const matchers = streams.flatMap((stream) => stream.matchers);
  const unmatched = matchers.filter(
    ({ label, operator, value, variable }) =>
      !variable && !known.has(label) && !operator.startsWith("!") && value !== "",
  );
  const grouped = groupings
    .filter(({ parsed }) => !parsed)
    .flatMap(({ kind, labels: own }) => (kind === "by" ? own : []));
  return [
    ...unmatched.map(({ label, from, to }) => ({
      rule: "unknown-label" as const,
      from,
      to,
      message: `got a matcher on ${label}, which no log stream has`,
      hint,
    })),
    ...grouped
      .filter(({ name, variable }) => !variable && !known.has(name))
      .map(({ name, from, to }) => ({
        rule: "unknown-label" as const,
        from,
        to,
        message: `got by (${name}), which no log stream has and no stage of the query makes`,
        hint,
      })),
  ];
}

/** A fixed window in a graph hides peaks when zoomed out. */
function windowProblems({ range, within }: StreamUse, { where, instant }: LogqlCheck): readonly QueryProblem[] {
  if (range === undefined) return [];
  const { from, to, text, seconds } = range;
  if (seconds === 0) return [{ rule: "short-window", from, to, message: "got a window of 0, must be longer" }];
  const [name = ""] = within;
  const fixed = seconds !== undefined || text === "$__interval";
  if (where !== "panel" || instant || !FOLLOWING.has(name) || !fixed) return [];
  const message = `got the window [${text}] in ${name}, must be [$__auto]: it follows the width of the panel`;
  return [{ rule: "fixed-window", from, to, message }];
}
