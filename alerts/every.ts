import type { AlertGroup } from "../src/alert";
import { managedTokens } from "../src/config/schema/managed-tokens";
import { managedTokensScope } from "../src/managed-tokens";
import { alertGroups } from "./everything";
import { managedTokensGroups } from "./managed-tokens";

/** Every shipped group of alerts, those of a service that few have as they are by default. */
export function everyAlertGroup(): readonly AlertGroup[] {
  const { devEnvironmentLabel, prometheus, schedules, thresholds, timeouts } = managedTokens.shape;
  const scope = managedTokensScope({
    devEnvironmentLabel: devEnvironmentLabel.parse(undefined),
    prometheus: prometheus.parse(undefined),
    schedules: schedules.parse(undefined),
    thresholds: thresholds.parse(undefined),
    timeouts: timeouts.parse(undefined),
  });
  return [...alertGroups, ...managedTokensGroups(scope)];
}
