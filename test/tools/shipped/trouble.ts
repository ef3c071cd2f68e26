import type { Alert } from "../../../src/alert";
import type { Page } from "./replay";

/** A value for each scrape; undefined is no sample. */
type Course = (scrape: number) => number | undefined;

/** What every alert fires on, by its own test: the series of programs that are in trouble. */
export function troubleOf(alerts: readonly Alert[], further: Readonly<Record<string, string>>): Page {
  const courses = new Map<string, Course>();
  for (const { tests } of alerts)
    for (const test of tests)
      if (test.kind === "fires" && test.series !== undefined)
        for (const [series, values] of Object.entries(test.series))
          for (const one of [series, chosen(series)]) courses.set(sorted(one), course(values));
  for (const [series, values] of Object.entries(further)) courses.set(sorted(series), course(values));
  return (scrape) =>
    [...courses]
      .flatMap(([series, at]) => {
        const value = at(scrape);
        return value === undefined ? [] : [`${series} ${value}`];
      })
      .join("\n");
}

/** The same in a namespace and on a node of the pages, which is what a dashboard's variables offer. */
function chosen(series: string): string {
  return series.replace('namespace="shop"', 'namespace="obs"').replace('node="n1"', 'node="node-1"');
}

/** One order of labels for each series: a page that shows one twice is refused as a whole. */
function sorted(series: string): string {
  const [, name = "", labels = ""] = /^([^{]*)(?:\{(.*)\})?$/s.exec(series) ?? [];
  const pairs = [...labels.matchAll(/(\w+)\s*=\s*("(?:[^"\\]|\\.)*")/g)].map(([, label, value]) => `${label}=${value}`);
  return `${name.trim()}{${pairs.sort().join(",")}}`;
}

/** promtool's notation of values; the last part of it goes on for ever. */
export function course(notation: string): Course {
  const parts = notation.trim().split(/\s+/).map(part);
  return (scrape) => {
    let start = 0;
    for (const [index, { length, at }] of parts.entries()) {
      if (scrape < start + length || index === parts.length - 1) return at(scrape - start);
      start += length;
    }
    return undefined;
  };
}

function part(text: string): { readonly length: number; readonly at: Course } {
  const [, first = "", step = "0", times = "0"] =
    /^(_|-?[\d.]+(?:e[+-]?\d+)?)([+-][\d.]+)?(?:x(\d+))?$/.exec(text) ?? [];
  if (first === "") throw new Error(`got values ${JSON.stringify(text)}, must be in promtool's notation`);
  // `_x5` is five, `1x5` is a value and five more.
  if (first === "_") return { length: Math.max(1, Number(times)), at: () => undefined };
  return { length: Number(times) + 1, at: (index) => Number(first) + Number(step) * index };
}
