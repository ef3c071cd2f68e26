import { checkGrafanaValues } from "../constructs/grafana/overrides";
import { checkValues, type HelmValues } from "../src/charts";
import type { ClientConfig } from "../src/config";
import type { Problem } from "../src/problem";
import { durationSeconds } from "../src/quantity";
import { type Load, largestConsumers } from "../src/sizing/capacity";
import { type Overview, overviewOf } from "./overview";
import { releasesOf } from "./releases";

/** What is wrong with a valid config: overrides that a chart does not know, a platform that its nodes cannot hold. */
export function checkClient(config: ClientConfig): readonly Problem[] {
  return [...overrides(config), ...capacityProblems(overviewOf(config)), ...shippedProblems(config)];
}

/** Rarest scrapes for which our own tests hold all that is shipped. */
const PROVED_INTERVAL_SECONDS = 60;

/** Reading every shipped query takes longer than all the rest: it is done where it can find anything. */
function shippedProblems(config: ClientConfig): readonly Problem[] {
  if (durationSeconds(config.prometheus.scrapeInterval) <= PROVED_INTERVAL_SECONDS) return [];
  const { checkShipped } = require("./check-shipped") as typeof import("./check-shipped");
  return checkShipped(config);
}

function overrides(config: ClientConfig): Problem[] {
  const known = releasesOf(config).flatMap(({ pin, section, values }) =>
    checkValues(pin, values as HelmValues, `${section}.values`),
  );
  return [...known, ...checkGrafanaValues(config.grafana.values, "grafana.values")];
}

function capacityProblems({ capacity, requests }: Overview): Problem[] {
  const { min, max } = capacity;
  if (max.fits && min.fits) return [];
  const load = max.fits ? min : max;
  const largest = largestConsumers(requests, load.nodes)
    .slice(0, 3)
    .map(({ chart, memory }) => `${chart} ${memory} MiB`);
  const numbers = `${load.nodes} nodes give ${load.allocatable.memory} MiB and ${load.allocatable.cpu}m CPU, the platform requests ${load.requested.memory} MiB and ${load.requested.cpu}m${beside(load)}`;
  return [
    {
      path: "cluster",
      severity: max.fits ? "warning" : "error",
      message: `${max.fits ? "with the fewest nodes the platform does not fit" : "the platform does not fit"}: ${numbers}; the largest are ${largest.join(", ")}`,
    },
  ];
}

function beside({ passing }: Load): string {
  return passing.memory === 0 ? "" : `, a Job beside it ${passing.memory} MiB and ${passing.cpu}m`;
}
