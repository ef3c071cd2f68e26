import { didYouMean } from "../../nearest";
import { compileRegex, impossible, listedValues } from "../../regex/match";
import { type Catalogue, NOTHING_KNOWN, type Series } from "../catalogue";
import type { QueryProblem } from "../problem";
import type { Expr, Matcher, Selector } from "./ast";
import { isRegex, selectorsOf } from "./matchers";

/** Selectors that find nothing: metrics and labels that are not there, values that cannot be. */
export function metricProblems(
  expr: Expr,
  catalogue: Catalogue,
  unknown: "refuse" | "resembling",
): readonly QueryProblem[] {
  return selectorsOf(expr).flatMap((selector) => {
    const series = selector.name === undefined ? undefined : catalogue.series(selector.name);
    const matchers = selector.matchers.filter(({ variable, label }) => !variable && label !== "__name__");
    return [
      ...(series === undefined ? unknownMetric(selector, catalogue, unknown) : []),
      ...(series === undefined ? [] : matchers.flatMap((matcher) => labelProblem(matcher, series))),
      ...matchers.flatMap((matcher) => impossibleValue(matcher, series)),
      ...contradictions(matchers),
    ];
  });
}

function unknownMetric(
  { name, variable, from }: Selector,
  catalogue: Catalogue,
  unknown: "refuse" | "resembling",
): QueryProblem[] {
  if (name === undefined || variable || catalogue === NOTHING_KNOWN) return [];
  const span = { from, to: from + name.length };
  const [elsewhere] = catalogue.elsewhere(name);
  if (elsewhere !== undefined) {
    const message = `got the metric ${name} of ${elsewhere}, which is not deployed or not scraped`;
    return [{ rule: "not-deployed", ...span, message }];
  }
  if (unknown === "resembling" && !resembles(name, catalogue)) return [];
  const meant = didYouMean(name, catalogue.names());
  const message = `got the metric ${name}, which no program of this platform exposes`;
  const hint = meant === undefined ? {} : { hint: `did you mean ${meant}`, meant };
  return [{ rule: "unknown-metric", ...span, message, name, ...hint }];
}

/** Whether a name looks like one of a program that we know: its first word is theirs alone. A colon marks a recording rule. */
function resembles(name: string, catalogue: Catalogue): boolean {
  if (name.includes(":")) return false;
  const prefix = /^[a-z]+_/.exec(name)?.[0];
  return prefix !== undefined && OWNED.has(prefix) && catalogue.names().some((known) => known.startsWith(prefix));
}

/** Prefixes that a service of somebody else does not use. */
const OWNED: ReadonlySet<string> = new Set(
  "alertmanager_ alloy_ apiserver_ certmanager_ container_ grafana_ keycloak_ kube_ kubelet_ loki_ machine_ node_ prometheus_ pushgateway_ tempo_ traefik_".split(
    " ",
  ),
);

/** A matcher on a label that the metric does not have; one that accepts the empty value does no harm. */
function labelProblem({ label, operator, value, from, to }: Matcher, series: Series): QueryProblem[] {
  if (series.carries(label)) return [];
  const harmless = operator === "!=" || operator === "!~" || value === "" || matchesAll(operator, value, [""]);
  if (harmless) return [];
  const message = `got a matcher on ${label}, which ${series.name} does not have`;
  return [{ rule: "unknown-label", from, to, message, hint: `it has ${series.labels.join(", ")}` }];
}

function impossibleValue(matcher: Matcher, series: Series | undefined): QueryProblem[] {
  const { label, operator, value, from, to } = matcher;
  const why = isRegex(matcher) ? impossible(value) : undefined;
  if (why !== undefined) {
    return [
      { rule: "never-matches", from, to, message: `got a regular expression for ${label} that never matches: ${why}` },
    ];
  }
  const values = series?.values(label);
  if (values === undefined || operator === "!=" || operator === "!~" || value === "") return [];
  if (values.some((known) => matches(matcher, known)) || matches(matcher, "")) return [];
  const message = `got ${label}${operator}${JSON.stringify(value)}, which never matches: ${label} of ${series?.name} is one of: ${values.join(", ")}`;
  return [{ rule: "never-matches", from, to, message }];
}

/** Two matchers of one label that no value satisfies. */
function contradictions(matchers: readonly Matcher[]): QueryProblem[] {
  return matchers
    .flatMap((matcher): QueryProblem[] => {
      const values = finiteValues(matcher);
      if (values === undefined) return [];
      const others = matchers.filter((other) => other !== matcher && other.label === matcher.label);
      if (others.length === 0 || values.some((value) => others.every((other) => matches(other, value)))) return [];
      const message = `got matchers of ${matcher.label} that exclude each other, so that no series is left`;
      return [{ rule: "never-matches", from: matcher.from, to: matcher.to, message }];
    })
    .slice(0, 1);
}

function finiteValues({ operator, value }: Matcher): readonly string[] | undefined {
  if (operator === "=") return [value];
  return operator === "=~" ? listedValues(value) : undefined;
}

function matches({ operator, value }: Pick<Matcher, "operator" | "value">, text: string): boolean {
  if (operator === "=" || operator === "!=") return (text === value) === (operator === "=");
  const compiled = compileRegex(value);
  return "fault" in compiled || compiled.regex.matches(text) === (operator === "=~");
}

function matchesAll(operator: Matcher["operator"], value: string, texts: readonly string[]): boolean {
  return texts.every((text) => matches({ operator, value }, text));
}
