import type { Executable } from "../../src/managed-tokens";
import type { Section } from "./section";

/** A run that came to its end. */
export interface PastRun {
  /** Hours ago; 0 is now. */
  readonly ago: number;
  /** Name of the page that it pushed. */
  readonly page: string;
}

export interface JobPast {
  readonly runs: readonly PastRun[];
  /** Since when the gateway has forgotten what was pushed, in hours. @default it has not */
  readonly forgotten?: number;
  /** Whether the gateway has just refused another push. @default false */
  readonly refused?: boolean;
}

/** What happened to a service, and who must hear of it. */
export interface Scenario {
  /** The environment, which the names of its jobs end in. */
  readonly name: string;
  /** What its config says. @default as by default */
  readonly given?: Section;
  readonly jobs: Readonly<Record<Executable, JobPast>>;
  /** Alerts with their service, credd, node, executable and stage; names without the environment. */
  readonly firing: readonly string[];
  /** Alerts that wait. @default none */
  readonly pending?: readonly string[];
}

/** Runs of every hour. */
function hourly(page: string, from: number, to: number): readonly PastRun[] {
  return Array.from({ length: from - to + 1 }, (_, index) => ({ ago: from - index, page: `token-push-${page}` }));
}

const FINE: JobPast = { runs: hourly("ok", 8, 0) };
const REFRESHED: JobPast = { runs: [{ ago: 0, page: "refresh-uids-ok" }] };
const SILENT: JobPast = { runs: [] };

/** token-push as it was, while the UIDs are fresh. */
function pushes(name: string, runs: readonly PastRun[], firing: readonly string[], given?: Section): Scenario {
  const jobs = { "token-push": { runs }, "refresh-uids-from-ferry": REFRESHED };
  return { name, jobs, firing, ...(given === undefined ? {} : { given }) };
}

/** refresh-uids-from-ferry as it was, while tokens are fresh. */
function refreshes(name: string, runs: readonly PastRun[], firing: readonly string[], given?: Section): Scenario {
  const jobs = { "token-push": FINE, "refresh-uids-from-ferry": { runs } };
  return { name, jobs, firing, ...(given === undefined ? {} : { given }) };
}

const daily = (page: string, ...ago: readonly number[]): readonly PastRun[] =>
  ago.map((hours) => ({ ago: hours, page: `refresh-uids-${page}` }));

const PATIENT: Section = {
  timeouts: { globalTimeout: "900s", vaultStorerTimeout: "400s", ferryRequestTimeout: "400s" },
};

export const SCENARIOS: readonly Scenario[] = [
  pushes("healthy", hourly("ok", 8, 0), []),
  pushes("healthy_gets", hourly("gets", 8, 0), []),
  // Once is a failure, and no age.
  pushes(
    "one_failure",
    [...hourly("ok", 8, 1), ...hourly("push-fails", 0, 0)],
    ["TokenNodePushFailed dune_production n2.example.org", "TokenServicesFailed"],
  ),
  pushes(
    "push_fails",
    [...hourly("ok", 8, 4), ...hourly("push-fails", 3, 0)],
    ["TokenNodePushFailed dune_production n2.example.org", "TokenPushTooOld dune_production", "TokenServicesFailed"],
  ),
  pushes(
    "store_fails",
    [...hourly("ok", 8, 4), ...hourly("store-fails", 3, 0)],
    [
      "TokenPushTooOld mu2e_production",
      "TokenServicesFailed",
      "TokenStoreTooOld mu2e_production credd.example.org",
      "VaultTokenStoreFailed mu2e_production credd.example.org",
    ],
  ),
  pushes(
    "kinit_fails",
    [...hourly("ok", 8, 4), ...hourly("kinit-fails", 3, 0)],
    [
      "KinitFailed mu2e_production",
      "TokenPushTooOld mu2e_production",
      "TokenServicesFailed",
      "TokenStoreTooOld mu2e_production credd.example.org",
    ],
  ),
  pushes(
    "get_fails",
    [...hourly("gets", 8, 4), ...hourly("get-fails", 3, 0)],
    [
      "TokenGetTooOld mu2e_production",
      "TokenPushTooOld mu2e_production",
      "TokenServicesFailed",
      "VaultTokenGetFailed mu2e_production",
    ],
  ),
  // Nothing but the count tells of a service that is left out.
  pushes("skipped", hourly("skips", 2, 0), ["TokenServicesFailed"]),
  // A ping that fails is no fault.
  pushes("no_ping", hourly("ping-fails", 8, 0), []),
  pushes("recovered", [...hourly("store-fails", 8, 2), ...hourly("ok", 1, 0)], []),
  pushes("bounds", [...hourly("ok", 8, 4), ...hourly("push-fails", 3, 0)], [], {
    thresholds: { tokenPushAge: "5h", failedServices: 1, nodeFailures: 2 },
  }),
  pushes("slow_vault", hourly("slow", 1, 0), ["TokenPushStageSlow token-push storeAndGetTokens"], PATIENT),
  pushes("cut", hourly("slow", 1, 0), ["TokenRunNearTimeout token-push"], {
    timeouts: { globalTimeout: "350s" },
    thresholds: { pushStage: "6m" },
  }),
  refreshes("one_account", daily("one-fails", 0), ["FerryRequestsFailed"]),
  // The time of the last refresh is pushed as 0, which is no age.
  refreshes("ferry_failed", daily("ok", 24).concat(daily("fails", 0)), ["FerryRequestsFailed"]),
  refreshes("ferry_fails", daily("ok", 50).concat(daily("fails", 24, 0)), ["FerryRequestsFailed", "UidRefreshTooOld"]),
  refreshes("never_refreshed", daily("fails", 1, 0), ["FerryRequestsFailed", "UidRefreshTooOld"]),
  refreshes("slow_ferry", daily("slow", 0), ["UidRefreshStageSlow refresh-uids-from-ferry getFERRYData"], PATIENT),
  // The gateway keeps what was pushed last ...
  {
    name: "stopped",
    jobs: {
      "token-push": { runs: hourly("ok", 8, 4), forgotten: 0 },
      "refresh-uids-from-ferry": { runs: daily("ok", 50), forgotten: 0 },
    },
    firing: [
      "ManagedTokensFerryOverdue",
      "ManagedTokensOverdue",
      "TokenPushTooOld dune_production",
      "TokenPushTooOld mu2e_production",
      "TokenStoreTooOld dune_production credd.example.org",
      "TokenStoreTooOld mu2e_production credd.example.org",
      "UidRefreshTooOld",
    ],
  },
  // ... or has lost it.
  {
    name: "forgotten",
    jobs: {
      "token-push": { runs: hourly("store-fails", 8, 4), forgotten: 3.8 },
      "refresh-uids-from-ferry": { runs: daily("ok", 50), forgotten: 49 },
    },
    firing: [
      "ManagedTokensFerryOverdue",
      "ManagedTokensOverdue",
      "TokenPushTooOld dune_production",
      "TokenStoreTooOld dune_production credd.example.org",
      "UidRefreshTooOld",
    ],
  },
  {
    name: "refused",
    jobs: { "token-push": { ...FINE, refused: true }, "refresh-uids-from-ferry": { ...REFRESHED, refused: true } },
    firing: ["ManagedTokensFerryPushRefused", "ManagedTokensPushRefused"],
  },
  {
    name: "never_seen",
    jobs: { "token-push": SILENT, "refresh-uids-from-ferry": SILENT },
    firing: [],
    pending: ["ManagedTokensFerryUnseen", "ManagedTokensUnseen"],
  },
];
