import { scrapeAnnotations } from "../../src/charts";
import { sizedValues } from "../../src/sizing/containers";
import { moduleOf, type Probe } from "./probe";

export interface BlackboxValuesProps {
  readonly probes: readonly Probe[];
}

const CHART = "prometheus-blackbox-exporter";

/** Helm values of the blackbox exporter. */
export function blackboxValues({ probes }: BlackboxValuesProps): Record<string, unknown> {
  return {
    ...sizedValues(CHART),
    config: { modules: Object.fromEntries(probes.map((probe) => [probe.name, moduleOf(probe)])) },
    podAnnotations: scrapeAnnotations(CHART, CHART),
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
  };
}
