import type { ManagedTokensConfig } from "../config/schema/managed-tokens";
import { durationSeconds } from "../quantity";

/** How late a run may start. The next one is never far, and a late one must not meet the other executable. */
export const LATEST_START_SECONDS = 120;

/** From the end that the program sets itself to the one that Kubernetes sets: for its start, its metrics, its mail. */
const ROOM_SECONDS = 60;

/** How long a pod has that was told to end. */
const GRACE_SECONDS = 30;

/** How long one run may take before Kubernetes ends it. */
export function deadlineSeconds({ timeouts }: Pick<ManagedTokensConfig, "timeouts">): number {
  return durationSeconds(timeouts.globalTimeout) + ROOM_SECONDS;
}

/** How long after the minute of its schedule a run may still be there. */
export function occupiedSeconds(config: Pick<ManagedTokensConfig, "timeouts">): number {
  return LATEST_START_SECONDS + deadlineSeconds(config) + GRACE_SECONDS;
}
