import type { ManagedTokensAlerts } from "../../alerts/managed-tokens";
import { type Dashboard, defineDashboard, promql, type Row } from "../../src/dashboard";
import type { ManagedTokensScope } from "../../src/managed-tokens";
import { TOKENS_TEAM } from "../../src/managed-tokens/routing";
import { lines, number, watched } from "../panels";
import { ofRun, TOKENS_FOLDER, TOKENS_TAGS } from "./common";

/** Does the service run, and what goes wrong? The first page when an experiment says that its jobs have no token. */
export function operations(scope: ManagedTokensScope, alerts: ManagedTokensAlerts): Dashboard {
  return defineDashboard({
    uid: "managed-tokens",
    title: "Managed tokens: operations",
    description: "Does the service run, how long does it take, and what fails: Kerberos, vaults, credds, nodes, FERRY?",
    folder: TOKENS_FOLDER,
    tags: TOKENS_TAGS,
    range: "24h",
    links: [
      { title: "Services", dashboard: "managed-tokens-services" },
      { title: "Logs and traces", dashboard: "managed-tokens-logs" },
    ],
    rows: [now(scope, alerts), stages(scope, alerts), failures(scope, alerts), ferry(scope, alerts)],
  });
}

function now(scope: ManagedTokensScope, alerts: ManagedTokensAlerts): Row {
  const push = ofRun(scope, "token-push");
  const tickets = promql`group by (service) (managed_tokens_kinit_duration_seconds{${push}})`;
  const noTickets = promql`group by (service) (managed_tokens_failed_kinit_count{${push}})`;
  return {
    title: "State now",
    panels: [
      number({
        key: "failed-now",
        title: "Services that failed",
        description: "In the last run of token-push. Any: TokenServicesFailed. No data: it has not pushed for a week.",
        expr: alerts.servicesFailed.signal.expr,
        unit: "short",
        decimals: 0,
        thresholds: [alerts.servicesFailed],
      }),
      number({
        key: "services",
        title: "Services tried",
        description:
          "Services of the last run that got as far as Kerberos. Fewer than the config has: some were skipped.",
        expr: promql`count(${tickets} or ${noTickets})`,
        unit: "short",
        decimals: 0,
      }),
      number({
        key: "old-now",
        title: "Tokens too old",
        description: "Tokens that TokenStoreTooOld, TokenGetTooOld or TokenPushTooOld tell of.",
        expr: promql`
          count(
            label_replace(${alerts.storeTooOld.signal.expr} > ${alerts.storeTooOld.above ?? 0}, "of", "store", "", "")
            or label_replace(${alerts.getTooOld.signal.expr} > ${alerts.getTooOld.above ?? 0}, "of", "get", "", "")
            or label_replace(${alerts.pushTooOld.signal.expr} > ${alerts.pushTooOld.above ?? 0}, "of", "push", "", "")
          ) or 0 * count(push_time_seconds{${push}})`,
        unit: "short",
        decimals: 0,
        thresholds: [{ severity: "critical", above: 0 }],
      }),
      number({
        key: "pushed-now",
        title: "Last run of token-push",
        description: `Time since it pushed its metrics, at its end. It runs every ${scope.intervals["token-push"]}.`,
        expr: promql`time() - max(push_time_seconds{${push}})`,
        unit: "s",
      }),
      number({
        key: "refresh-age",
        title: "UIDs refreshed",
        description: "Time since the last refresh that came to a good end (UidRefreshTooOld).",
        expr: alerts.refreshTooOld.signal.expr,
        unit: "s",
        thresholds: [alerts.refreshTooOld],
      }),
      {
        kind: "alertlist",
        key: "alerts",
        title: "Alerts",
        description: "What of the service fires or is about to. Empty is good.",
        matching: `{team="${TOKENS_TEAM}"}`,
        width: 24,
        height: 6,
      },
    ],
  };
}

