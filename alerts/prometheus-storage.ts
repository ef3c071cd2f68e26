import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "prometheus";

const SELF = promql`job="prometheus"`;

const LABELS = 'job="prometheus",instance="localhost:9090"';

export const prometheusCompactionFailing = defineAlert({
  name: "PrometheusCompactionFailing",
  signal: defineSignal({
    expr: promql`sum(increase(prometheus_tsdb_compactions_failed_total{${SELF}}[$__rate_interval]))`,
    unit: "short",
    min: 0,
    window: "30m",
  }),
  above: 0,
  for: "1h",
  severity: "warning",
  summary: "Prometheus cannot compact its samples",
  description:
    "Those of the last hours stay in memory and in the write-ahead log. Both grow until the container is killed or the volume is full.",
  runbook: `
1. \`kubectl -n observability logs deploy/prometheus-server -c prometheus-server | grep -i compact\`: the reason.
2. \`no space left\`: the volume. Shorten \`prometheus.retention\` or enlarge \`prometheus.volume\`.
3. A block that is broken: move its folder (the name in the log) out of \`/data\` and restart. Its two hours are lost, the rest goes on.
`,
  panel: { dashboard: DASHBOARD, key: "compactions" },
  tests: [
    fires({
      series: { [`prometheus_tsdb_compactions_failed_total{${LABELS}}`]: "0+1x120" },
      at: "90m",
      expect: [{ labels: {}, summary: "Prometheus cannot compact its samples" }],
    }),
    // Failed once; the next one went well.
    silent({ series: { [`prometheus_tsdb_compactions_failed_total{${LABELS}}`]: "0x9 1x120" }, at: "70m" }),
  ],
});

export const prometheusBlockReloadsFailing = defineAlert({
  name: "PrometheusBlockReloadsFailing",
  signal: defineSignal({
    expr: promql`sum(increase(prometheus_tsdb_reloads_failures_total{${SELF}}[$__rate_interval]))`,
    unit: "short",
    min: 0,
    window: "30m",
  }),
  above: 0,
  for: "1h",
  severity: "warning",
  summary: "Prometheus cannot open its blocks",
  description:
    "Queries over more than the last two hours answer with less than there is, and old blocks are not deleted.",
  runbook: `
1. \`kubectl -n observability logs deploy/prometheus-server -c prometheus-server | grep -i 'reload'\`: which block, and why.
2. \`too many open files\`, \`cannot allocate memory\`: a restart helps for now; the container needs more memory.
3. A broken block: move its folder out of \`/data\` and restart.
`,
  panel: { dashboard: DASHBOARD, key: "block-reloads" },
  tests: [
    fires({
      series: { [`prometheus_tsdb_reloads_failures_total{${LABELS}}`]: "0+1x120" },
      at: "90m",
      expect: [{ labels: {}, summary: "Prometheus cannot open its blocks" }],
    }),
    silent({ series: { [`prometheus_tsdb_reloads_failures_total{${LABELS}}`]: "0x9 1x120" }, at: "70m" }),
  ],
});

export const prometheusWalCorrupted = defineAlert({
  name: "PrometheusWalCorrupted",
  signal: defineSignal({
    expr: promql`sum(increase(prometheus_tsdb_wal_corruptions_total{${SELF}}[$__rate_interval]))`,
    unit: "short",
    min: 0,
    window: "1h",
  }),
  above: 0,
  severity: "warning",
  summary: "Prometheus found its write-ahead log broken, and cut it",
  description: "Samples between the break and its last restart are lost: up to two hours. What came since is whole.",
  runbook: `
1. Why was it ended hard? \`kubectl -n observability describe pod -l app.kubernetes.io/name=prometheus\`: OOMKilled, an eviction, a node that went away.
2. \`kubectl -n observability get events | grep -i volume\`: the same more than once without such an end is a volume that fails.
3. Nothing is to be done about the gap. Mark it where somebody counts on these hours.
`,
  panel: { dashboard: DASHBOARD, key: "wal-corruptions" },
  tests: [
    // Counted as it came up again.
    fires({
      series: { [`prometheus_tsdb_wal_corruptions_total{${LABELS}}`]: "0x20 _x3 1x30" },
      at: "30m",
      expect: [{ labels: {}, summary: "Prometheus found its write-ahead log broken, and cut it" }],
    }),
    silent({ series: { [`prometheus_tsdb_wal_corruptions_total{${LABELS}}`]: "0x20 _x3 0x30" }, at: "30m" }),
  ],
});

