import type { NameRule } from "../contract";
import { type HelmValues, mergeValues } from "../merge";
import { RenderError, render } from "./helm";
import type { Manifest } from "./manifests";
import { calledInNames, keyOf, NAMESPACE, NO_WORD, nameRule, releaseWith, templateOf } from "./names";
import type { ChartPackage } from "./package";

/** One chart rendered under several releases, and with more of its parts switched on. */
export interface Renderings {
  readonly chart: ChartPackage;
  /** As we run it, under a release whose name no chart knows. */
  readonly base: readonly Manifest[];
  /** The same by the word in the release's name. */
  readonly byWord: ReadonlyMap<string, readonly Manifest[]>;
  /** The base with one more value set to true, by that value's path. */
  readonly bySwitch: ReadonlyMap<string, readonly Manifest[]>;
}

/** An object of the base rendering, with what we call it and the rule of its name. */
export interface Keyed {
  readonly key: string;
  readonly rule: NameRule;
  readonly manifest: Manifest;
}

/** Renders a chart in all the ways that its contract needs. */
export function renderAll(
  file: string,
  chart: ChartPackage,
  profile: HelmValues,
  switches: readonly string[],
): Renderings {
  const as = (word: string, values: HelmValues): Manifest[] =>
    render({ package: file, release: releaseWith(word), namespace: NAMESPACE, values });
  const words = [NO_WORD, calledInNames(chart.name), ...[...chart.subcharts.values()].map(({ name }) => name)];
  const byWord = new Map(words.map((word) => [word, as(word, profile)]));
  const bySwitch = new Map(switches.map((path) => [path, as(NO_WORD, mergeValues(profile, switchedOn(path)))]));
  return { chart, base: byWord.get(NO_WORD) ?? [], byWord, bySwitch };
}

/** `a.b` as the values `{a: {b: true}}`. */
function switchedOn(path: string): HelmValues {
  const [key = "", ...rest] = path.split(".");
  return { [key]: rest.length === 0 ? true : switchedOn(rest.join(".")) };
}

/** The objects of one sort, in the order of their keys. */
export function keyed(renderings: Renderings, wanted: (manifest: Manifest) => boolean): Keyed[] {
  const columns = [...renderings.byWord].map(([word, manifests]) => ({ word, manifests: manifests.filter(wanted) }));
  const base = renderings.base.filter(wanted);
  const named = base.map((manifest, index) => {
    const templates = columns.map(({ word, manifests }): [string, string] => {
      const same = manifests[index];
      // Helm orders objects by file and not by name, so that the same place is the same object.
      if (same?.kind !== manifest.kind || manifests.length !== base.length) {
        throw new RenderError(`${renderings.chart.name}: other objects under the release ${releaseWith(word)}`);
      }
      return [word, templateOf(same.metadata.name, word)];
    });
    const rule = nameRule(new Map(templates));
    return { key: keyIn(renderings.chart, rule.name), rule, manifest };
  });
  return named.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What we call an object of a chart, by the template of its name. */
export function keyIn(chart: ChartPackage, template: string): string {
  return keyOf(template, calledInNames(chart.name), [...chart.subcharts.keys()]);
}
