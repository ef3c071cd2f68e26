import { type Alert, defineAlert, fires, humanized, silent } from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";
import type { Executable, ManagedTokensScope } from "../../src/managed-tokens";
import { durationSeconds, durationText } from "../../src/quantity";
import { pushedSeries } from "./series";

export interface RunAlerts {
  readonly pushStageSlow: Alert;
  readonly refreshStageSlow: Alert;
  readonly nearTimeout: Alert;
}

const OPERATIONS = "managed-tokens";

/** Of the time that the program gives a run, how much is too much. */
const NEAR = 0.8;

/** Alerts on how long runs take. */
export function runAlerts(scope: ManagedTokensScope): RunAlerts {
  return {
    pushStageSlow: pushStageSlow(scope),
    refreshStageSlow: refreshStageSlow(scope),
    nearTimeout: nearTimeout(scope),
  };
}

function stages({ jobs }: ManagedTokensScope, executable: Executable) {
  return defineSignal({
    expr: promql`max by (executable, stage) (managed_tokens_stage_duration_seconds{job="${jobs[executable]}"})`,
    unit: "s",
    min: 0,
  });
}

function pushStageSlow(scope: ManagedTokensScope): Alert {
  const { thresholds } = scope;
  const { pushStage } = pushedSeries(scope);
  const most = durationSeconds(thresholds.pushStage);
  const description =
    "Tokens are stored one service after the other: a slow vault or credd delays all that follow, until the run is cut off.";
  return defineAlert({
    name: "TokenPushStageSlow",
    signal: stages(scope, "token-push"),
    above: most,
    severity: "warning",
    summary: "Stage {{ $labels.stage }} of {{ $labels.executable }} took {{ $value | humanizeDuration }}",
    description,
    runbook: `
1. Dashboard "Managed tokens: operations", stages over time: since when, and did services or nodes come in then?
2. getKerberosTickets: the KDCs. storeAndGetTokens, getTokens: the vault, the credds. pushTokens: nodes that time out, see TokenNodePushFailed.
3. A trace of the run says which service it waited for: dashboard "Managed tokens: logs and traces".
`,
    panel: { dashboard: OPERATIONS, key: "push-stages" },
    tests: [
      fires({
        series: { [pushStage("storeAndGetTokens")]: `${most + 60}x5`, [pushStage("setup")]: "0.005252135x5" },
        at: "5m",
        expect: [
          {
            labels: { executable: "token-push", stage: "storeAndGetTokens" },
            summary: `Stage storeAndGetTokens of token-push took ${humanized(most + 60)}`,
            description,
          },
        ],
      }),
      silent({
        series: {
          [pushStage("storeAndGetTokens")]: "0.007212956x5",
          [pushStage("pushTokens")]: `${most}x5`,
        },
        at: "5m",
      }),
    ],
  });
}

function refreshStageSlow(scope: ManagedTokensScope): Alert {
  const { thresholds } = scope;
  const { refreshStage } = pushedSeries(scope);
  const most = durationSeconds(thresholds.refreshStage);
  const description =
    "It holds the SQLite file that token-push needs: when it takes longer still, it meets the next push.";
  return defineAlert({
    name: "UidRefreshStageSlow",
    signal: stages(scope, "refresh-uids-from-ferry"),
    above: most,
    severity: "warning",
    summary: "Stage {{ $labels.stage }} of {{ $labels.executable }} took {{ $value | humanizeDuration }}",
    description,
    runbook: `
1. getFERRYData: FERRY answers slowly, or not at all; all accounts are asked at once. FerryRequestsFailed says whether requests failed.
2. refreshManagedTokensDB: the volume is slow, or a push holds the file.
`,
    panel: { dashboard: OPERATIONS, key: "refresh-stages" },
    tests: [
      fires({
        series: { [refreshStage("getFERRYData")]: `${most + 60}x5`, [refreshStage("setup")]: "0.010628899x5" },
        at: "5m",
        expect: [
          {
            labels: { executable: "refresh-uids-from-ferry", stage: "getFERRYData" },
            summary: `Stage getFERRYData of refresh-uids-from-ferry took ${humanized(most + 60)}`,
            description,
          },
        ],
      }),
      silent({
        series: {
          [refreshStage("getFERRYData")]: "0.014156266x5",
          [refreshStage("refreshManagedTokensDB")]: "0.003504793x5",
        },
        at: "5m",
      }),
    ],
  });
}

/** By default no stage can be as slow as the two above ask for: the run as a whole is cut off at the same time. */
function nearTimeout(scope: ManagedTokensScope): Alert {
  const { jobs, globalTimeout } = scope;
  const { pushStage } = pushedSeries(scope);
  const description = `The program cuts a run off after ${durationText(globalTimeout)}: services that have not had their turn by then fail.`;
  return defineAlert({
    name: "TokenRunNearTimeout",
    signal: defineSignal({
      expr: promql`sum by (executable) (managed_tokens_stage_duration_seconds{job=~"${Object.values(jobs).join("|")}"})`,
      unit: "s",
      min: 0,
    }),
    above: NEAR * globalTimeout,
    severity: "warning",
    summary: "A run of {{ $labels.executable }} took {{ $value | humanizeDuration }}",
    description,
    runbook: `
1. Dashboard "Managed tokens: operations": which stage grows, with the number of services or since a day?
2. More services than fit: raise \`managedTokens.timeouts.globalTimeout\`; the deadline of the Job follows it.
3. A slow vault, credd or node: see TokenPushStageSlow.
`,
    panel: { dashboard: OPERATIONS, key: "run-length" },
    tests: [
      fires({
        series: {
          [pushStage("storeAndGetTokens")]: `${Math.ceil(NEAR * globalTimeout)}x5`,
          [pushStage("pushTokens")]: "30x5",
        },
        at: "5m",
        expect: [
          {
            labels: { executable: "token-push" },
            summary: `A run of token-push took ${humanized(Math.ceil(NEAR * globalTimeout) + 30)}`,
            description,
          },
        ],
      }),
      silent({
        series: {
          [pushStage("storeAndGetTokens")]: "0.007212956x5",
          [pushStage("pushTokens")]: "0.007480607x5",
        },
        at: "5m",
      }),
    ],
  });
}
