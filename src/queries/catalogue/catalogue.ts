import { COMPONENTS, type ComponentName } from "./components";
import { collect, entryOf, type Lines, type OwnMetric } from "./entries";
import { type Series, seriesIn, seriesNames } from "./series";

/** The metrics of one platform. */
export interface Catalogue {
  readonly components: readonly ComponentName[];
  readonly series: (name: string) => Series | undefined;
  /** Programs that this platform does not run and that would expose it. */
  readonly elsewhere: (name: string) => readonly ComponentName[];
  /** Every name, sorted, to be offered. */
  readonly names: () => readonly string[];
}

/** Where nobody knows what runs: no metric is refused. */
export const NOTHING_KNOWN: Catalogue = {
  components: [],
  series: () => undefined,
  elsewhere: () => [],
  names: () => [],
};

/** The catalogue of a platform that runs these programs. */
export function catalogueOf(components: readonly ComponentName[], own: readonly OwnMetric[] = []): Catalogue {
  const lines = collect(components, own);
  const absent = (Object.keys(COMPONENTS) as ComponentName[]).filter((component) => !components.includes(component));
  let elsewhere: readonly (readonly [ComponentName, Lines])[] | undefined;
  let names: readonly string[] | undefined;
  const found = new Map<string, Series | undefined>();
  return {
    components,
    series: (name) => {
      if (!found.has(name)) found.set(name, seriesIn(lines, name));
      return found.get(name);
    },
    elsewhere: (name) => {
      elsewhere ??= absent.map((component) => [component, collect([component], [])] as const);
      return elsewhere.filter(([, others]) => seriesIn(others, name) !== undefined).map(([component]) => component);
    },
    names: () => {
      const all = [...lines.own.keys(), ...lines.shipped.keys()];
      names ??= [...new Set(all.flatMap((name) => seriesNames(name, entryOf(lines, name)?.type ?? "")))].sort();
      return names;
    },
  };
}
