import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "loki";

const POD = 'job="kubernetes-pods",namespace="observability",pod="loki-0",instance="10.1.0.8:3100"';

export const lokiFlushesFailing = defineAlert({
  name: "LokiFlushesFailing",
  signal: defineSignal({
    expr: promql`sum by (pod) (increase(loki_ingester_chunks_flush_failures_total[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "30m",
  severity: "critical",
  summary: "Loki's {{ $labels.pod }} cannot write its chunks to the bucket",
  description:
    "They stay in memory and on the volume, and grow: within hours it is killed for memory or takes no more lines.",
  runbook: `
1. \`kubectl -n observability logs POD | grep 'failed to flush'\`: the answer of the bucket.
2. \`403\`: the key of the bucket was revoked. Make a new one, put it into its Secret, raise the \`revision\`.
3. \`404\`, \`NoSuchBucket\`: it was deleted. Make it again under the same name: what is in memory is then written.
4. \`503\`, timeouts: the provider's state page. Until then leave the pods alone: a restart replays the write-ahead log, and takes long.
`,
  panel: { dashboard: DASHBOARD, key: "flush-failures" },
  tests: [
    fires({
      series: { [`loki_ingester_chunks_flush_failures_total{${POD}}`]: "0+3x60" },
      at: "45m",
      expect: [{ labels: { pod: "loki-0" }, summary: "Loki's loki-0 cannot write its chunks to the bucket" }],
    }),
    // The bucket was away for ten minutes.
    silent({ series: { [`loki_ingester_chunks_flush_failures_total{${POD}}`]: "0x5 0+3x10 30x40" }, at: "40m" }),
  ],
});

export const lokiWalDiskFull = defineAlert({
  name: "LokiWalDiskFull",
  signal: defineSignal({
    expr: promql`sum by (pod) (increase(loki_ingester_wal_disk_full_failures_total[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "5m",
  severity: "warning",
  summary: "Loki's {{ $labels.pod }} takes lines without a write-ahead log: its volume is full",
  description: "Lines go on being taken and found. At a restart those of the last hours would be lost.",
  runbook: `
1. Do not restart it. Enlarge \`loki.volume\` and deploy: the volume grows under the running pod.
2. LokiFlushesFailing fires too? Then the log only grew since nothing was written to the bucket: mend that.
`,
  panel: { dashboard: DASHBOARD, key: "wal" },
  tests: [
    fires({
      series: { [`loki_ingester_wal_disk_full_failures_total{${POD}}`]: "0+9x40" },
      at: "20m",
      expect: [
        {
          labels: { pod: "loki-0" },
          summary: "Loki's loki-0 takes lines without a write-ahead log: its volume is full",
        },
      ],
    }),
    silent({ series: { [`loki_ingester_wal_disk_full_failures_total{${POD}}`]: "7x40" }, at: "20m" }),
  ],
});

export const lokiPanics = defineAlert({
  name: "LokiPanics",
  signal: defineSignal({
    expr: promql`sum by (pod) (increase(loki_panic_total[$__rate_interval]))`,
    unit: "short",
    min: 0,
    window: "15m",
  }),
  above: 0,
  severity: "warning",
  summary: "Loki's {{ $labels.pod }} has panicked within the last 15 minutes",
  description: "A fault of its own: the request that met it has failed, the rest goes on.",
  runbook: `
1. \`kubectl -n observability logs POD | grep -A20 panic\`: the first line that names its package.
2. Always the same query? Take it off its dashboard until it is mended.
3. Look for it among Loki's issues; a later release: \`belvedere charts update loki\`.
`,
  panel: { dashboard: DASHBOARD, key: "panics" },
  tests: [
    fires({
      series: { [`loki_panic_total{${POD}}`]: "0x9 3x40" },
      at: "15m",
      expect: [{ labels: { pod: "loki-0" }, summary: "Loki's loki-0 has panicked within the last 15 minutes" }],
    }),
    silent({ series: { [`loki_panic_total{${POD}}`]: "3x40" }, at: "30m" }),
  ],
});

export const lokiRulesFailing = defineAlert({
  name: "LokiRulesFailing",
  signal: defineSignal({
    expr: promql`
      sum by (rule_group) (increase(loki_prometheus_rule_evaluation_failures_total[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Rules of {{ $labels.rule_group }} fail in Loki",
  description: "These alerts on log lines are not evaluated, and cannot fire.",
  runbook: `
1. \`kubectl -n observability logs -l app.kubernetes.io/name=loki --tail=-1 | grep 'Evaluating rule failed'\`: rule and reason.
2. \`maximum of series reached\`: group it by fewer labels. \`timeout\`: a narrower selector, a shorter window.
`,
  panel: { dashboard: DASHBOARD, key: "rule-failures" },
  tests: [
    fires({
      series: {
        [`loki_prometheus_rule_evaluation_failures_total{${POD},rule_group="/rules/zai/logs.yml;logs",user="zai"}`]:
          "0+1x40",
      },
      at: "30m",
      expect: [
        {
          labels: { rule_group: "/rules/zai/logs.yml;logs" },
          summary: "Rules of /rules/zai/logs.yml;logs fail in Loki",
        },
      ],
    }),
    silent({
      series: {
        [`loki_prometheus_rule_evaluation_failures_total{${POD},rule_group="/rules/zai/logs.yml;logs",user="zai"}`]:
          "0x9 1x40",
      },
      at: "12m",
    }),
  ],
});

/** Whether what Loki has taken is safe, and its own rules run. */
export const lokiStorageAlerts = defineAlertGroup({
  name: "loki-storage",
  alerts: [lokiFlushesFailing, lokiWalDiskFull, lokiPanics, lokiRulesFailing],
});
