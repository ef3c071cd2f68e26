import { nodeExporterCollectorFailing } from "../alerts/exporters";
import * as own from "../alerts/prometheus";
import * as sending from "../alerts/prometheus-sending";
import * as storage from "../alerts/prometheus-storage";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { lines, number, watched } from "./panels";

const SELF = promql`job="prometheus"`;

const state: Row = {
  title: "State now",
  panels: [
    number({
      key: "targets",
      title: "Targets",
      description: "Everything that is scraped. A fall without a deployment: a discovery or its rights are broken.",
      expr: promql`sum(prometheus_target_scrape_pool_targets{${SELF}})`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "series",
      title: "Series in memory",
      description: "What is scraped now. A hundred thousand take about half a gigabyte.",
      expr: promql`max(prometheus_tsdb_head_series{${SELF}})`,
      unit: "short",
    }),
    number({
      key: "samples",
      title: "Samples a second",
      description: "Taken in. 0 for minutes: nothing is scraped, and every alert is blind.",
      expr: promql`sum(rate(prometheus_tsdb_head_samples_appended_total{${SELF}}[5m]))`,
      unit: "cps",
    }),
    number({
      key: "oldest",
      title: "Oldest sample",
      description:
        "How far back one can look. Less than `prometheus.retention` on an old platform: the volume is too small.",
      expr: promql`time() - min(prometheus_tsdb_lowest_timestamp_seconds{${SELF}})`,
      unit: "s",
    }),
    number({
      key: "restarted",
      title: "Runs for",
      description: "Since its last start. Short, and nobody deployed: see its pod for a kill for memory.",
      expr: promql`time() - max(process_start_time_seconds{${SELF}})`,
      unit: "s",
    }),
    number({
      key: "rules-number",
      title: "Rules",
      description: "Of Prometheus itself; Grafana's are on the dashboard of Grafana. No data: it has none.",
      expr: promql`sum(prometheus_rule_group_rules{${SELF}})`,
      unit: "short",
      decimals: 0,
    }),
  ],
};

const scrapes: Row = {
  title: "Scrapes",
  panels: [
    lines({
      key: "targets-by-job",
      title: "Targets by job",
      description: "How many each job has. A step down is a deployment, or a discovery that has lost its rights.",
      expr: promql`max by (scrape_job) (prometheus_target_scrape_pool_targets{${SELF}})`,
      legend: "{{scrape_job}}",
      unit: "short",
      min: 0,
    }),
    lines({
      key: "slowest-targets",
      title: "Slowest targets",
      description: "The ten whose pages take longest. Near 10 s they are given up and count as down.",
      expr: promql`topk(10, max by (job, instance) (scrape_duration_seconds))`,
      legend: "{{job}} {{instance}}",
      unit: "s",
      min: 0,
    }),
    watched({
      alert: own.prometheusTargetSyncFailing,
      title: "Targets that make no sense",
      description: "Targets with labels or addresses that are invalid. Any: they are not scraped, and shown nowhere.",
      legend: "{{scrape_job}}",
      width: 8,
    }),
    watched({
      alert: own.prometheusScrapeLimitHit,
      title: "Pages beyond a limit",
      description: "Scrapes thrown away for too many samples, bytes or labels. Any: nothing is known of these targets.",
      legend: "scrapes",
      width: 8,
    }),
    watched({
      alert: own.prometheusTargetLimitHit,
      title: "Jobs beyond their targets",
      description: "Times that a job had more targets than it may have. Any: all of its targets are left out.",
      legend: "times",
      width: 8,
    }),
    watched({
      alert: storage.prometheusSamplesOutOfOrder,
      title: "Samples out of order",
      description: "Dropped since a newer one was there. Steady: two sources write one series.",
      legend: "samples",
    }),
    watched({
      alert: storage.prometheusSamplesDuplicated,
      title: "Samples twice",
      description: "Dropped since the series has another value at the same time. Steady: a page shows a series twice.",
      legend: "samples",
    }),
    watched({
      alert: nodeExporterCollectorFailing,
      title: "What node exporters cannot read any more",
      description: "1 for a part that was read within the last day, and is not now. Empty or 0 is good.",
      legend: "{{node}} {{collector}}",
      width: 24,
    }),
  ],
};

