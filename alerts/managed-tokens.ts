import { type Alert, type AlertGroup, batchJobAlerts, defineAlertGroup } from "../src/alert";
import { EXECUTABLES, type ManagedTokensScope } from "../src/managed-tokens";
import { TOKENS_TEAM } from "../src/managed-tokens/routing";
import { type AgeAlerts, ageAlerts } from "./managed-tokens/ages";
import { type FailureAlerts, failureAlerts } from "./managed-tokens/failures";
import { type RunAlerts, runAlerts } from "./managed-tokens/runs";

export interface ManagedTokensAlerts extends AgeAlerts, RunAlerts, FailureAlerts {
  /** That the executables run at all, and that what they push is taken. */
  readonly jobs: readonly Alert[];
}

/** Alerts of the service by name, for the panels that show their signals. */
export function managedTokensAlerts(scope: ManagedTokensScope): ManagedTokensAlerts {
  return {
    ...ageAlerts(scope),
    ...failureAlerts(scope),
    ...runAlerts(scope),
    jobs: EXECUTABLES.flatMap((executable) =>
      batchJobAlerts({
        job: scope.jobs[executable],
        interval: scope.intervals[executable],
        overdue: scope.thresholds.missedRuns,
        panel: { dashboard: "managed-tokens", key: "job-age" },
      }),
    ),
  };
}

/** Only where the config has the service. */
export function managedTokensGroups(scope: ManagedTokensScope): readonly AlertGroup[] {
  const { jobs, ...alerts } = managedTokensAlerts(scope);
  return [
    defineAlertGroup({
      name: "managed-tokens",
      team: TOKENS_TEAM,
      // A week of thousands of series is read each time, for what happens once an hour.
      interval: "5m",
      alerts: Object.values(alerts),
    }),
    defineAlertGroup({ name: "managed-tokens-jobs", team: TOKENS_TEAM, alerts: jobs }),
  ];
}
