import type { ManagedTokensAlerts } from "../../alerts/managed-tokens";
import {
  type Dashboard,
  defineDashboard,
  defineSignal,
  type PanelLink,
  promql,
  type Query,
  type Row,
  type TablePanel,
} from "../../src/dashboard";
import type { ManagedTokensScope } from "../../src/managed-tokens";
import { PUSH_MEMORY } from "../../src/push-memory";
import { ofRun, TOKENS_FOLDER, TOKENS_TAGS } from "./common";

/** Whose tokens are where, and how old: one row each. */
export function services(scope: ManagedTokensScope, alerts: ManagedTokensAlerts): Dashboard {
  const kinit = promql`managed_tokens_kinit_duration_seconds{${ofRun(scope, "token-push")}}`;
  return defineDashboard({
    uid: "managed-tokens-services",
    title: "Managed tokens: services",
    description:
      "Whose tokens are in which credd and on which nodes, how old are they, and what failed in the last run?",
    folder: TOKENS_FOLDER,
    tags: TOKENS_TAGS,
    range: "24h",
    links: [
      { title: "Operations", dashboard: "managed-tokens" },
      { title: "Logs and traces", dashboard: "managed-tokens-logs" },
    ],
    variables: [
      { name: "experiment", label: "Experiment", values: { of: kinit, label: "experiment" } },
      {
        name: "role",
        label: "Role",
        values: {
          of: promql`managed_tokens_kinit_duration_seconds{${ofRun(scope, "token-push")},experiment=~"$experiment"}`,
          label: "role",
        },
      },
      {
        name: "node",
        label: "Node",
        values: {
          of: promql`managed_tokens_token_push_duration_seconds{${ofRun(scope, "token-push")},experiment=~"$experiment",role=~"$role"}`,
          label: "node",
        },
      },
    ],
    rows: [tables(scope, alerts), history(scope, alerts)],
  });
}

const LOGS: PanelLink = {
  title: "Its logs",
  dashboard: "managed-tokens-logs",
  labels: { experiment: "experiment", role: "role" },
};

const SERVICE = { experiment: "Experiment", role: "Role" } as const;

function tables(scope: ManagedTokensScope, alerts: ManagedTokensAlerts): Row {
  return { title: "Now, one row each", panels: [credds(scope, alerts), nodes(scope, alerts), gets(scope, alerts)] };
}

function credds(scope: ManagedTokensScope, alerts: ManagedTokensAlerts): TablePanel {
  const of = chosen(scope);
  const by = "experiment, role, service, credd";
  const stored = promql`managed_tokens_last_token_store_timestamp{${of}}`;
  return {
    kind: "table",
    key: "stores",
    title: "Tokens in credds",
    description:
      "How long ago each was stored, as of the last run that could; how long that took; how often it failed in the last run.",
    width: 24,
    height: 10,
    columns: { ...SERVICE, credd: "Credd" },
    queries: [
      { column: "Stored ago", signal: seconds(ago(stored, by)), thresholds: [alerts.storeTooOld] },
      {
        column: "Took",
        signal: seconds(promql`max by (${by}) (managed_tokens_token_store_duration_seconds{${of}})`),
      },
      {
        column: "Failures",
        signal: counts(
          promql`max by (${by}) (managed_tokens_failed_vault_token_store_count{${of}}) or 0 * ${known(stored, by)}`,
        ),
        thresholds: [alerts.storeFailed],
      },
    ],
    sortBy: "Stored ago",
    links: [LOGS],
  };
}