function stages({ jobs }: ManagedTokensScope, alerts: ManagedTokensAlerts): Row {
  return {
    title: "Runs and their stages",
    panels: [
      watched({
        title: "Stages of token-push",
        description: "How long each took in the last run. One that grows will be cut off: TokenPushStageSlow.",
        alert: alerts.pushStageSlow,
        legend: "{{stage}}",
      }),
      watched({
        title: "Stages of refresh-uids-from-ferry",
        description: "How long each took in the last run (UidRefreshStageSlow).",
        alert: alerts.refreshStageSlow,
        legend: "{{stage}}",
      }),
      watched({
        title: "Length of runs",
        description:
          "All stages together. The line is close to where the program cuts a run off (TokenRunNearTimeout).",
        alert: alerts.nearTimeout,
        legend: "{{executable}}",
      }),
      lines({
        key: "job-age",
        title: "Time since a run pushed",
        description: "A saw while it runs. One that climbs on: the job does not come to its end, or does not start.",
        expr: promql`time() - max by (job) (push_time_seconds{job=~"${Object.values(jobs).join("|")}"})`,
        unit: "s",
        min: 0,
        legend: "{{job}}",
      }),
    ],
  };
}

function failures(scope: ManagedTokensScope, alerts: ManagedTokensAlerts): Row {
  const push = ofRun(scope, "token-push");
  const byCount = (metric: string, ...labels: readonly string[]) =>
    promql`topk(20, max by (${labels.join(", ")}) (${metric}{${push}}))`;
  return {
    title: "Failures by run",
    panels: [
      watched({
        title: "Services that failed",
        description: "Each step is a run. The program ends without an error however many fail (TokenServicesFailed).",
        alert: alerts.servicesFailed,
        legend: "services",
      }),
      lines({
        key: "failures",
        title: "Tickets and tokens that failed",
        description:
          "Failures of the last run: KinitFailed, VaultTokenStoreFailed, VaultTokenGetFailed. All services of one credd: it is the credd. The twenty worst of each kind.",
        expr: byCount("managed_tokens_failed_kinit_count", "service"),
        legend: "kinit {{service}}",
        more: {
          "store {{service}} {{credd}}": byCount("managed_tokens_failed_vault_token_store_count", "service", "credd"),
          "get {{service}}": byCount("managed_tokens_failed_vault_token_get_count", "service"),
        },
        unit: "short",
        min: 0,
      }),
      lines({
        key: "node-failures",
        title: "Nodes that were not reached",
        description:
          "Files that did not get to a node in the last run, two for each service (TokenNodePushFailed). The twenty worst nodes.",
        expr: promql`topk(20, sum by (node) (managed_tokens_failed_token_push_count{${push}}))`,
        legend: "{{node}}",
        unit: "short",
        min: 0,
      }),
      lines({
        key: "ping-failures",
        title: "Nodes that did not answer a ping",
        description:
          "No fault by itself: tokens are copied all the same, but a copy that fails is not tried again. All nodes at once: pods may not ping.",
        expr: promql`topk(20, max by (node) (managed_tokens_failed_ping_count{${push}}))`,
        legend: "{{node}}",
        unit: "short",
        min: 0,
      }),
      lines({
        key: "kinit-duration",
        title: "Kerberos tickets",
        description: "How long kinit took: the slowest service, and the median. All slow: the first KDC is down.",
        expr: promql`max(managed_tokens_kinit_duration_seconds{${push}})`,
        legend: "slowest",
        more: { median: promql`quantile(0.5, managed_tokens_kinit_duration_seconds{${push}})` },
        unit: "s",
        min: 0,
      }),
      lines({
        key: "store-duration",
        title: "Tokens stored, by credd",
        description:
          "How long the slowest service of a credd took to get and store its token. Services follow one another.",
        expr: promql`max by (credd) (managed_tokens_token_store_duration_seconds{${push}})`,
        legend: "{{credd}}",
        unit: "s",
        min: 0,
      }),
    ],
  };
}

function ferry(scope: ManagedTokensScope, alerts: ManagedTokensAlerts): Row {
  const refresh = ofRun(scope, "refresh-uids-from-ferry");
  return {
    title: "FERRY",
    panels: [
      watched({
        title: "Requests that failed",
        description: "One for each account that FERRY did not answer for (FerryRequestsFailed).",
        alert: alerts.ferryFailed,
        legend: "requests",
      }),
      lines({
        key: "ferry-duration",
        title: "Time of a request",
        description: "Mean over the requests of the last run.",
        // Of one process: never a rate.
        expr: promql`
          max(managed_tokens_ferry_request_duration_seconds_sum{${refresh}})
          / (max(managed_tokens_ferry_request_duration_seconds_count{${refresh}}) > 0)`,
        legend: "mean",
        unit: "s",
        min: 0,
      }),
    ],
  };
}
