import * as alerts from "../alerts/mimir";
import * as storage from "../alerts/mimir-storage";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { lines, number, watched } from "./panels";

const OF_MIMIR = promql`and on (instance) mimir_build_info`;

const state: Row = {
  title: "State now",
  panels: [
    number({
      key: "samples",
      title: "Samples a second",
      description: "Taken in, before copies are made.",
      expr: promql`sum(rate(cortex_distributor_received_samples_total[5m]))`,
      unit: "cps",
    }),
    number({
      key: "active-series",
      title: "Active series",
      description: "Written to within twenty minutes, each counted once.",
      expr: promql`sum(cortex_ingester_active_series) / max(cortex_distributor_replication_factor)`,
      unit: "short",
    }),
    number({
      key: "ingesters",
      title: "Ingesters",
      description: "That take samples. No data: Mimir is not scraped, or down.",
      expr: promql`max(cortex_ring_members{name="ingester",state="ACTIVE"})`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "blocks",
      title: "Blocks",
      description: "That store gateways know. It stops growing when the retention is reached.",
      expr: promql`sum(cortex_bucket_store_blocks_loaded)`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "queries",
      title: "Queries a second",
      description: "That came, before they are split.",
      expr: promql`sum(rate(cortex_query_frontend_queries_total[5m]))`,
      unit: "reqps",
    }),
    number({
      key: "restarted",
      title: "Youngest part runs for",
      description: "Since its start. Short, and nobody deployed: see the pods for a kill for memory.",
      expr: promql`time() - max(process_start_time_seconds ${OF_MIMIR})`,
      unit: "s",
    }),
  ],
};

const writes: Row = {
  title: "Writes",
  panels: [
    lines({
      key: "samples-by-tenant",
      title: "Samples by tenant",
      description:
        "A fall to 0: Prometheus does not get through. Another tenant than yours: somebody writes here whom you do not know.",
      expr: promql`sum by (user) (rate(cortex_distributor_received_samples_total[$__rate_interval]))`,
      legend: "{{user}}",
      unit: "cps",
      min: 0,
      width: 8,
    }),
    watched({
      alert: alerts.mimirSamplesDiscarded,
      title: "Samples thrown away",
      description: "By reason. Any: graphs have holes, or miss what is new.",
      legend: "{{user}} {{reason}}",
      width: 8,
    }),
    lines({
      key: "rate-limited",
      title: "Pushes over the rate",
      description: "Sent again by Prometheus. For long: it falls behind; raise mimir.limits.samplesPerSecond.",
      expr: promql`sum by (user) (rate(cortex_discarded_samples_total{reason="rate_limited"}[$__rate_interval]))`,
      legend: "{{user}}",
      unit: "cps",
      min: 0,
      width: 8,
    }),
    lines({
      key: "push-latency",
      title: "Slowest tenth of the pushes",
      description: "Above a second Prometheus needs more shards for the same samples.",
      expr: promql`
        histogram_quantile(0.9, sum by (le) (rate(cortex_request_duration_seconds_bucket{route="api_v1_push"}[$__rate_interval])))`,
      legend: "pushes",
      unit: "s",
      min: 0,
    }),
    lines({
      key: "newest-sample",
      title: "Age of the newest sample",
      description: "Seconds are normal. It grows while nothing comes, or while Prometheus catches up.",
      expr: promql`time() - max by (user) (cortex_distributor_latest_seen_sample_timestamp_seconds)`,
      legend: "{{user}}",
      unit: "s",
      min: 0,
    }),
  ],
};

const ingesters: Row = {
  title: "Ingesters",
  panels: [
    watched({
      alert: alerts.mimirIngesterUnhealthy,
      title: "Ingesters that are not there",
      description: "Any: one more that goes, and no samples are taken.",
      legend: "unhealthy",
      width: 8,
    }),
    lines({
      key: "series-in-memory",
      title: "Series in memory",
      description: "By ingester: its memory follows them.",
      expr: promql`max by (pod) (cortex_ingester_memory_series)`,
      legend: "{{pod}}",
      unit: "short",
      min: 0,
      width: 8,
    }),
    watched({
      alert: alerts.mimirSeriesNearLimit,
      title: "Share of the series that a tenant may have",
      description: "At 100 % new series are refused.",
      legend: "{{user}}",
      width: 8,
    }),
    watched({
      alert: storage.mimirBlocksNotShipped,
      title: "Age of blocks that are not in the bucket",
      description: "Minutes are normal. Hours: the bucket does not take them, and volumes fill up.",
      legend: "{{pod}}",
    }),
    lines({
      key: "memory",
      title: "Memory",
      description: "Of the processes, by pod.",
      expr: promql`max by (pod) (process_resident_memory_bytes ${OF_MIMIR})`,
      legend: "{{pod}}",
      unit: "bytes",
      min: 0,
    }),
  ],
};