export const prometheusWalWritesFailing = defineAlert({
  name: "PrometheusWalWritesFailing",
  signal: defineSignal({
    expr: promql`sum(increase(prometheus_tsdb_wal_writes_failed_total{${SELF}}[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "10m",
  severity: "critical",
  summary: "Prometheus cannot write what it scrapes",
  description: "Its volume takes no more. Samples are being lost now, and alerts see an ever older past.",
  runbook: `
1. The panel "Storage" of this dashboard, and PersistentVolumeFilling: is the volume full? Enlarge \`prometheus.volume\` and deploy.
2. Not full: \`kubectl -n observability describe pod -l app.kubernetes.io/name=prometheus\`, and the node's \`dmesg\`: the volume is read-only after errors. Delete the pod, so that it is mounted anew.
`,
  panel: { dashboard: DASHBOARD, key: "wal-writes" },
  tests: [
    fires({
      series: { [`prometheus_tsdb_wal_writes_failed_total{${LABELS}}`]: "0+5x40" },
      at: "20m",
      expect: [{ labels: {}, summary: "Prometheus cannot write what it scrapes" }],
    }),
    silent({ series: { [`prometheus_tsdb_wal_writes_failed_total{${LABELS}}`]: "0x9 5x30" }, at: "13m" }),
  ],
});

export const prometheusStorageNearLimit = defineAlert({
  name: "PrometheusStorageNearLimit",
  signal: defineSignal({
    expr: promql`
      max(
        prometheus_tsdb_storage_blocks_bytes{${SELF}}
        + prometheus_tsdb_wal_storage_size_bytes{${SELF}}
        + prometheus_tsdb_head_chunks_storage_size_bytes{${SELF}}
      ) / max(prometheus_tsdb_retention_limit_bytes{${SELF}} > 0)`,
    unit: "percentunit",
    min: 0,
  }),
  above: 0.95,
  for: "1h",
  severity: "warning",
  summary: "Samples of Prometheus take {{ $value | humanizePercentage }} of the room that they may have",
  description: "At 100 % the oldest are deleted before their time: dashboards end earlier than `retention` promises.",
  runbook: `
1. The dashboard "Cost of telemetry": which metrics have most series? Drop at their target what nobody looks at.
2. All of them are needed: enlarge \`prometheus.volume\`; samples may fill four fifths of it.
3. Or say what is true: shorten \`prometheus.retention\`, so that the time decides and not the room.
`,
  panel: { dashboard: DASHBOARD, key: "storage" },
  tests: [
    fires({
      series: {
        [`prometheus_tsdb_storage_blocks_bytes{${LABELS}}`]: "900x120",
        [`prometheus_tsdb_wal_storage_size_bytes{${LABELS}}`]: "50x120",
        [`prometheus_tsdb_head_chunks_storage_size_bytes{${LABELS}}`]: "20x120",
        [`prometheus_tsdb_retention_limit_bytes{${LABELS}}`]: "1000x120",
      },
      at: "90m",
      expect: [{ labels: {}, summary: "Samples of Prometheus take 97% of the room that they may have" }],
    }),
    // No limit is told as 0.
    silent({
      series: {
        [`prometheus_tsdb_storage_blocks_bytes{${LABELS}}`]: "900x120",
        [`prometheus_tsdb_wal_storage_size_bytes{${LABELS}}`]: "50x120",
        [`prometheus_tsdb_head_chunks_storage_size_bytes{${LABELS}}`]: "20x120",
        [`prometheus_tsdb_retention_limit_bytes{${LABELS}}`]: "0x120",
      },
      at: "90m",
    }),
  ],
});

export const prometheusSamplesOutOfOrder = defineAlert({
  name: "PrometheusSamplesOutOfOrder",
  signal: defineSignal({
    expr: promql`sum(rate(prometheus_target_scrapes_sample_out_of_order_total{${SELF}}[$__rate_interval]))`,
    unit: "cps",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Prometheus drops {{ $value | humanize }} samples a second that are older than those before",
  description: "Their pages give times of their own that run backwards, mostly since two sources write one series.",
  runbook: `
1. \`kubectl -n observability logs deploy/prometheus-server -c prometheus-server | grep 'out-of-order'\`: job and target.
2. A page with times of its own (a gateway, a federation)? Set \`honor_timestamps: false\` for the job, or let only one write it.
3. The clock of the node jumps: NodeClockSkew.
`,
  panel: { dashboard: DASHBOARD, key: "out-of-order" },
  tests: [
    fires({
      series: { [`prometheus_target_scrapes_sample_out_of_order_total{${LABELS}}`]: "0+120x40" },
      at: "30m",
      expect: [{ labels: {}, summary: "Prometheus drops 2 samples a second that are older than those before" }],
    }),
    silent({
      series: { [`prometheus_target_scrapes_sample_out_of_order_total{${LABELS}}`]: "0x9 40x30" },
      at: "13m",
    }),
  ],
});

export const prometheusSamplesDuplicated = defineAlert({
  name: "PrometheusSamplesDuplicated",
  signal: defineSignal({
    expr: promql`sum(rate(prometheus_target_scrapes_sample_duplicate_timestamp_total{${SELF}}[$__rate_interval]))`,
    unit: "cps",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Prometheus drops {{ $value | humanize }} samples a second that it has already with another value",
  description: "A page shows one series twice. Which of the two values is kept is chance, and so are alerts on it.",
  runbook: `
1. \`kubectl -n observability logs deploy/prometheus-server -c prometheus-server | grep 'different value'\`: job and target.
2. \`curl ADDRESS/metrics | grep -v '^#' | sed 's/ [^ ]*$//' | sort | uniq -d\`: the series.
3. It is the program's fault; or a relabelling dropped the label that told the two apart.
`,
  panel: { dashboard: DASHBOARD, key: "duplicates" },
  tests: [
    fires({
      series: { [`prometheus_target_scrapes_sample_duplicate_timestamp_total{${LABELS}}`]: "0+180x40" },
      at: "30m",
      expect: [
        {
          labels: {},
          summary: "Prometheus drops 3 samples a second that it has already with another value",
        },
      ],
    }),
    silent({
      series: { [`prometheus_target_scrapes_sample_duplicate_timestamp_total{${LABELS}}`]: "0x9 40x30" },
      at: "13m",
    }),
  ],
});

export const prometheusSeriesGrowing = defineAlert({
  name: "PrometheusSeriesGrowing",
  signal: defineSignal({
    expr: promql`
      max(prometheus_tsdb_head_series{${SELF}}) / max(prometheus_tsdb_head_series{${SELF}} offset 1d)`,
    unit: "percentunit",
    min: 0,
  }),
  above: 2,
  for: "1h",
  severity: "warning",
  summary: "Prometheus has {{ $value | humanizePercentage }} of the series that it had a day ago",
  description: "Memory grows with them. At this pace it is killed for memory, and starts again with as many.",
  runbook: `
1. The dashboard "Cost of telemetry": the metrics and jobs with most series, and which are new.
2. \`topk(10, count by (LABEL) (METRIC))\`: the label with ids, addresses or paths in it. Take it out of the program.
3. Until then drop it at the scrape, by \`metric_relabel_configs\` of its job.
4. A new service or a larger cluster: it is meant. Raise the \`size\`.
`,
  panel: { dashboard: "telemetry-cost", key: "series-growth" },
  tests: [
    fires({
      series: { [`prometheus_tsdb_head_series{${LABELS}}`]: "100000x1500 250000x90" },
      at: "1590m",
      expect: [{ labels: {}, summary: "Prometheus has 250% of the series that it had a day ago" }],
    }),
    // A rollout has old and new pods for a moment.
    silent({
      series: { [`prometheus_tsdb_head_series{${LABELS}}`]: "100000x1500 250000x40 110000x90" },
      at: "1590m",
    }),
  ],
});

/** Whether Prometheus keeps what it reads. */
export const prometheusStorageAlerts = defineAlertGroup({
  name: "prometheus-storage",
  alerts: [
    prometheusCompactionFailing,
    prometheusBlockReloadsFailing,
    prometheusWalCorrupted,
    prometheusWalWritesFailing,
    prometheusStorageNearLimit,
    prometheusSamplesOutOfOrder,
    prometheusSamplesDuplicated,
    prometheusSeriesGrowing,
  ],
});
