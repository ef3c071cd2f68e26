import { scrapeAnnotations } from "../../src/charts";
import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";
import { moduleOf, type Probe } from "./probe";

export interface BlackboxValuesProps {
  readonly probes: readonly Probe[];
  /** @default small */
  readonly size?: Size | undefined;
}

const CHART = "prometheus-blackbox-exporter";

/** Helm values of the blackbox exporter. */
export function blackboxValues({ probes, size }: BlackboxValuesProps): Record<string, unknown> {
  return {
    ...sizedValues(CHART, size),
    config: { modules: Object.fromEntries(probes.map((probe) => [probe.name, moduleOf(probe)])) },
    podAnnotations: scrapeAnnotations(CHART, CHART),
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
  };
}
