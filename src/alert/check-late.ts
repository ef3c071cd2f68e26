import type * as Check from "./check";
import type * as Recorded from "./recorded-metrics";

/** All that is wrong with alerts. Reading their queries takes grammars, which are loaded by those who ask. */
export const checkAlerts: typeof Check.checkAlerts = (...args) => {
  const { checkAlerts: check } = require("./check") as typeof Check;
  return check(...args);
};

/** The metrics that recording rules make. */
export const recordedMetrics: typeof Recorded.recordedMetrics = (...args) => {
  const { recordedMetrics: metrics } = require("./recorded-metrics") as typeof Recorded;
  return metrics(...args);
};
