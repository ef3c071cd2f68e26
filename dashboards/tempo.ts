import * as alerts from "../alerts/tempo";
import { defineDashboard, promql, type Row } from "../src/dashboard";
import { cpuOf, lines, memoryOf, number, watched } from "./panels";

const OF_TEMPO = promql`and on (instance) tempo_build_info`;

const state: Row = {
  title: "State now",
  panels: [
    number({
      key: "spans",
      title: "Spans a second",
      description: "Taken in, after sampling.",
      expr: promql`sum(rate(tempo_distributor_spans_received_total[5m]))`,
      unit: "cps",
    }),
    number({
      key: "bytes",
      title: "Bytes a second",
      description: "Taken in.",
      expr: promql`sum(rate(tempo_distributor_bytes_received_total[5m]))`,
      unit: "Bps",
    }),
    number({
      key: "blocks",
      title: "Blocks",
      description: "In the store. It grows for ever: old traces are not deleted.",
      expr: promql`sum(tempodb_blocklist_length)`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "generated-series",
      title: "Series made of spans",
      description: "Metrics that Tempo writes to Prometheus: each costs there as any other.",
      expr: promql`sum(tempo_metrics_generator_registry_active_series)`,
      unit: "short",
    }),
    number({
      key: "members",
      title: "Ingesters",
      description: "That take spans. No data: Tempo is not scraped, or down.",
      expr: promql`max(tempo_ring_members{name="ingester",state="ACTIVE"})`,
      unit: "short",
      decimals: 0,
    }),
    number({
      key: "restarted",
      title: "Runs for",
      description: "Since its last start. Short, and nobody deployed: see its pod for a kill for memory.",
      expr: promql`time() - max(process_start_time_seconds ${OF_TEMPO})`,
      unit: "s",
    }),
  ],
};

const intake: Row = {
  title: "What comes in",
  panels: [
    lines({
      key: "spans-by-receiver",
      title: "Spans by receiver",
      description: "A fall to 0 while applications run: the collector does not get through.",
      expr: promql`sum by (receiver, transport) (rate(tempo_receiver_accepted_spans[$__rate_interval]))`,
      legend: "{{receiver}} {{transport}}",
      unit: "cps",
      min: 0,
      width: 8,
    }),
    watched({
      alert: alerts.tempoSpansRefused,
      title: "Spans refused",
      description: "At the door. Steady: they get lost after some minutes.",
      legend: "{{receiver}}",
      width: 8,
    }),
    watched({
      alert: alerts.tempoSpansDiscarded,
      title: "Spans thrown away",
      description: "By reason: a limit, a trace that is too large. Any: traces have holes.",
      legend: "{{reason}}",
      width: 8,
    }),
    watched({
      alert: alerts.tempoMetricsLimited,
      title: "Series not made",
      description: "Metrics of spans that were left out, as there were too many. Any: graphs miss services.",
      legend: "left out",
    }),
    lines({
      key: "generator-spans",
      title: "Spans that metrics were made of",
      description: "The same as what comes in, or the metrics tell less than the traces.",
      expr: promql`sum(rate(tempo_metrics_generator_spans_received_total[$__rate_interval]))`,
      legend: "taken",
      unit: "cps",
      min: 0,
    }),
  ],
};

const requests: Row = {
  title: "What is asked",
  panels: [
    watched({
      alert: alerts.tempoRequestErrors,
      title: "Requests that fail",
      description: "Share by route. On a query route people find no traces.",
      legend: "{{route}}",
    }),
    lines({
      key: "latency",
      title: "Slowest tenth of the requests",
      description: "By route. A search over days takes seconds; a single trace should not.",
      expr: promql`
        histogram_quantile(0.9, sum by (le, route) (rate(tempo_request_duration_seconds_bucket{route!~"metrics|ready"}[$__rate_interval])))`,
      legend: "{{route}}",
      unit: "s",
      min: 0,
    }),
  ],
};

const store: Row = {
  title: "Storage",
  panels: [
    watched({
      alert: alerts.tempoFlushesFailing,
      title: "Blocks that the store did not take",
      description: "Any that go on: the volume fills up.",
      legend: "{{pod}}",
      width: 8,
    }),
    watched({
      alert: alerts.tempoCompactionFailing,
      title: "Failed compactions",
      description: "Many: searches become slow, and old traces are not deleted.",
      legend: "failures",
      width: 8,
    }),
    watched({
      alert: alerts.tempoBlocksUnseen,
      title: "Failed listings",
      description: "Of the blocks in the store. Any that go on: new traces are not found.",
      legend: "failures",
      width: 8,
    }),
    memoryOf(OF_TEMPO, "Of its process. It follows the traces that are open, and compaction."),
    cpuOf(OF_TEMPO, "In cores."),
  ],
};

/** Are traces taken, kept and found? */
export const tempoDashboard = defineDashboard({
  uid: "tempo",
  title: "Tempo",
  description: "Are traces taken, kept and found?",
  folder: "Platform",
  tags: ["belvedere", "tempo"],
  links: [
    { title: "Traces", dashboard: "traces" },
    { title: "Collector", dashboard: "opentelemetry-collector" },
  ],
  rows: [state, intake, requests, store],
});
