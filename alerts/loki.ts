import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql, type Query } from "../src/dashboard";

const DASHBOARD = "loki";

const POD = 'job="kubernetes-pods",namespace="observability",pod="loki-0",instance="10.1.0.8:3100"';

/** How log agents and the collector hand lines over. */
const PUSH = promql`route=~"loki_api_v1_push|otlp_v1_logs"`;

export const lokiRequestErrors = defineAlert({
  name: "LokiRequestErrors",
  signal: defineSignal({
    expr: promql`
      sum by (route) (rate(loki_request_duration_seconds_count{status_code=~"5.."}[$__rate_interval]))
      / sum by (route) (rate(loki_request_duration_seconds_count[$__rate_interval]))`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.1,
  for: "15m",
  severity: "warning",
  summary: "Loki fails {{ $value | humanizePercentage }} of the requests to {{ $labels.route }}",
  description: "On a push route agents try again for minutes, then lines are lost. On a query route people see errors.",
  runbook: `
1. \`kubectl -n observability logs -l app.kubernetes.io/name=loki --tail=200 | grep level=error\`: the reason.
2. \`context deadline exceeded\` of a query: too much is asked at once; narrow its labels or its time.
3. Answers of the bucket (\`403\`, \`SlowDown\`): its key, its provider's state. See LokiFlushesFailing.
4. \`at least 2 live replicas required\`: a pod of the ring is missing; see LokiRingUnhealthy.
`,
  panel: { dashboard: DASHBOARD, key: "request-errors" },
  tests: [
    fires({
      series: {
        [`loki_request_duration_seconds_count{${POD},method="POST",route="loki_api_v1_push",status_code="500",ws="false"}`]:
          "0+20x40",
        [`loki_request_duration_seconds_count{${POD},method="POST",route="loki_api_v1_push",status_code="204",ws="false"}`]:
          "0+60x40",
      },
      at: "30m",
      expect: [
        { labels: { route: "loki_api_v1_push" }, summary: "Loki fails 25% of the requests to loki_api_v1_push" },
      ],
    }),
    // Refused requests are the client's.
    silent({
      series: {
        [`loki_request_duration_seconds_count{${POD},method="GET",route="loki_api_v1_query_range",status_code="400",ws="false"}`]:
          "0+20x40",
        [`loki_request_duration_seconds_count{${POD},method="GET",route="loki_api_v1_query_range",status_code="200",ws="false"}`]:
          "0+60x40",
      },
      at: "30m",
    }),
  ],
});

const BUCKET = (le: string) =>
  `loki_request_duration_seconds_bucket{${POD},method="POST",route="loki_api_v1_push",status_code="204",ws="false",le="${le}"}`;

export const lokiPushSlow = defineAlert({
  name: "LokiPushSlow",
  signal: defineSignal({
    expr: promql`
      histogram_quantile(0.99, sum by (le, route) (rate(loki_request_duration_seconds_bucket{${PUSH}}[$__rate_interval])))`,
    unit: "s",
    min: 0,
  }),
  above: 2,
  for: "15m",
  severity: "warning",
  summary: "Loki takes {{ $value | humanizeDuration }} for the slowest 1 % of what is pushed by {{ $labels.route }}",
  description: "Agents wait, and send what they read later and later. When their own room is full they drop lines.",
  runbook: `
1. The panels "CPU" and "Memory" of this dashboard: at its limit? Raise the \`size\`.
2. The panel "Flush queue": growing means that the bucket is slow or refuses.
3. \`kubectl -n observability top pod -l app.kubernetes.io/name=loki\`, and its node: a neighbour that takes the disk?
`,
  panel: { dashboard: DASHBOARD, key: "push-latency" },
  tests: [
    fires({
      series: { [BUCKET("1")]: "0+50x40", [BUCKET("5")]: "0+100x40", [BUCKET("+Inf")]: "0+100x40" },
      at: "30m",
      expect: [
        {
          labels: { route: "loki_api_v1_push" },
          summary: "Loki takes 4.92s for the slowest 1 % of what is pushed by loki_api_v1_push",
        },
      ],
    }),
    silent({
      series: { [BUCKET("1")]: "0+100x40", [BUCKET("5")]: "0+100x40", [BUCKET("+Inf")]: "0+100x40" },
      at: "30m",
    }),
  ],
});

const DISCARDED = `${POD},tenant="zai",retention_hours="744",policy=""`;

export const lokiLogsDiscarded = defineAlert({
  name: "LokiLogsDiscarded",
  signal: defineSignal({
    expr: promql`sum by (tenant, reason) (rate(loki_discarded_samples_total[$__rate_interval]))`,
    unit: "cps",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Loki throws {{ $value | humanize }} lines a second of {{ $labels.tenant }} away: {{ $labels.reason }}",
  description: "These lines are lost: an agent does not send again what was refused by a limit for good.",
  runbook: `
1. \`rate_limited\`, \`per_stream_rate_limit\`: the dashboard "Cost of telemetry" says who writes most. Quieten it, or raise \`loki.limits\`.
2. \`greater_than_max_sample_age\`, \`too_far_behind\`: lines with a time of long ago. A clock, or an agent that catches up.
3. \`line_too_long\`: what writes lines of that size? Cut them in \`alloy.pods.maxLineSize\`.
4. \`stream_limit\`: a label with many values. Take it out of the labels.
`,
  panel: { dashboard: DASHBOARD, key: "discarded" },
  tests: [
    fires({
      series: { [`loki_discarded_samples_total{${DISCARDED},reason="rate_limited"}`]: "0+600x40" },
      at: "30m",
      expect: [
        {
          labels: { tenant: "zai", reason: "rate_limited" },
          summary: "Loki throws 10 lines a second of zai away: rate_limited",
        },
      ],
    }),
    // One burst.
    silent({
      series: { [`loki_discarded_samples_total{${DISCARDED},reason="rate_limited"}`]: "0x9 900x40" },
      at: "12m",
    }),
  ],
});

export const lokiRingUnhealthy = defineAlert({
  name: "LokiRingUnhealthy",
  signal: defineSignal({
    expr: promql`max by (name) (loki_ring_members{state="Unhealthy"})`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "{{ $value | humanize }} members of Loki's ring {{ $labels.name }} are unhealthy",
  description: "The others do its work. One more that fails, and lines are refused or queries answered in part.",
  runbook: `
1. \`kubectl -n observability get pods -l app.kubernetes.io/name=loki\`: which does not run, and why (\`describe\`, \`logs --previous\`)?
2. All run: a member that left without a word. \`kubectl -n observability port-forward svc/loki 3100\`, \`http://localhost:3100/ring\`, Forget.
`,
  panel: { dashboard: DASHBOARD, key: "ring" },
  tests: [
    fires({
      series: { [`loki_ring_members{${POD},name="ingester",state="Unhealthy"}`]: "0x5 1x40" },
      at: "30m",
      expect: [{ labels: { name: "ingester" }, summary: "1 members of Loki's ring ingester are unhealthy" }],
    }),
    silent({
      series: {
        [`loki_ring_members{${POD},name="ingester",state="Unhealthy"}`]: "0x5 1x8 0x40",
        [`loki_ring_members{${POD},name="ingester",state="ACTIVE"}`]: "1x60",
      },
      at: "20m",
    }),
  ],
});

/** Since it last went well; since Loki's start where it has not yet. */
function since(done: Query): Query {
  return promql`
    time() - (max(${done} > 0) or max(process_start_time_seconds and on (instance) loki_build_info))`;
}

export const lokiCompactionStale = defineAlert({
  name: "LokiCompactionStale",
  signal: defineSignal({
    expr: since(promql`loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds`),
    unit: "s",
    min: 0,
  }),
  above: "3h",
  for: "30m",
  severity: "warning",
  summary: "Loki has not compacted its index for {{ $value | humanizeDuration }}",
  description: "It is due every 10 minutes. Without it queries become slower by the day, and nothing is deleted.",
  runbook: `
1. \`kubectl -n observability logs -l app.kubernetes.io/name=loki --tail=-1 | grep -i compact | tail\`: the last error.
2. \`no space left\`: it works on the volume; enlarge \`loki.volume\`.
3. \`AccessDenied\` at a delete or list: rights of the bucket's key.
`,
  panel: { dashboard: DASHBOARD, key: "compaction" },
  tests: [
    fires({
      series: {
        [`loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds{${POD}}`]: "600x300",
        [`process_start_time_seconds{${POD}}`]: "1x300",
        [`loki_build_info{${POD},version="3.7.6"}`]: "1x300",
      },
      at: "4h10m",
      expect: [{ labels: {}, summary: "Loki has not compacted its index for 4h 0m 0s" }],
    }),
    // Just started: its first run is still to come.
    silent({
      series: {
        [`loki_boltdb_shipper_compact_tables_operation_last_successful_run_timestamp_seconds{${POD}}`]: "0x300",
        [`process_start_time_seconds{${POD}}`]: "12000x300",
        [`loki_build_info{${POD},version="3.7.6"}`]: "1x300",
      },
      at: "4h10m",
    }),
  ],
});

export const lokiRetentionStale = defineAlert({
  name: "LokiRetentionStale",
  signal: defineSignal({
    expr: since(promql`loki_compactor_apply_retention_last_successful_run_timestamp_seconds`),
    unit: "s",
    min: 0,
  }),
  above: "1d",
  for: "30m",
  severity: "warning",
  summary: "Loki has deleted no old logs for {{ $value | humanizeDuration }}",
  description:
    "Logs are kept longer than `loki.retention` promises: that costs room, and may break a promise to people.",
  runbook: `
1. LokiCompactionStale fires too? Mend that first: deleting is a part of it.
2. \`kubectl -n observability logs -l app.kubernetes.io/name=loki --tail=-1 | grep -i retention | tail\`: the last error.
3. \`AccessDenied\`: the bucket's key may write but not delete.
`,
  panel: { dashboard: DASHBOARD, key: "retention" },
  tests: [
    fires({
      series: {
        [`loki_compactor_apply_retention_last_successful_run_timestamp_seconds{${POD}}`]: "3600x1600",
        [`process_start_time_seconds{${POD}}`]: "1x1600",
        [`loki_build_info{${POD},version="3.7.6"}`]: "1x1600",
      },
      at: "26h",
      expect: [{ labels: {}, summary: "Loki has deleted no old logs for 1d 1h 0m 0s" }],
    }),
    silent({
      series: {
        [`loki_compactor_apply_retention_last_successful_run_timestamp_seconds{${POD}}`]: "0+60x1600",
        [`process_start_time_seconds{${POD}}`]: "1x1600",
        [`loki_build_info{${POD},version="3.7.6"}`]: "1x1600",
      },
      at: "26h",
    }),
  ],
});

/** Whether Loki takes lines, finds them, and forgets them in time. */
export const lokiAlerts = defineAlertGroup({
  name: "loki",
  alerts: [
    lokiRequestErrors,
    lokiPushSlow,
    lokiLogsDiscarded,
    lokiRingUnhealthy,
    lokiCompactionStale,
    lokiRetentionStale,
  ],
});
