import { type Alert, defineAlert, fires, humanized, silent, sincePushed } from "../../src/alert";
import { defineSignal, promql, type Query } from "../../src/dashboard";
import type { ManagedTokensScope } from "../../src/managed-tokens";
import { PUSH_MEMORY } from "../../src/push-memory";
import { durationSeconds } from "../../src/quantity";
import { DUNE_LABELS, MU2E_LABELS, pushedSeries } from "./series";

export interface AgeAlerts {
  readonly storeTooOld: Alert;
  readonly getTooOld: Alert;
  readonly pushTooOld: Alert;
  readonly refreshTooOld: Alert;
}

const SERVICES = "managed-tokens-services";

/** A run that fails takes its time stamps away, and they go on ageing here: see `sincePushed`. */
function age(metric: Query, by: readonly string[]) {
  return defineSignal({ expr: sincePushed(metric, by), unit: "s", min: 0 });
}

/** Alerts on how old something is that should be new. */
export function ageAlerts(scope: ManagedTokensScope): AgeAlerts {
  return {
    storeTooOld: storeTooOld(scope),
    getTooOld: getTooOld(scope),
    pushTooOld: pushTooOld(scope),
    refreshTooOld: refreshTooOld(scope),
  };
}

function storeTooOld(scope: ManagedTokensScope): Alert {
  const { thresholds, jobs } = scope;
  const { stored } = pushedSeries(scope);
  const description =
    "Jobs of the experiment lose their credentials when this one expires. It is the age since the last run that stored it, whether later runs failed or did not take place.";
  const times = agesOf(thresholds.tokenStoreAge);
  return defineAlert({
    name: "TokenStoreTooOld",
    signal: age(promql`managed_tokens_last_token_store_timestamp{job="${jobs["token-push"]}"}`, [
      "experiment",
      "role",
      "service",
      "credd",
    ]),
    above: thresholds.tokenStoreAge,
    severity: "critical",
    summary: "The token of {{ $labels.service }} was stored in {{ $labels.credd }} {{ $value | humanizeDuration }} ago",
    description,
    runbook: `
1. Dashboard "Managed tokens: services": is it one service, all services of one credd, or all?
2. All: does token-push run, and does it come to its end? Dashboard "Managed tokens: operations".
3. One credd: is it up, does it take connections from the cluster at port 9618? \`kubectl -n managed-tokens create job --from=cronjob/token-push try\` runs it once more.
4. One service: its lines in dashboard "Managed tokens: logs and traces". \`Authentication needed\`: the vault has no refresh token any more, onboard it again with \`belvedere tokens onboard FILE EXPERIMENT_ROLE\`.
5. The service was taken out of the config, or has another credd: nothing is wrong. Silence the alert; it is forgotten after a week.
`,
    panel: { dashboard: SERVICES, key: "store-age" },
    tests: [
      fires({
        series: { [stored.mu2e]: times.vanished, [stored.dune]: times.fresh },
        at: "1h",
        expect: [
          {
            labels: { ...MU2E_LABELS, credd: "credd.example.org" },
            summary: `The token of mu2e_production was stored in credd.example.org ${times.lateText} ago`,
            description,
          },
        ],
      }),
      // The gateway keeps what a job pushed that runs no more.
      fires({
        series: { [stored.mu2e]: times.kept },
        at: "1h",
        expect: [
          {
            labels: { ...MU2E_LABELS, credd: "credd.example.org" },
            summary: `The token of mu2e_production was stored in credd.example.org ${times.lateText} ago`,
            description,
          },
        ],
      }),
      silent({ series: { [stored.mu2e]: times.intime }, at: "1h" }),
      silent({ series: { [stored.dune]: times.fresh, [stored.mu2e]: times.fresh }, at: "1h" }),
    ],
  });
}

function getTooOld(scope: ManagedTokensScope): Alert {
  const { thresholds, jobs } = scope;
  const { got } = pushedSeries(scope);
  const description =
    "It is a service whose token is got and pushed, and stored in no credd. When its last one expires, its nodes have none.";
  const times = agesOf(thresholds.tokenStoreAge);
  return defineAlert({
    name: "TokenGetTooOld",
    signal: age(promql`managed_tokens_last_token_get_timestamp{job="${jobs["token-push"]}"}`, [
      "experiment",
      "role",
      "service",
    ]),
    above: thresholds.tokenStoreAge,
    severity: "critical",
    summary: "The token of {{ $labels.service }} was got {{ $value | humanizeDuration }} ago",
    description,
    runbook: `
1. Its lines in dashboard "Managed tokens: logs and traces": what does the vault say?
2. \`Authentication needed\`: the vault has no refresh token any more, onboard it again with \`belvedere tokens onboard FILE EXPERIMENT_ROLE\`.
3. The vault does not answer: is it up, may the namespace reach its port 8200?
4. The service was taken out of the config, or is stored in a credd by now: nothing is wrong. Silence the alert; it is forgotten after a week.
`,
    panel: { dashboard: SERVICES, key: "gets" },
    tests: [
      fires({
        series: { [got]: times.vanished },
        at: "1h",
        expect: [
          {
            labels: MU2E_LABELS,
            summary: `The token of mu2e_production was got ${times.lateText} ago`,
            description,
          },
        ],
      }),
      silent({ series: { [got]: times.intime }, at: "1h" }),
      silent({ series: { [got]: times.fresh }, at: "1h" }),
    ],
  });
}

