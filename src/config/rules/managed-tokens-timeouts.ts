import { EXECUTABLES, type Executable } from "../../managed-tokens/jobs";
import { durationSeconds, parseDuration } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { ManagedTokensConfig } from "../schema/managed-tokens";

type Timeout = keyof ManagedTokensConfig["timeouts"];
type Worker = keyof ManagedTokensConfig["workerType"];

const PARTS: Readonly<Record<Executable, readonly Timeout[]>> = {
  "token-push": ["kerberosTimeout", "vaultStorerTimeout", "pingTimeout", "pushTimeout"],
  "refresh-uids-from-ferry": ["ferryRequestTimeout", "dbTimeout"],
};

const TIMEOUT_OF: Readonly<Record<Worker, Timeout>> = {
  getKerberosTickets: "kerberosTimeout",
  getToken: "vaultStorerTimeout",
  storeAndGetToken: "vaultStorerTimeout",
  pingAggregator: "pingTimeout",
  pushTokens: "pushTimeout",
};

/** The program ends with an error when the parts of an executable may take longer than the whole. */
export function timeoutFindings({ timeouts }: ManagedTokensConfig): Finding[] {
  const path = ["managedTokens", "timeouts", "globalTimeout"];
  return EXECUTABLES.flatMap((executable) => {
    const sum = PARTS[executable].reduce((seconds, part) => seconds + durationSeconds(timeouts[part]), 0);
    if (sum <= durationSeconds(timeouts.globalTimeout)) return [];
    const parts = PARTS[executable].map((part) => `${part} ${timeouts[part]}`).join(", ");
    const message = `got "${timeouts.globalTimeout}", must be at least ${sum}s, the sum of ${executable}'s ${parts}: it would not start`;
    return [{ path, message, fix: nest(path, `${sum}s`) }];
  });
}

/** One worker whose retries do not fit, and no worker has any. */
export function retryFindings({ workerType, timeouts }: ManagedTokensConfig): Finding[] {
  return Object.entries(workerType).flatMap(([worker, { numRetries, retrySleep }]) => {
    const sleep = parseDuration(retrySleep) ?? 0;
    const timeout = TIMEOUT_OF[worker as Worker];
    const most = durationSeconds(timeouts[timeout]);
    if (numRetries * sleep <= most) return [];
    const path = ["managedTokens", "workerType", worker, "retrySleep"];
    const message = `got ${numRetries} retries after ${retrySleep} each, ${numRetries * sleep}s, must be at most timeouts.${timeout} (${timeouts[timeout]}): the program would drop the retries of all workers`;
    return [{ path, message, fix: nest(path, `${Math.floor(most / numRetries)}s`) }];
  });
}
