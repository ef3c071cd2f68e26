import { checkGrafanaValues } from "../constructs/grafana/overrides";
import { checkValues, type HelmValues } from "../src/charts";
import type { ClientConfig } from "../src/config";
import type { Problem } from "../src/problem";
import { durationSeconds } from "../src/quantity";
import { capacityProblems } from "./capacity-problems";
import { releasesOf } from "./releases";

/** What is wrong with a valid config: overrides that a chart does not know, a platform that its nodes cannot hold. */
export function checkClient(config: ClientConfig): readonly Problem[] {
  return [
    ...overrides(config),
    ...capacityProblems(config),
    ...shippedProblems(config),
    ...alertProblems(config),
    ...sizeProblems(config),
  ];
}

/** No key of a config makes twenty times its own size. In bytes. */
const LARGE_CONFIG = 48 * 1024;

/** All that is made has to be made to be measured: that is done for configs that can make too much. */
function sizeProblems(config: ClientConfig): readonly Problem[] {
  if (JSON.stringify(config).length < LARGE_CONFIG) return [];
  const { storedSizeProblems } = require("./stored-sizes") as typeof import("./stored-sizes");
  return storedSizeProblems(config);
}

/** Rarest scrapes for which our own tests hold all that is shipped. */
const PROVED_INTERVAL_SECONDS = 60;

/** Reading every shipped query takes longer than all the rest: it is done where it can find anything. */
function shippedProblems(config: ClientConfig): readonly Problem[] {
  if (durationSeconds(config.prometheus.scrapeInterval) <= PROVED_INTERVAL_SECONDS) return [];
  const { checkShipped } = require("./check-shipped") as typeof import("./check-shipped");
  return checkShipped(config);
}

/** Loaded by those who say anything of alerts but where they go. */
function alertProblems(config: ClientConfig): readonly Problem[] {
  const { rules, disable, overrides, ignore, ledger } = config.alerts;
  const lists = [rules, disable, ignore, Object.keys(overrides)];
  const says = lists.some((list) => list.length > 0) || ledger !== undefined;
  if (!says) return [];
  const { checkOwnAlerts } = require("./check-alerts") as typeof import("./check-alerts");
  return checkOwnAlerts(config);
}

function overrides(config: ClientConfig): Problem[] {
  const known = releasesOf(config).flatMap(({ pin, section, values }) =>
    checkValues(pin, values as HelmValues, `${section}.values`),
  );
  return [...known, ...checkGrafanaValues(config.grafana.values, "grafana.values")];
}
