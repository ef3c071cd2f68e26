import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "tempo";

const POD = 'job="kubernetes-pods",namespace="observability",pod="tempo-0",instance="10.1.0.5:3200"';

export const tempoRequestErrors = defineAlert({
  name: "TempoRequestErrors",
  signal: defineSignal({
    expr: promql`
      sum by (route) (rate(tempo_request_duration_seconds_count{route!~"metrics|ready",status_code=~"5..|error"}[$__rate_interval]))
      / sum by (route) (rate(tempo_request_duration_seconds_count{route!~"metrics|ready"}[$__rate_interval]))`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.1,
  for: "15m",
  severity: "warning",
  summary: "Tempo fails {{ $value | humanizePercentage }} of the requests to {{ $labels.route }}",
  description: "On a route that ends in Push spans get lost. On one with a query people find no traces.",
  runbook: `
1. \`kubectl -n observability logs tempo-0 | grep level=error | tail\`: the reason.
2. \`context deadline exceeded\` of a search: too long a time; name a service, narrow the time.
3. Answers of the bucket (\`403\`, \`NoSuchBucket\`): its key; see TempoFlushesFailing.
`,
  panel: { dashboard: DASHBOARD, key: "request-errors" },
  tests: [
    fires({
      series: {
        [`tempo_request_duration_seconds_count{${POD},method="GET",route="api_search",status_code="500",ws="false"}`]:
          "0+1x40",
        [`tempo_request_duration_seconds_count{${POD},method="GET",route="api_search",status_code="200",ws="false"}`]:
          "0+3x40",
      },
      at: "30m",
      expect: [{ labels: { route: "api_search" }, summary: "Tempo fails 25% of the requests to api_search" }],
    }),
    // Asked whether it is ready while it starts.
    silent({
      series: {
        [`tempo_request_duration_seconds_count{${POD},method="GET",route="ready",status_code="503",ws="false"}`]:
          "0+1x40",
      },
      at: "30m",
    }),
  ],
});

export const tempoSpansDiscarded = defineAlert({
  name: "TempoSpansDiscarded",
  signal: defineSignal({
    expr: promql`sum by (reason) (rate(tempo_discarded_spans_total[$__rate_interval]))`,
    unit: "cps",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Tempo throws {{ $value | humanize }} spans a second away: {{ $labels.reason }}",
  description: "Traces have holes, or are missing as a whole.",
  runbook: `
1. \`rate_limited\`: more spans than allowed. Sample more strictly (\`tracing.sampling\`), or raise the limit in \`tracing.values\`.
2. \`trace_too_large\`: one trace without end, mostly a loop or a job that makes one trace of all its work. The log of Tempo names it.
3. \`live_traces_exceeded\`: too many traces at once; as 1.
`,
  panel: { dashboard: DASHBOARD, key: "discarded" },
  tests: [
    fires({
      series: { [`tempo_discarded_spans_total{${POD},tenant="single-tenant",reason="trace_too_large"}`]: "0+240x40" },
      at: "30m",
      expect: [
        {
          labels: { reason: "trace_too_large" },
          summary: "Tempo throws 4 spans a second away: trace_too_large",
        },
      ],
    }),
    silent({
      series: { [`tempo_discarded_spans_total{${POD},tenant="single-tenant",reason="rate_limited"}`]: "0x9 500x40" },
      at: "12m",
    }),
  ],
});

export const tempoSpansRefused = defineAlert({
  name: "TempoSpansRefused",
  signal: defineSignal({
    expr: promql`sum by (receiver) (rate(tempo_receiver_refused_spans[$__rate_interval]))`,
    unit: "cps",
    min: 0,
  }),
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Tempo refuses {{ $value | humanize }} spans a second at {{ $labels.receiver }}",
  description: "The collector sends them again for some minutes, then they are lost.",
  runbook: `
1. TempoSpansDiscarded fires too? Then a limit is the reason.
2. \`kubectl -n observability logs tempo-0 | grep -i 'pusher failed'\`: what it says.
3. Its volume is full: PersistentVolumeFilling.
`,
  panel: { dashboard: DASHBOARD, key: "refused" },
  tests: [
    fires({
      series: { [`tempo_receiver_refused_spans{${POD},receiver="otlp/otlp_receiver",transport="grpc"}`]: "0+120x40" },
      at: "30m",
      expect: [
        {
          labels: { receiver: "otlp/otlp_receiver" },
          summary: "Tempo refuses 2 spans a second at otlp/otlp_receiver",
        },
      ],
    }),
    silent({
      series: { [`tempo_receiver_refused_spans{${POD},receiver="otlp/otlp_receiver",transport="grpc"}`]: "0x9 50x40" },
      at: "12m",
    }),
  ],
});

export const tempoFlushesFailing = defineAlert({
  name: "TempoFlushesFailing",
  signal: defineSignal({
    expr: promql`sum by (pod) (increase(tempo_ingester_failed_flushes_total[$__rate_interval]))`,
    unit: "short",
    min: 0,
  }),
  above: 0,
  for: "30m",
  severity: "warning",
  summary: "{{ $labels.pod }} cannot write its blocks to the store",
  description: "They pile up on its volume. When that is full no more spans are taken.",
  runbook: `
1. \`kubectl -n observability logs POD | grep -i 'flush'\`: the answer of the store.
2. \`403\`: the key of the bucket was revoked. Put a new one into its Secret, raise the \`revision\`.
3. \`no space left\`: traces lie on the volume; enlarge \`tracing.volume\` or shorten \`tracing.retention\`.
`,
  panel: { dashboard: DASHBOARD, key: "flush-failures" },
  tests: [
    fires({
      series: { [`tempo_ingester_failed_flushes_total{${POD}}`]: "0+1x60" },
      at: "45m",
      expect: [{ labels: { pod: "tempo-0" }, summary: "tempo-0 cannot write its blocks to the store" }],
    }),
    silent({ series: { [`tempo_ingester_failed_flushes_total{${POD}}`]: "0x5 0+1x10 10x40" }, at: "40m" }),
  ],
});

export const tempoCompactionFailing = defineAlert({
  name: "TempoCompactionFailing",
  signal: defineSignal({
    expr: promql`sum(increase(tempodb_compaction_errors_total[$__rate_interval]))`,
    unit: "short",
    min: 0,
    window: "1h",
  }),
  above: 2,
  for: "1h",
  severity: "warning",
  summary: "Tempo has failed to compact {{ $value | humanize }} times within an hour",
  description: "Blocks stay small and many: searches become slow, and old traces are not deleted.",
  runbook: `
1. \`kubectl -n observability logs tempo-0 | grep -i compact | grep -i error\`: the reason.
2. A block that is broken (\`unexpected EOF\`): its id is in the line; delete its folder in the bucket.
3. Memory: a large block takes some. Raise the \`size\`.
`,
  panel: { dashboard: DASHBOARD, key: "compaction" },
  tests: [
    fires({
      series: { [`tempodb_compaction_errors_total{${POD}}`]: "0+1x180" },
      at: "150m",
      expect: [{ labels: {}, summary: "Tempo has failed to compact 60 times within an hour" }],
    }),
    silent({ series: { [`tempodb_compaction_errors_total{${POD}}`]: "0x30 2x150" }, at: "100m" }),
  ],
});

export const tempoBlocksUnseen = defineAlert({
  name: "TempoBlocksUnseen",
  signal: defineSignal({
    expr: promql`sum(increase(tempodb_blocklist_poll_errors_total[$__rate_interval]))`,
    unit: "short",
    min: 0,
    window: "15m",
  }),
  above: 0,
  for: "30m",
  severity: "warning",
  summary: "Tempo cannot list its blocks",
  description: "Searches find what was there when it last could, and nothing newer than that beside the last minutes.",
  runbook: `
1. \`kubectl -n observability logs tempo-0 | grep -i 'blocklist'\`: the answer of the store.
2. \`AccessDenied\`: the bucket's key may read and write, but not list.
`,
  panel: { dashboard: DASHBOARD, key: "poll-errors" },
  tests: [
    fires({
      series: { [`tempodb_blocklist_poll_errors_total{${POD},tenant="single-tenant"}`]: "0+1x90" },
      at: "60m",
      expect: [{ labels: {}, summary: "Tempo cannot list its blocks" }],
    }),
    silent({
      series: { [`tempodb_blocklist_poll_errors_total{${POD},tenant="single-tenant"}`]: "0x9 1x90" },
      at: "35m",
    }),
  ],
});

export const tempoMetricsLimited = defineAlert({
  name: "TempoMetricsLimited",
  signal: defineSignal({
    expr: promql`sum(rate(tempo_metrics_generator_registry_series_limited_total[$__rate_interval]))`,
    unit: "cps",
    min: 0,
  }),
  above: 0,
  for: "30m",
  severity: "warning",
  summary: "Tempo makes no metrics of some spans: it has as many series as it may have",
  description:
    "Rates, errors and durations of new services or operations are missing from graphs. Traces themselves are whole.",
  runbook: `
1. \`topk(10, count by (span_name) (traces_spanmetrics_calls_total))\`: operations with ids in their name? Name them by their route.
2. All of them are meant: raise \`max_active_series\` in \`tracing.values\`.
`,
  panel: { dashboard: DASHBOARD, key: "series-limited" },
  tests: [
    fires({
      series: { [`tempo_metrics_generator_registry_series_limited_total{${POD},tenant="single-tenant"}`]: "0+60x60" },
      at: "45m",
      expect: [{ labels: {}, summary: "Tempo makes no metrics of some spans: it has as many series as it may have" }],
    }),
    silent({
      series: { [`tempo_metrics_generator_registry_series_limited_total{${POD},tenant="single-tenant"}`]: "80x60" },
      at: "45m",
    }),
  ],
});

/** Whether traces are taken, kept and found. */
export const tempoAlerts = defineAlertGroup({
  name: "tempo",
  alerts: [
    tempoRequestErrors,
    tempoSpansDiscarded,
    tempoSpansRefused,
    tempoFlushesFailing,
    tempoCompactionFailing,
    tempoBlocksUnseen,
    tempoMetricsLimited,
  ],
});
