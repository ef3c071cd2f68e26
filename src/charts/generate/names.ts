import type { NameRule } from "../contract";

/** The namespace of every rendering: no chart has this text of its own. */
export const NAMESPACE = "q8ns8q";

/** A release's name that no chart has in its own text, around a word that charts look for or around none. */
export function releaseWith(word: string): string {
  return `q7${word}7q`;
}

/** The word of the rendering that all others are held against: contained in no chart's name. */
export const NO_WORD = "x";

/** Charts that call themselves otherwise in the names of their objects. */
const CALLED: Readonly<Record<string, string>> = { "mimir-distributed": "mimir" };

/** What stands for a chart in the names of its objects, and what it looks for in the name of a release. */
export function calledInNames(chart: string): string {
  return CALLED[chart] ?? chart;
}

/** Turns text of a rendering back into a template of the release's name and namespace. */
export function templateOf(text: string, word: string): string {
  return text.replaceAll(releaseWith(word), "{release}").replaceAll(NAMESPACE, "{namespace}");
}

/**
 * One rule out of the name that an object has under each release.
 * @param templates the name's template by the word in the release's name
 */
export function nameRule(templates: ReadonlyMap<string, string>): NameRule {
  const name = templates.get(NO_WORD) ?? "";
  const others = [...templates].filter(([word, template]) => template !== name && !isImplied(word, templates));
  if (others.length === 0) return { name };
  return { name, whenReleaseContains: Object.fromEntries(others.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** `prometheus-pushgateway` has `prometheus` in it, and so needs no rule of its own where that one gives the same. */
function isImplied(word: string, templates: ReadonlyMap<string, string>): boolean {
  return [...templates].some(
    ([other, template]) =>
      other !== word && other !== NO_WORD && word.includes(other) && template === templates.get(word),
  );
}

/**
 * What we call an object of a chart: its name without release and chart, such as `gateway`; for the main object the
 * chart's name, and for a subchart's the subchart's.
 */
export function keyOf(name: string, chart: string, subcharts: readonly string[]): string {
  const own = name.replace(/^\{release\}-?/, "");
  const isSubchart = subcharts.some((subchart) => own === subchart || own.startsWith(`${subchart}-`));
  if (isSubchart || !own.startsWith(`${chart}-`)) return own;
  return own.slice(chart.length + 1);
}
