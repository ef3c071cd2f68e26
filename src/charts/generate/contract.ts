import type { Contract } from "../contract";
import type { ChartName } from "../lock";
import { mergeValues } from "../merge";
import { defaultsOf, draftOfChart } from "./chart-draft";
import { correctionsOf } from "./corrections";
import type { ChartPackage } from "./package";
import { probeMaps } from "./probe";
import { PROFILES, SWITCHES, VARIANTS } from "./profiles";
import { renderAll } from "./renderings";
import { contractServices } from "./services";
import { settle } from "./settle";
import { shared } from "./shapes";
import { contractWorkloads } from "./workloads";

/** Reads a chart's contract off its package, with the real helm. */
export function generateContract(name: ChartName, file: string, chart: ChartPackage): Contract {
  const profile = PROFILES[name];
  const renderings = renderAll(file, chart, profile, SWITCHES[name] ?? []);
  const draft = draftOfChart(chart);
  const bases = [{}, ...(VARIANTS[name] ?? [])].map((variant) => mergeValues(profile, variant));
  const probed = probeMaps(file, draft, defaultsOf(chart), bases);
  return {
    chart: name,
    version: chart.version,
    appVersion: chart.appVersion,
    services: contractServices(renderings),
    workloads: contractWorkloads(renderings),
    ...shared(settle(draft, { ...probed, corrections: correctionsOf(name) })),
  };
}
