import type { ManagedTokensConfig } from "../config/schema/managed-tokens";
import { durationSeconds } from "../quantity";
import type { Run } from "./jobs";

type Timed = Pick<ManagedTokensConfig, "timeouts">;

/** How late a run may start. The next one is never far, and a late one must not meet the other executable. */
export const LATEST_START_SECONDS = 120;

/** From the end that the program sets itself to the one that Kubernetes sets: for its start, its metrics, its mail. */
const ROOM_SECONDS = 60;

/** How long a pod has that was told to end. */
const GRACE_SECONDS = 30;

/** How long somebody has to sign in to the vault by the address that onboarding prints. */
const SIGN_IN_SECONDS = 900;

/** What a run's file says of timeouts: the one for the vault counts while a person signs in, too. */
export function timeoutsOf({ timeouts }: Timed, run: Run): ManagedTokensConfig["timeouts"] {
  const vault = durationSeconds(timeouts.vaultStorerTimeout);
  if (run !== "onboarding" || vault >= SIGN_IN_SECONDS) return timeouts;
  const whole = durationSeconds(timeouts.globalTimeout) + SIGN_IN_SECONDS - vault;
  return { ...timeouts, globalTimeout: `${whole}s`, vaultStorerTimeout: `${SIGN_IN_SECONDS}s` };
}

/** How long one run may take before Kubernetes ends it. */
export function deadlineSeconds(config: Timed, run: Run = "token-push"): number {
  return durationSeconds(timeoutsOf(config, run).globalTimeout) + ROOM_SECONDS;
}

/** How long after the minute of its schedule a run by the clock may still be there. */
export function occupiedSeconds(config: Timed): number {
  return LATEST_START_SECONDS + deadlineSeconds(config) + GRACE_SECONDS;
}
