import type { Contract } from "../contract";
import type { ChartName } from "../lock";
import { mergeValues } from "../merge";
import { defaultsOf, draftOfChart } from "./chart-draft";
import { correctionsOf } from "./corrections";
import type { ChartPackage } from "./package";
import { probeMaps } from "./probe";
import { PROFILES, SWITCHES, VARIANTS, WAYS } from "./profiles";
import { renderAll } from "./renderings";
import { contractServices } from "./services";
import { settle } from "./settle";
import { shared } from "./shapes";
import { contractWorkloads } from "./workloads";

/** Reads a chart's contract off its package, with the real helm. */
export function generateContract(name: ChartName, file: string, chart: ChartPackage): Contract {
  const profile = PROFILES[name];
  const renderings = renderAll(file, chart, profile, SWITCHES[name] ?? []);
  const ways = Object.entries(WAYS[name] ?? {}).map(
    ([way, values]) => [way, renderAll(file, chart, mergeValues(profile, values), [])] as const,
  );
  const draft = draftOfChart(chart);
  const bases = [{}, ...(VARIANTS[name] ?? [])].map((variant) => mergeValues(profile, variant));
  const probed = probeMaps(file, draft, defaultsOf(chart), bases);
  return {
    chart: name,
    version: chart.version,
    appVersion: chart.appVersion,
    services: withMore(
      contractServices(renderings),
      ways.map(([way, more]) => [way, contractServices(more)]),
    ),
    workloads: withMore(
      contractWorkloads(renderings),
      ways.map(([way, more]) => [way, contractWorkloads(more)]),
    ),
    ...shared(settle(draft, { ...probed, corrections: correctionsOf(name) })),
  };
}

/** What a chart always has, and what only another way of running it adds. */
function withMore<T extends { readonly key: string }>(
  ours: readonly T[],
  ways: readonly (readonly [way: string, parts: readonly T[]])[],
): T[] {
  const known = new Set(ours.map(({ key }) => key));
  const more = ways.flatMap(([way, parts]) =>
    parts.filter(({ key }) => !known.has(key)).map((part) => ({ ...part, onlyWith: way })),
  );
  return [...ours, ...more];
}
