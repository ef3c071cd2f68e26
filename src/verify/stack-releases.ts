import { parse } from "yaml";
import { type ChartName, chartNames, chartPin } from "../charts";

/** A Helm release as a synthesized stack has it. */
export interface StackRelease {
  readonly name: string;
  /** What its repository calls the chart. */
  readonly chart: string;
  /** What the lock calls this version of the chart. */
  readonly pin: ChartName;
  readonly version: string;
  readonly namespace: string;
  /** As Terraform hands them to Helm. */
  readonly valuesText: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every release of a stack that is of a locked chart. Those of our own hold custom resources only. */
export function releasesIn(stack: { readonly resource?: unknown }): readonly StackRelease[] {
  const { helm_release: releases = {} } = (stack.resource ?? {}) as { helm_release?: Record<string, Release> };
  return Object.values(releases)
    .filter(({ repository }) => repository !== undefined)
    .map(releaseOf);
}

interface Release {
  readonly name: string;
  readonly chart: string;
  readonly version: string;
  readonly namespace: string;
  readonly repository?: string;
  readonly values: readonly string[];
}

function releaseOf({ name, chart, version, namespace, values }: Release): StackRelease {
  const valuesText = readByTerraform(values.join("\n"));
  const pin = chartNames().find((one) => chartPin(one).package === chart && chartPin(one).version === version);
  if (pin === undefined) throw new Error(`${chart} ${version} is not locked`);
  const parsed = parse(valuesText) as StackRelease["values"];
  return { name, chart, pin, version, namespace, valuesText, values: parsed };
}

/** What Terraform makes of a text that `literal` wrote. */
export function readByTerraform(template: string): string {
  return template
    .replace(/\$\{"([$%]*)\\r"\}/g, (_, before) => `${before}\r`)
    .replaceAll("$${", "${")
    .replaceAll("%%{", "%{");
}
