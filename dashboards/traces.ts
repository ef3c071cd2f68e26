import { defineDashboard, promql, type Row, traceql } from "../src/dashboard";
import { lines, number, table } from "./panels";

/** Work that a service does for somebody; calls to others are counted there. */
const SERVED = promql`service=~"$service",span_kind=~"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER"`;
const FAILED = promql`${SERVED},status_code="STATUS_CODE_ERROR"`;

const now: Row = {
  title: "Services",
  panels: [
    number({
      key: "rate",
      title: "Requests a second",
      description: "That the chosen services serve. No data: they send no traces.",
      expr: promql`sum(rate(traces_spanmetrics_calls_total{${SERVED}}[5m]))`,
      unit: "reqps",
      width: 8,
    }),
    number({
      key: "error-share",
      title: "Share that fails",
      description: "Of the requests that are served, spans with an error.",
      expr: promql`
        (sum(rate(traces_spanmetrics_calls_total{${FAILED}}[5m])) or 0 * sum(rate(traces_spanmetrics_calls_total{${SERVED}}[5m])))
        / sum(rate(traces_spanmetrics_calls_total{${SERVED}}[5m]))`,
      unit: "percentunit",
      decimals: 1,
      thresholds: [{ severity: "warning", above: 0.01 }],
      width: 8,
    }),
    number({
      key: "latency",
      title: "Slowest twentieth",
      description: "Time that the slowest twentieth of the requests takes.",
      expr: promql`
        histogram_quantile(0.95, sum by (le) (rate(traces_spanmetrics_latency_bucket{${SERVED}}[5m])))`,
      unit: "s",
      width: 8,
    }),
    lines({
      key: "rate-by-service",
      title: "Requests by service",
      description: "That it serves. A step down is a release, or something before it that fails.",
      expr: promql`sum by (service) (rate(traces_spanmetrics_calls_total{${SERVED}}[$__rate_interval]))`,
      legend: "{{service}}",
      unit: "reqps",
      min: 0,
      width: 8,
    }),
    lines({
      key: "errors-by-service",
      title: "Failures by service",
      description: "Requests that ended with an error. The first to rise is mostly where it began.",
      expr: promql`sum by (service) (rate(traces_spanmetrics_calls_total{${FAILED}}[$__rate_interval]))`,
      legend: "{{service}}",
      unit: "reqps",
      min: 0,
      width: 8,
    }),
    lines({
      key: "latency-by-service",
      title: "Slowest twentieth by service",
      description: "All that rise together wait for the same thing.",
      expr: promql`
        histogram_quantile(0.95, sum by (le, service) (rate(traces_spanmetrics_latency_bucket{${SERVED}}[$__rate_interval])))`,
      legend: "{{service}}",
      unit: "s",
      min: 0,
      width: 8,
    }),
  ],
};

const graph: Row = {
  title: "Who calls whom",
  panels: [
    table({
      key: "edges",
      title: "Calls between services",
      description: "The fifty busiest ways, as traces show them. Explore, Tempo, Service Graph draws them.",
      expr: promql`
        topk(50, sum by (client, server, connection_type) (rate(traces_service_graph_request_total{server=~"$service"}[$__rate_interval])))`,
      unit: "reqps",
      columns: { client: "From", server: "To", connection_type: "Over", Value: "Calls" },
    }),
    table({
      key: "failing-edges",
      title: "Calls that fail",
      description: "The fifty ways with most failures. Empty is good.",
      expr: promql`
        topk(50, sum by (client, server) (rate(traces_service_graph_request_failed_total{server=~"$service"}[$__rate_interval])) > 0)`,
      unit: "reqps",
      columns: { client: "From", server: "To", Value: "Failures" },
    }),
    table({
      key: "operations",
      title: "Slowest operations",
      description: "The thirty operations whose slowest twentieth takes longest.",
      expr: promql`
        topk(30, histogram_quantile(0.95, sum by (le, service, span_name) (rate(traces_spanmetrics_latency_bucket{${SERVED}}[$__rate_interval]))))`,
      unit: "s",
      columns: { service: "Service", span_name: "Operation", Value: "Takes" },
      width: 24,
    }),
  ],
};

const found: Row = {
  title: "Traces",
  panels: [
    {
      kind: "traces",
      key: "failed-traces",
      title: "Traces with errors",
      description: "The newest in this time range. A click opens the trace, and from it the logs of each span.",
      query: traceql`{ resource.service.name =~ "$service" && status = error }`,
    },
    {
      kind: "traces",
      key: "slow-traces",
      title: "Slow traces",
      description: "Spans of more than a second, the newest in this time range.",
      query: traceql`{ resource.service.name =~ "$service" && duration > 1s }`,
    },
  ],
};

/** Rate, errors and duration of services, as their traces show them. */
export const tracesDashboard = defineDashboard({
  uid: "traces",
  title: "Traces",
  description:
    "How many requests services serve, how many fail, how long they take, who calls whom: as traces show it.",
  folder: "Platform",
  tags: ["belvedere", "tempo"],
  variables: [
    {
      name: "service",
      label: "Service",
      values: { of: promql`traces_spanmetrics_calls_total`, label: "service" },
    },
  ],
  links: [
    { title: "Logs", dashboard: "logs" },
    { title: "Tempo", dashboard: "tempo" },
  ],
  rows: [now, graph, found],
});