/** By service: the program notes a time only when every node has its token, and then the same for all of them. */
function pushTooOld(scope: ManagedTokensScope): Alert {
  const { thresholds, jobs } = scope;
  const { pushed } = pushedSeries(scope);
  const description =
    "One node that fails is enough: the program counts a push when all of them have the token. Jobs on nodes without one end when theirs expires.";
  const times = agesOf(thresholds.tokenPushAge);
  return defineAlert({
    name: "TokenPushTooOld",
    signal: age(promql`managed_tokens_last_token_push_timestamp{job="${jobs["token-push"]}"}`, [
      "experiment",
      "role",
      "service",
    ]),
    above: thresholds.tokenPushAge,
    severity: "critical",
    summary: "The token of {{ $labels.service }} last reached all of its nodes {{ $value | humanizeDuration }} ago",
    description,
    runbook: `
1. TokenNodePushFailed names the nodes that fail. None: the service fails before, see KinitFailed and VaultTokenStoreFailed.
2. \`ssh -v ACCOUNT@NODE\` with a ticket of the account: is the node up, is port 22 open to the cluster, is the account's principal in its \`.k5login\`, is there room in its temporary folder?
3. A node that is gone for good: take it out of \`destinationNodes\`. Until then none of the service's pushes counts, though its other nodes get their tokens.
4. The service was taken out of the config: nothing is wrong. Silence the alert; it is forgotten after a week.
`,
    panel: { dashboard: SERVICES, key: "push-age" },
    tests: [
      // n2 fails, and n1 vanishes with it.
      fires({
        series: { [pushed.n1]: times.vanished, [pushed.n2]: times.vanished, [pushed.n3]: times.fresh },
        at: "1h",
        expect: [
          {
            labels: DUNE_LABELS,
            summary: `The token of dune_production last reached all of its nodes ${times.lateText} ago`,
            description,
          },
        ],
      }),
      // A node that was taken out of the config.
      silent({ series: { [pushed.n1]: times.fresh, [pushed.n2]: times.vanished }, at: "1h" }),
      silent({ series: { [pushed.n3]: times.intime }, at: "1h" }),
    ],
  });
}

function refreshTooOld(scope: ManagedTokensScope): Alert {
  const { thresholds, jobs } = scope;
  const { refreshed } = pushedSeries(scope);
  const job = jobs["refresh-uids-from-ferry"];
  const most = durationSeconds(thresholds.uidRefreshAge);
  const description =
    "A service whose account FERRY has changed goes on with the old UID, and one that is new is left out without a word: tokens are named by UID. Seven days stand for never.";
  const times = agesOf(thresholds.uidRefreshAge);
  return defineAlert({
    name: "UidRefreshTooOld",
    signal: defineSignal({
      // A run that fails pushes 0: a gauge without labels is there before it is set.
      expr: promql`
        clamp_max(time() - max by (job) (max_over_time(managed_tokens_last_ferry_refresh{job="${job}"}[${PUSH_MEMORY}])), ${durationSeconds(PUSH_MEMORY)})`,
      unit: "s",
      min: 0,
    }),
    above: thresholds.uidRefreshAge,
    severity: "warning",
    summary: "The UIDs were last refreshed from FERRY {{ $value | humanizeDuration }} ago",
    description,
    runbook: `
1. \`kubectl -n managed-tokens get cronjobs,jobs\`: does refresh-uids-from-ferry run, how does it end?
2. Its lines in dashboard "Managed tokens: logs and traces". \`Attempt to get UID from FERRY failed\`: is FERRY up, may the namespace reach its port, is the client's certificate still valid (\`openssl x509 -enddate\`)?
3. \`Could not insert FERRY data into database\`: is the volume full, does a push hold the SQLite file?
`,
    panel: { dashboard: "managed-tokens", key: "refresh-age" },
    tests: [
      // Refreshed in the first minute; runs that fail push 0, and then nothing more comes.
      fires({
        series: { [refreshed]: "60 0x1" },
        interval: "1h",
        at: `${most + 3600}s`,
        expect: [
          {
            labels: { job },
            summary: `The UIDs were last refreshed from FERRY ${humanized(most + 3540)} ago`,
            description,
          },
        ],
      }),
      fires({
        series: { [refreshed]: times.vanished },
        at: "1h",
        expect: [
          { labels: { job }, summary: `The UIDs were last refreshed from FERRY ${times.lateText} ago`, description },
        ],
      }),
      silent({ series: { [refreshed]: times.fresh }, at: "1h" }),
      silent({ series: { [refreshed]: times.intime }, at: "1h" }),
    ],
  });
}

/** Series whose time lies so far before the clock of a test begins that an hour later it is too old, or nearly so. */
function agesOf(threshold: string) {
  const most = durationSeconds(threshold);
  return {
    /** Stored once, then no more: too old by an hour. */
    vanished: `${-most} _x60`,
    lateText: humanized(most + 3600),
    /** The gateway keeps what a job pushed that runs no more. */
    kept: `${-most}x60`,
    /** Not yet too old. */
    intime: `${3660 - most} _x60`,
    /** Stored anew with every sample. */
    fresh: "0+60x60",
  };
}
