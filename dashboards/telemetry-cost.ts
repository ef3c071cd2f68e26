import { prometheusSeriesGrowing } from "../alerts/prometheus-storage";
import { defineDashboard, logql, promql, type Row } from "../src/dashboard";
import { lines, number, table, watched } from "./panels";

const SELF = promql`job="prometheus"`;

const series: Row = {
  title: "Metrics",
  panels: [
    number({
      key: "series",
      title: "Series in memory",
      description: "Each takes about 5 KiB of memory, whether anybody looks at it or not.",
      expr: promql`max(prometheus_tsdb_head_series{${SELF}})`,
      unit: "short",
      width: 6,
    }),
    number({
      key: "disk",
      title: "Room of all samples",
      description: "On the volume of Prometheus.",
      expr: promql`max(prometheus_tsdb_storage_blocks_bytes{${SELF}} + prometheus_tsdb_wal_storage_size_bytes{${SELF}})`,
      unit: "bytes",
      width: 6,
    }),
    number({
      key: "sample-size",
      title: "Bytes of a sample",
      description: "In blocks. 1 to 2 is usual; more means values that jump, or series that live for minutes.",
      expr: promql`
        sum(increase(prometheus_tsdb_compaction_chunk_size_bytes_sum{${SELF}}[1d]))
        / sum(increase(prometheus_tsdb_compaction_chunk_samples_sum{${SELF}}[1d]))`,
      unit: "bytes",
      width: 6,
    }),
    number({
      key: "churn",
      title: "New series a day",
      description: "Series that did not exist before. Many times those in memory: names of pods or ids in labels.",
      expr: promql`sum(increase(prometheus_tsdb_head_series_created_total{${SELF}}[1d]))`,
      unit: "short",
      width: 6,
    }),
    watched({
      alert: prometheusSeriesGrowing,
      title: "Series against a day ago",
      description: "200 % is twice as many as yesterday at this time. The line is PrometheusSeriesGrowing.",
      legend: "of yesterday",
    }),
    lines({
      key: "samples-by-job",
      title: "Samples by job",
      description: "How many samples a scrape of each job brings: what it costs.",
      expr: promql`topk(10, sum by (job) (scrape_samples_post_metric_relabeling))`,
      legend: "{{job}}",
      unit: "short",
      min: 0,
      stacked: true,
    }),
    table({
      key: "metrics-by-series",
      title: "Metrics with most series",
      description: "The thirty largest. What no dashboard and no alert asks for can be dropped at its scrape.",
      expr: promql`topk(30, count by (__name__) ({__name__!=""}))`,
      unit: "short",
      columns: { __name__: "Metric", Value: "Series" },
    }),
    table({
      key: "targets-by-samples",
      title: "Targets with most samples",
      description: "The thirty largest pages.",
      expr: promql`topk(30, max by (job, namespace, pod, instance) (scrape_samples_post_metric_relabeling))`,
      unit: "short",
      columns: { job: "Job", namespace: "Namespace", pod: "Pod", instance: "Address", Value: "Samples" },
    }),
  ],
};

const logs: Row = {
  title: "Logs",
  panels: [
    lines({
      key: "log-rate",
      title: "Bytes of logs",
      description: "Taken in by Loki. Each is stored until `loki.retention`, compressed about ten to one.",
      expr: promql`sum by (tenant) (rate(loki_distributor_bytes_received_total[$__rate_interval]))`,
      legend: "{{tenant}}",
      unit: "Bps",
      min: 0,
    }),
    lines({
      key: "streams",
      title: "Streams",
      description:
        "Sets of labels that are written to now. Thousands of them with a few lines each make Loki slow and large.",
      expr: promql`sum by (tenant) (loki_ingester_memory_streams)`,
      legend: "{{tenant}}",
      unit: "short",
      min: 0,
    }),
    lines({
      key: "log-bytes-by-namespace",
      title: "Bytes by namespace",
      description: "The ten that write most. A step up is a debug level that was forgotten, or an error in a loop.",
      expr: logql`topk(10, sum by (namespace) (bytes_rate({namespace=~".+"} [$__auto])))`,
      legend: "{{namespace}}",
      unit: "Bps",
      min: 0,
      stacked: true,
    }),
    lines({
      key: "log-bytes-by-app",
      title: "Bytes by application",
      description: "The ten that write most, by namespace and application.",
      expr: logql`topk(10, sum by (namespace, app) (bytes_rate({namespace=~".+"} [$__auto])))`,
      legend: "{{namespace}} {{app}}",
      unit: "Bps",
      min: 0,
      stacked: true,
    }),
  ],
};

/** Who makes how much telemetry: what to drop first. */
export const telemetryCostDashboard = defineDashboard({
  uid: "telemetry-cost",
  title: "Cost of telemetry",
  description: "Which metrics, targets, namespaces and applications make how much telemetry: what to drop first.",
  folder: "Platform",
  tags: ["belvedere", "prometheus", "loki"],
  rows: [series, logs],
});
