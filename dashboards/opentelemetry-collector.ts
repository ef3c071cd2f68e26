import * as alerts from "../alerts/opentelemetry-collector";
import { defineDashboard, promql, type Query, type Row } from "../src/dashboard";
import { lines, number, watched } from "./panels";

/** Spans, points of metrics and lines of logs, one below the other. */
function kinds(metric: string): {
  readonly expr: Query;
  readonly legend: string;
  readonly more: Record<string, Query>;
} {
  const rate = (kind: string) => promql`sum(rate(${metric}_${kind}_total[$__rate_interval]))`;
  return {
    expr: rate("spans"),
    legend: "spans",
    more: { "points of metrics": rate("metric_points"), "lines of logs": rate("log_records") },
  };
}

const flow: Row = {
  title: "From applications to the stores",
  panels: [
    lines({
      key: "accepted",
      title: "What comes in",
      description: "By kind. A fall to 0: applications do not get through, or send elsewhere.",
      ...kinds("otelcol_receiver_accepted"),
      unit: "cps",
      min: 0,
    }),
    lines({
      key: "sent",
      title: "What goes out",
      description: "By kind. Fewer spans than come in is sampling; fewer of the rest is loss.",
      ...kinds("otelcol_exporter_sent"),
      unit: "cps",
      min: 0,
    }),
    watched({
      alert: alerts.collectorRefuses,
      title: "Refused at the door",
      description: "No memory was left for it. Any: applications lose it.",
      legend: "{{receiver}}",
      width: 8,
    }),
    watched({
      alert: alerts.collectorExportsFailing,
      title: "Lost on the way out",
      description: "Given up after some minutes, by destination.",
      legend: "{{exporter}}",
      width: 8,
    }),
    watched({
      alert: alerts.collectorQueueFilling,
      title: "Queues",
      description: "How full they are. Full: the store behind it is slower than what comes in.",
      legend: "{{exporter}}",
      width: 8,
    }),
  ],
};

const own: Row = {
  title: "The collector itself",
  panels: [
    number({
      key: "uptime",
      title: "Runs for",
      description: "Since its last start. Short, and nobody deployed: see its pod for a kill for memory.",
      expr: promql`min(increase(otelcol_process_uptime_seconds_total[1d]))`,
      unit: "s",
      width: 6,
    }),
    lines({
      key: "memory",
      title: "Memory",
      description: "At its limit it refuses what comes in, so as not to be killed.",
      expr: promql`max by (pod) (otelcol_process_memory_rss_bytes)`,
      legend: "{{pod}}",
      unit: "bytes",
      min: 0,
      width: 9,
    }),
    lines({
      key: "cpu",
      title: "CPU",
      description: "In cores.",
      expr: promql`sum by (pod) (rate(otelcol_process_cpu_seconds_total[$__rate_interval]))`,
      legend: "{{pod}}",
      unit: "short",
      min: 0,
      width: 9,
    }),
  ],
};

/** Does what applications send by OTLP arrive? */
export const collectorDashboard = defineDashboard({
  uid: "opentelemetry-collector",
  title: "OpenTelemetry collector",
  description: "Does what applications send by OTLP arrive: spans at Tempo, metrics at Prometheus, logs at Loki?",
  folder: "Platform",
  tags: ["belvedere", "opentelemetry"],
  links: [
    { title: "Tempo", dashboard: "tempo" },
    { title: "Loki", dashboard: "loki" },
    { title: "Prometheus", dashboard: "prometheus" },
  ],
  rows: [flow, own],
});
