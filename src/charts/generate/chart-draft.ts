import { parse } from "yaml";
import { type HelmValues, mergeValues } from "../merge";
import { complete, type Draft, newDraft } from "./draft";
import { draftOfComments } from "./from-comments";
import { draftOfDefaults } from "./from-defaults";
import { draftOfSchema } from "./from-schema";
import { draftOfTemplates } from "./from-templates";
import type { ChartPackage } from "./package";

/** All that a chart's files say of its values; its subcharts' under their keys. */
export function draftOfChart(chart: ChartPackage): Draft {
  const text = chart.files.get("values.yaml") ?? "";
  const schema = chart.files.get("values.schema.json");
  const draft = schema === undefined ? newDraft("schema", "", true) : draftOfSchema(schema);
  complete(draft, draftOfDefaults(parse(text, { merge: true }) ?? {}));
  complete(draft, draftOfTemplates(templatesOf(chart)));
  complete(draft, draftOfComments(text));
  for (const [key, subchart] of chart.subcharts) addSubchart(draft, key, subchart);
  return draft;
}

/**
 * A subchart's own files know its keys better than those of the chart around it. The chart's globals are those of all of
 * its subcharts; each subchart has only the ones that it knows.
 */
function addSubchart(draft: Draft, key: string, subchart: ChartPackage): void {
  const below = draftOfChart(subchart);
  const known = draft.keys.get(key);
  if (known !== undefined) complete(below, known);
  draft.keys.set(key, below);
  const globals = below.keys.get("global");
  const ours = draft.keys.get("global");
  if (globals !== undefined && ours === undefined) draft.keys.set("global", structuredClone(globals));
  else if (globals !== undefined && ours !== undefined) complete(ours, globals);
}

/** Templates, and those values that are templates themselves (loki's configuration is one). */
function templatesOf(chart: ChartPackage): string[] {
  const templates = [...chart.files].filter(([path]) => path.startsWith("templates/")).map(([, text]) => text);
  return [...templates, chart.files.get("values.yaml") ?? ""];
}

/** A chart's default values, with those of its subcharts below them. */
export function defaultsOf(chart: ChartPackage): HelmValues {
  const own = (parse(chart.files.get("values.yaml") ?? "", { merge: true }) ?? {}) as HelmValues;
  const subcharts = Object.fromEntries([...chart.subcharts].map(([key, subchart]) => [key, defaultsOf(subchart)]));
  return mergeValues(subcharts, own);
}
