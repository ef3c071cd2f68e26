import { longestGap, runDays } from "../../cron-gap";
import { EXECUTABLES, type Executable } from "../../managed-tokens/jobs";
import { PUSH_MEMORY } from "../../push-memory";
import { durationSeconds, durationText } from "../../quantity";
import type { Finding } from "../explain/finding";
import { nest } from "../explain/path";
import type { ManagedTokensConfig } from "../schema/managed-tokens";

const HERE = ["managedTokens", "thresholds"];

const MEMORY = durationSeconds(PUSH_MEMORY);

const KEYS = { "token-push": "tokenPush", "refresh-uids-from-ferry": "refreshUids" } as const;

type Age = "tokenStoreAge" | "tokenPushAge" | "uidRefreshAge";

/** Whose runs make it young again. */
const RENEWED_BY: Readonly<Record<Age, Executable>> = {
  tokenStoreAge: "token-push",
  tokenPushAge: "token-push",
  uidRefreshAge: "refresh-uids-from-ferry",
};

/** Bounds at which an alert would never end, or never fire. */
export function thresholdFindings({ thresholds, schedules }: ManagedTokensConfig): Finding[] {
  // A schedule that never comes is a finding of its own.
  if (Object.values(schedules).some((schedule) => runDays(schedule).length < 2)) return [];
  const gaps = {
    "token-push": longestGap(schedules.tokenPush),
    "refresh-uids-from-ferry": longestGap(schedules.refreshUids),
  };
  const rare = EXECUTABLES.filter((executable) => gaps[executable] >= MEMORY);
  if (rare.length > 0) return rare.map((executable) => rareFinding(KEYS[executable], schedules[KEYS[executable]]));
  const ages = (Object.keys(RENEWED_BY) as Age[]).flatMap((age) => ageFinding(age, thresholds[age], gaps));
  return [...ages, ...missedFinding(thresholds.missedRuns, gaps)];
}

function rareFinding(key: string, schedule: string): Finding {
  const message = `got "${schedule}", must run more often than every ${PUSH_MEMORY}: what was pushed longer ago is forgotten, and nobody would be told that a run is missing`;
  return { path: ["managedTokens", "schedules", key], message };
}

function ageFinding(age: Age, bound: string, gaps: Readonly<Record<Executable, number>>): Finding[] {
  const path = [...HERE, age];
  const executable = RENEWED_BY[age];
  const gap = gaps[executable];
  const seconds = durationSeconds(bound);
  if (seconds <= gap) {
    const message = `got "${bound}", must be longer than the ${durationText(gap)} between two runs of ${executable}: the alert would fire before each run`;
    return [{ path, message, fix: nest(path, durationText(3 * gap)) }];
  }
  if (seconds < MEMORY) return [];
  const message = `got "${bound}", must be shorter than ${PUSH_MEMORY}: what was pushed longer ago is forgotten, and the alert would never fire`;
  return [{ path, message, fix: nest(path, "6d") }];
}

function missedFinding(missed: number, gaps: Readonly<Record<Executable, number>>): Finding[] {
  const path = [...HERE, "missedRuns"];
  return EXECUTABLES.flatMap((executable) => {
    const most = Math.ceil(MEMORY / gaps[executable]) - 1;
    if (missed <= most) return [];
    const message = `got ${missed}, must be at most ${most}: ${executable} runs every ${durationText(gaps[executable])}, and after ${PUSH_MEMORY} it is forgotten`;
    return [{ path, message, fix: nest(path, most) }];
  });
}
