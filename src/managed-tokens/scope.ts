import type { ManagedTokensConfig } from "../config/schema/managed-tokens";
import { longestGap } from "../cron-gap";
import { durationSeconds, durationText } from "../quantity";
import { type Executable, pushedJobs } from "./jobs";

/** What of the config makes the scope. */
type ScopedConfig = Pick<
  ManagedTokensConfig,
  "devEnvironmentLabel" | "prometheus" | "schedules" | "thresholds" | "timeouts"
>;

/** What alerts and dashboards of the service depend on. Not on its services, of which there may be thousands. */
export interface ManagedTokensScope {
  readonly thresholds: ManagedTokensConfig["thresholds"];
  /** Label `job` of what each executable pushes. */
  readonly jobs: Readonly<Record<Executable, string>>;
  /** Longest time between two runs of each executable, such as `1h`. */
  readonly intervals: Readonly<Record<Executable, string>>;
  /** Seconds after which the program cuts a run off. */
  readonly globalTimeout: number;
  /** Label `environment` of its logs. */
  readonly environment: string;
}

export function managedTokensScope(config: ScopedConfig): ManagedTokensScope {
  const { schedules, thresholds, timeouts, devEnvironmentLabel } = config;
  return {
    thresholds,
    jobs: pushedJobs(config),
    intervals: {
      "token-push": durationText(longestGap(schedules.tokenPush)),
      "refresh-uids-from-ferry": durationText(longestGap(schedules.refreshUids)),
    },
    globalTimeout: durationSeconds(timeouts.globalTimeout),
    environment: devEnvironmentLabel,
  };
}