const queries: Row = {
  title: "Rules and queries",
  panels: [
    watched({
      alert: own.prometheusConfigReloadFailed,
      title: "Configuration taken",
      description: "1 while the newest configuration counts. 0: it is refused, and the one before goes on.",
      legend: "taken",
      width: 8,
    }),
    watched({
      alert: own.prometheusRulesFailing,
      title: "Rules that fail",
      description: "Evaluations that ended in an error. Any that go on: these alerts cannot fire.",
      legend: "{{rule_group}}",
      width: 8,
    }),
    watched({
      alert: own.prometheusRulesLate,
      title: "Rounds left out",
      description: "Evaluations of a group that were skipped, as the one before was not done. Any: alerts come late.",
      legend: "{{rule_group}}",
      width: 8,
    }),
    lines({
      key: "slowest-groups",
      title: "Slowest rule groups",
      description: "How long the ten slowest groups take. Near their interval they begin to be left out.",
      expr: promql`topk(10, max by (rule_group) (prometheus_rule_group_last_duration_seconds{${SELF}}))`,
      legend: "{{rule_group}}",
      unit: "s",
      min: 0,
      width: 8,
    }),
    watched({
      alert: own.prometheusQueriesQueued,
      title: "Queries at work",
      description: "Of those that it can answer at a time. At 100 % the next ones wait.",
      legend: "in use",
      width: 8,
    }),
    lines({
      key: "query-time",
      title: "Time of queries",
      description:
        "The slowest tenth, by what they wait for: `queue_time` is too many at once, `inner_eval` is a heavy one.",
      expr: promql`max by (slice) (prometheus_engine_query_duration_seconds{${SELF},quantile="0.9"})`,
      legend: "{{slice}}",
      unit: "s",
      min: 0,
      width: 8,
    }),
  ],
};

const store: Row = {
  title: "Storage",
  panels: [
    watched({
      alert: storage.prometheusStorageNearLimit,
      title: "Storage",
      description: "Room that samples take, of what they may have. At 100 % the oldest are deleted before their time.",
      legend: "in use",
    }),
    lines({
      key: "memory",
      title: "Memory",
      description: "Of its process. A saw is compaction; a slope without end is a growing number of series.",
      expr: promql`max(process_resident_memory_bytes{${SELF}})`,
      legend: "resident",
      unit: "bytes",
      min: 0,
      width: 6,
    }),
    lines({
      key: "cpu",
      title: "CPU",
      description: "In cores. At its limit rules and queries become slow together.",
      expr: promql`sum(rate(process_cpu_seconds_total{${SELF}}[$__rate_interval]))`,
      legend: "cores",
      unit: "short",
      min: 0,
      width: 6,
    }),
    watched({
      alert: storage.prometheusCompactionFailing,
      title: "Failed compactions",
      description: "Any that go on: memory and write-ahead log grow until it is killed.",
      legend: "failures",
      width: 6,
    }),
    watched({
      alert: storage.prometheusBlockReloadsFailing,
      title: "Blocks that do not open",
      description: "Any that go on: queries over days answer with less than there is.",
      legend: "failures",
      width: 6,
    }),
    watched({
      alert: storage.prometheusWalCorrupted,
      title: "Breaks of the write-ahead log",
      description: "Found at a start, and cut. Each is a gap of up to two hours before that start.",
      legend: "breaks",
      width: 6,
    }),
    watched({
      alert: storage.prometheusWalWritesFailing,
      title: "Failed writes",
      description: "Samples that the volume did not take. Any: they are lost.",
      legend: "failures",
      width: 6,
    }),
  ],
};

const leaving: Row = {
  title: "Alerts and samples that leave",
  panels: [
    watched({
      alert: sending.prometheusWithoutAlertmanager,
      title: "Alertmanagers known",
      description: "Those that alerts are sent to. 0: alerts of Prometheus' own rules reach nobody.",
      legend: "Alertmanagers",
      width: 8,
    }),
    watched({
      alert: sending.prometheusAlertsNotSent,
      title: "Alerts that do not get through",
      description: "Share of the alerts that an Alertmanager did not take. They are tried again with each evaluation.",
      legend: "{{alertmanager}}",
      width: 8,
    }),
    watched({
      alert: sending.prometheusAlertQueueFilling,
      title: "Queue of alerts",
      description: "How full it is. When it is full, the oldest alerts are thrown away.",
      legend: "queue",
      width: 8,
    }),
    watched({
      alert: sending.prometheusRemoteWriteBehind,
      title: "Remote write: how far behind",
      description: "Between the newest sample here and the newest that was sent. Beyond two hours they are lost.",
      legend: "{{remote_name}}",
      width: 8,
    }),
    watched({
      alert: sending.prometheusRemoteWriteFailing,
      title: "Remote write: samples that fail",
      description: "Share of the samples that the other side refused for good.",
      legend: "{{remote_name}}",
      width: 8,
    }),
    watched({
      alert: sending.prometheusRemoteWriteSaturated,
      title: "Remote write: shards wanted",
      description: "Of those that it may have. Above 100 % it cannot keep up.",
      legend: "{{remote_name}}",
      width: 8,
    }),
  ],
};

/** Does the store of metrics read, keep and hand on what it should? */
export const prometheusDashboard = defineDashboard({
  uid: "prometheus",
  title: "Prometheus",
  description:
    "Does the store of metrics read, keep and hand on what it should? Scrapes, rules, storage, remote write.",
  folder: "Platform",
  tags: ["belvedere", "prometheus"],
  rows: [state, scrapes, queries, store, leaving],
});