function nodes(scope: ManagedTokensScope, alerts: ManagedTokensAlerts): TablePanel {
  const of = promql`${chosen(scope)},node=~"$node"`;
  const by = "experiment, role, service, node";
  const pushed = promql`managed_tokens_last_token_push_timestamp{${of}}`;
  return {
    kind: "table",
    key: "pushes",
    title: "Tokens on nodes",
    description:
      "How long ago all nodes of the service had the token: the program notes no time for a node while another one fails. Which one it is say the failures.",
    width: 24,
    height: 12,
    columns: { ...SERVICE, node: "Node" },
    queries: [
      { column: "Pushed ago", signal: seconds(ago(pushed, by)), thresholds: [alerts.pushTooOld] },
      {
        column: "Took",
        signal: seconds(promql`max by (${by}) (managed_tokens_token_push_duration_seconds{${of}})`),
      },
      {
        column: "Failures",
        signal: counts(
          promql`max by (${by}) (managed_tokens_failed_token_push_count{${of}}) or 0 * ${known(pushed, by)}`,
        ),
        thresholds: [alerts.nodeFailed],
      },
    ],
    sortBy: "Pushed ago",
    links: [LOGS],
  };
}

function gets(scope: ManagedTokensScope, alerts: ManagedTokensAlerts): TablePanel {
  const of = chosen(scope);
  const by = "experiment, role, service";
  return {
    kind: "table",
    key: "gets",
    title: "Tickets, and tokens that are stored nowhere",
    description:
      "How long kinit took, how often it failed in the last run, and for services whose token is only got, how long ago that was.",
    width: 24,
    height: 8,
    columns: { ...SERVICE },
    queries: [
      { column: "kinit took", signal: seconds(promql`max by (${by}) (managed_tokens_kinit_duration_seconds{${of}})`) },
      {
        column: "kinit failures",
        signal: counts(
          promql`
            max by (${by}) (managed_tokens_failed_kinit_count{${of}})
            or 0 * max by (${by}) (managed_tokens_kinit_duration_seconds{${of}})`,
        ),
        thresholds: [alerts.kinitFailed],
      },
      {
        column: "Got ago",
        signal: seconds(ago(promql`managed_tokens_last_token_get_timestamp{${of}}`, by)),
        thresholds: [alerts.getTooOld],
      },
      {
        column: "Get failures",
        signal: counts(promql`max by (${by}) (managed_tokens_failed_vault_token_get_count{${of}})`),
        thresholds: [alerts.getFailed],
      },
    ],
    sortBy: "kinit failures",
    links: [LOGS],
  };
}

function history(scope: ManagedTokensScope, alerts: ManagedTokensAlerts): Row {
  const of = chosen(scope);
  const oldest = (metric: string, labels: string) => promql`topk(20, ${ago(promql`${metric}{${of}}`, labels)})`;
  return {
    title: "History",
    panels: [
      {
        kind: "timeseries",
        key: "store-age",
        title: "Age of tokens in credds",
        description: "The twenty oldest. A saw while runs go well; the line is TokenStoreTooOld.",
        queries: [
          {
            signal: seconds(oldest("managed_tokens_last_token_store_timestamp", "experiment, role, service, credd")),
            legend: "{{service}} {{credd}}",
          },
        ],
        thresholds: [alerts.storeTooOld],
      },
      {
        kind: "timeseries",
        key: "push-age",
        title: "Age of tokens on nodes",
        description: "By service, the twenty oldest. A saw while all nodes are reached; the line is TokenPushTooOld.",
        queries: [
          {
            signal: seconds(oldest("managed_tokens_last_token_push_timestamp", "experiment, role, service")),
            legend: "{{service}}",
          },
        ],
        thresholds: [alerts.pushTooOld],
      },
    ],
  };
}

function chosen(scope: ManagedTokensScope): Query {
  return promql`${ofRun(scope, "token-push")},experiment=~"$experiment",role=~"$role"`;
}

function ago(metric: Query, by: string): Query {
  return promql`time() - ${known(metric, by)}`;
}

function known(metric: Query, by: string): Query {
  return promql`max by (${by}) (last_over_time(${metric}[${PUSH_MEMORY}]))`;
}

function seconds(expr: Query) {
  return defineSignal({ expr, unit: "s", min: 0 });
}

function counts(expr: Query) {
  return defineSignal({ expr, unit: "short", min: 0, decimals: 0 });
}
