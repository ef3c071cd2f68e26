import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql, type Query } from "../src/dashboard";

const DASHBOARD = "opentelemetry-collector";

const POD = 'job="kubernetes-pods",namespace="observability",pod="opentelemetry-collector-5f"';

/** Spans, points of metrics and lines of logs together: each way of each kind counts its own. */
function ofAll(metric: string, by: string): Query {
  const rates = ["spans", "metric_points", "log_records"].map(
    (kind) => `sum by (${by}) (rate(${metric}_${kind}_total[$__rate_interval]))`,
  );
  return promql`${rates.join(" or ")}`;
}

export const collectorExportsFailing = defineAlert({
  name: "CollectorExportsFailing",
  signal: defineSignal({ expr: ofAll("otelcol_exporter_send_failed", "exporter"), unit: "cps", min: 0 }),
  above: 0,
  for: "10m",
  severity: "warning",
  summary: "The collector loses {{ $value | humanize }} a second on the way to {{ $labels.exporter }}",
  description: "It has tried for some minutes and given up: spans, points or lines of applications are lost.",
  runbook: `
1. \`kubectl -n observability logs deploy/opentelemetry-collector | grep 'Exporting failed'\`: the answer.
2. \`otlp_grpc/traces\` is Tempo, \`otlp_http/metrics\` Prometheus, \`otlp_http/logs\` Loki: see their dashboards.
3. \`out of bounds\`, \`out of order\`: an application whose clock is wrong, or two with the same labels.
`,
  panel: { dashboard: DASHBOARD, key: "export-failures" },
  tests: [
    fires({
      series: { [`otelcol_exporter_send_failed_spans_total{${POD},exporter="otlp_grpc/traces"}`]: "0+120x40" },
      at: "20m",
      expect: [
        {
          labels: { exporter: "otlp_grpc/traces" },
          summary: "The collector loses 2 a second on the way to otlp_grpc/traces",
        },
      ],
    }),
    silent({
      series: {
        [`otelcol_exporter_send_failed_spans_total{${POD},exporter="otlp_grpc/traces"}`]: "0x9 50x40",
        [`otelcol_exporter_send_failed_log_records_total{${POD},exporter="otlp_http/logs"}`]: "0x50",
      },
      at: "14m",
    }),
  ],
});

export const collectorRefuses = defineAlert({
  name: "CollectorRefuses",
  signal: defineSignal({ expr: ofAll("otelcol_receiver_refused", "receiver"), unit: "cps", min: 0 }),
  above: 0,
  for: "10m",
  severity: "warning",
  summary: "The collector refuses {{ $value | humanize }} a second at {{ $labels.receiver }}",
  description: "It has no memory left for more. Applications may send again, most do not.",
  runbook: `
1. The panel "Queues": full means that a store behind it is slow; mend that first.
2. The panel "Memory": at its limit with empty queues means more traffic than it was sized for. Raise the \`size\`.
3. With \`tracing.sampling\` it keeps whole traces for some seconds: many long ones take much.
`,
  panel: { dashboard: DASHBOARD, key: "refused" },
  tests: [
    fires({
      series: { [`otelcol_receiver_refused_spans_total{${POD},receiver="otlp",transport="grpc"}`]: "0+180x40" },
      at: "20m",
      expect: [{ labels: { receiver: "otlp" }, summary: "The collector refuses 3 a second at otlp" }],
    }),
    silent({
      series: { [`otelcol_receiver_refused_spans_total{${POD},receiver="otlp",transport="grpc"}`]: "0x9 50x40" },
      at: "14m",
    }),
  ],
});

export const collectorQueueFilling = defineAlert({
  name: "CollectorQueueFilling",
  signal: defineSignal({
    expr: promql`max by (exporter) (otelcol_exporter_queue_size / otelcol_exporter_queue_capacity)`,
    unit: "percentunit",
    min: 0,
    max: 1,
  }),
  above: 0.8,
  for: "5m",
  severity: "warning",
  summary: "The collector's queue to {{ $labels.exporter }} is at {{ $value | humanizePercentage }}",
  description: "The store behind it is slower than what comes in. When the queue is full the rest is lost.",
  runbook: `
1. \`otlp_grpc/traces\` is Tempo, \`otlp_http/metrics\` Prometheus, \`otlp_http/logs\` Loki: does it answer, is it at its limits?
2. Something sends much more than before? The panel "What comes in".
`,
  panel: { dashboard: DASHBOARD, key: "queues" },
  tests: [
    fires({
      series: {
        [`otelcol_exporter_queue_size{${POD},exporter="otlp_http/logs",data_type="logs"}`]: "900x30",
        [`otelcol_exporter_queue_capacity{${POD},exporter="otlp_http/logs",data_type="logs"}`]: "1000x30",
      },
      at: "15m",
      expect: [
        {
          labels: { exporter: "otlp_http/logs" },
          summary: "The collector's queue to otlp_http/logs is at 90%",
        },
      ],
    }),
    silent({
      series: {
        [`otelcol_exporter_queue_size{${POD},exporter="otlp_http/logs",data_type="logs"}`]: "0x9 900x3 0x30",
        [`otelcol_exporter_queue_capacity{${POD},exporter="otlp_http/logs",data_type="logs"}`]: "1000x50",
      },
      at: "15m",
    }),
  ],
});

/** Whether what applications send by OTLP arrives. */
export const collectorAlerts = defineAlertGroup({
  name: "opentelemetry-collector",
  alerts: [collectorExportsFailing, collectorRefuses, collectorQueueFilling],
});
