import * as own from "../alerts/loki";
import * as storage from "../alerts/loki-storage";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { cpuOf, lines, memoryOf, number, watched } from "./panels";

/** Pods of Loki among all that tell of their process. */
const OF_LOKI = promql`and on (instance) loki_build_info`;

const state: Row = {
  title: "State now",
  panels: [
    number({
      key: "lines",
      title: "Lines a second",
      description: "Taken in. 0: no agent gets through, or none runs.",
      expr: promql`sum(rate(loki_distributor_lines_received_total[5m]))`,
      unit: "cps",
    }),
    number({
      key: "bytes",
      title: "Bytes a second",
      description: "Taken in, before they are compressed.",
      expr: promql`sum(rate(loki_distributor_bytes_received_total[5m]))`,
      unit: "Bps",
    }),
    number({
      key: "streams",
      title: "Streams",
      description: "Sets of labels that are written to now. Beyond `loki.limits.maxStreams` new ones are refused.",
      expr: promql`sum(loki_ingester_memory_streams)`,
      unit: "short",
    }),
    number({
      key: "members",
      title: "Ingesters",
      description: "Members of the ring that take lines. No data: Loki is not scraped, or down.",
      expr: promql`max(loki_ring_members{name="ingester",state="ACTIVE"})`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "restarted",
      title: "Runs for",
      description:
        "Since the last start of the youngest pod. Short, and nobody deployed: see it for a kill for memory.",
      expr: promql`time() - max(process_start_time_seconds ${OF_LOKI})`,
      unit: "s",
    }),
    number({
      key: "error-lines",
      title: "Own errors an hour",
      description: "Lines of level error in Loki's own log. Some come with every restart.",
      expr: promql`sum(increase(loki_log_messages_total{level="error"}[1h]))`,
      unit: "short",
      decimals: 0,
    }),
  ],
};

const writes: Row = {
  title: "What comes in",
  panels: [
    lines({
      key: "bytes-by-tenant",
      title: "Bytes by tenant",
      description: "Taken in. A step up is a debug level that was forgotten, or an error in a loop.",
      expr: promql`sum by (tenant) (rate(loki_distributor_bytes_received_total[$__rate_interval]))`,
      legend: "{{tenant}}",
      unit: "Bps",
      min: 0,
    }),
    watched({
      alert: own.lokiLogsDiscarded,
      title: "Lines thrown away",
      description: "By reason: a limit, a time too old, a line too long. Any: they are lost.",
      legend: "{{tenant}} {{reason}}",
    }),
    watched({
      alert: own.lokiPushSlow,
      title: "Slowest 1 % of what is pushed",
      description: "How long agents wait. Seconds: Loki or its bucket cannot keep up.",
      legend: "{{route}}",
    }),
    watched({
      alert: own.lokiRequestErrors,
      title: "Requests that fail",
      description: "Share of the requests that ended in 5xx, by route.",
      legend: "{{route}}",
    }),
  ],
};

const queries: Row = {
  title: "What is asked",
  panels: [
    lines({
      key: "queries",
      title: "Queries",
      description: "By what came of them: `range` and `instant` compute, `limited` shows lines.",
      expr: promql`sum by (type, status_code) (rate(loki_logql_querystats_latency_seconds_count[$__rate_interval]))`,
      legend: "{{type}} {{status_code}}",
      unit: "reqps",
      min: 0,
    }),
    lines({
      key: "query-latency",
      title: "Slowest tenth of the queries",
      description: "By kind. Above 10 s people give up: narrower labels, a shorter time.",
      expr: promql`
        histogram_quantile(0.9, sum by (le, type) (rate(loki_logql_querystats_latency_seconds_bucket[$__rate_interval])))`,
      legend: "{{type}}",
      unit: "s",
      min: 0,
    }),
    watched({
      alert: storage.lokiRulesFailing,
      title: "Rules that fail",
      description: "Evaluations of Loki's own rules that ended in an error. Any that go on: these alerts cannot fire.",
      legend: "{{rule_group}}",
      width: 8,
    }),
    watched({
      alert: storage.lokiPanics,
      title: "Panics",
      description: "Faults of Loki's own that ended a request.",
      legend: "{{pod}}",
      width: 8,
    }),
    watched({
      alert: own.lokiRingUnhealthy,
      title: "Members that are missing",
      description: "By ring. Any: one more that fails, and lines are refused.",
      legend: "{{name}}",
      width: 8,
    }),
  ],
};

const store: Row = {
  title: "Storage",
  panels: [
    watched({
      alert: storage.lokiFlushesFailing,
      title: "Chunks that the bucket did not take",
      description: "Any that go on: memory and volume fill up.",
      legend: "{{pod}}",
      width: 8,
    }),
    lines({
      key: "flush-queue",
      title: "Flush queue",
      description: "Chunks that wait to be written. A slope without end: the bucket is slow or refuses.",
      expr: promql`max by (pod) (loki_ingester_flush_queue_length)`,
      legend: "{{pod}}",
      unit: "short",
      min: 0,
      width: 8,
    }),
    watched({
      alert: storage.lokiWalDiskFull,
      title: "Writes that found the volume full",
      description: "Lines without a write-ahead log. Any: a restart would lose them.",
      legend: "{{pod}}",
      width: 8,
    }),
    watched({
      alert: own.lokiCompactionStale,
      title: "Since the last compaction",
      description: "A saw of 10 minutes is right. A slope: the index is not compacted, and nothing is deleted.",
      legend: "age",
      width: 8,
    }),
    watched({
      alert: own.lokiRetentionStale,
      title: "Since old logs were last deleted",
      description: "A saw is right. A slope: logs are kept longer than promised.",
      legend: "age",
      width: 8,
    }),
    lines({
      key: "chunks",
      title: "Chunks in memory",
      description: "Each is a part of a stream that is not written yet. It follows the number of streams.",
      expr: promql`sum by (pod) (loki_ingester_memory_chunks)`,
      legend: "{{pod}}",
      unit: "short",
      min: 0,
      width: 8,
    }),
    memoryOf(OF_LOKI, "Of each process. It follows streams and the size of queries."),
    cpuOf(OF_LOKI, "In cores, of each process."),
  ],
};

/** Does the store of logs take lines, find them, and forget them in time? */
export const lokiDashboard = defineDashboard({
  uid: "loki",
  title: "Loki",
  description: "Does the store of logs take lines, find them, and forget them in time?",
  folder: "Platform",
  tags: ["belvedere", "loki"],
  links: [
    { title: "Logs", dashboard: "logs" },
    { title: "Agents", dashboard: "alloy" },
  ],
  rows: [state, writes, queries, store],
});