const reads: Row = {
  title: "Reads",
  panels: [
    watched({
      alert: alerts.mimirRequestErrors,
      title: "Requests that fail",
      description: "Share by route. On api_v1_push samples wait in Prometheus; on the others people see errors.",
      legend: "{{route}}",
      width: 8,
    }),
    lines({
      key: "query-latency",
      title: "Slowest tenth of the queries",
      description: "By kind. A graph over a year takes seconds; one over an hour should not.",
      expr: promql`
        histogram_quantile(0.9, sum by (le, route) (rate(cortex_request_duration_seconds_bucket{route=~"prometheus_.+"}[$__rate_interval])))`,
      legend: "{{route}}",
      unit: "s",
      min: 0,
      width: 8,
    }),
    lines({
      key: "queue",
      title: "Queries that wait",
      description:
        "For a querier. For long: more of them (mimir.replicas.querier), or a dashboard that asks for too much.",
      expr: promql`sum by (user) (cortex_query_scheduler_queue_length)`,
      legend: "{{user}}",
      unit: "short",
      min: 0,
      width: 8,
    }),
    lines({
      key: "cpu",
      title: "CPU",
      description: "In cores, by pod.",
      expr: promql`sum by (pod) (rate(process_cpu_seconds_total[$__rate_interval]) ${OF_MIMIR})`,
      legend: "{{pod}}",
      unit: "short",
      min: 0,
      width: 24,
    }),
  ],
};

const bucket: Row = {
  title: "Bucket",
  panels: [
    lines({
      key: "bucket-operations",
      title: "Requests to the bucket",
      description: "By part and kind: providers bill them. Many of a store gateway: caches are too small, or off.",
      expr: promql`sum by (component, operation) (rate(thanos_objstore_bucket_operations_total[$__rate_interval]))`,
      legend: "{{component}} {{operation}}",
      unit: "reqps",
      min: 0,
    }),
    watched({
      alert: storage.mimirBucketErrors,
      title: "Requests to the bucket that fail",
      description: "Share by part and kind. Any that go on: old metrics are missing, or are not deleted.",
      legend: "{{component}} {{operation}}",
    }),
    watched({
      alert: storage.mimirCompactorNotRunning,
      title: "Since the compactor came to an end",
      description: "Half an hour is normal, some hours are with large blocks. Longer: nothing is deleted.",
      legend: "compactor",
      width: 8,
    }),
    lines({
      key: "blocks-deleted",
      title: "Blocks marked for deletion",
      description: "By reason: joined, or older than the retention.",
      expr: promql`sum by (reason) (increase(cortex_compactor_blocks_marked_for_deletion_total[$__rate_interval]))`,
      legend: "{{reason}}",
      unit: "short",
      min: 0,
      width: 8,
    }),
    watched({
      alert: storage.mimirBlocksUnseen,
      title: "Since store gateways looked for blocks",
      description: "A quarter of an hour is normal. Hours: graphs get a hole twelve hours ago.",
      legend: "{{pod}}",
      width: 8,
    }),
  ],
};

/** Are metrics taken, kept and found beyond one Prometheus? */
export const mimirDashboard = defineDashboard({
  uid: "mimir",
  title: "Mimir",
  description: "Are metrics taken, kept and found beyond one Prometheus?",
  folder: "Platform",
  tags: ["belvedere", "mimir"],
  links: [
    { title: "Prometheus", dashboard: "prometheus" },
    { title: "Telemetry cost", dashboard: "telemetry-cost" },
  ],
  rows: [state, writes, ingesters, reads, bucket],
});
