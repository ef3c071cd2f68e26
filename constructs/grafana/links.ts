import type { JsonObject } from "../../src/dashboard";
import type { Datasource } from "./datasource";

/** The three stores between which people jump. */
export interface Signals {
  readonly metrics: Datasource;
  readonly logs: Datasource;
  readonly traces: Datasource;
}

/** Label of logs and exemplars that holds the id of a trace. */
const TRACE_ID = "trace_id";

/** The same datasources with links to one another: from a metric to a trace that it counts, from a trace to its logs and back. */
export function linked({ metrics, logs, traces }: Signals): Signals {
  return {
    metrics: withExemplars(metrics, traces),
    logs: withJson(logs, { derivedFields: derivedFields(traces) }),
    traces: withJson(traces, {
      tracesToLogsV2: tracesToLogs(logs),
      tracesToMetrics: tracesToMetrics(metrics),
      serviceMap: { datasourceUid: metrics.uid },
      nodeGraph: { enabled: true },
      search: { hide: false },
    }),
  };
}

/** Metrics whose exemplars lead to their traces. */
export function withExemplars(metrics: Datasource, { uid }: Datasource): Datasource {
  return withJson(metrics, {
    exemplarTraceIdDestinations: [{ name: TRACE_ID, datasourceUid: uid, urlDisplayLabel: "View trace" }],
  });
}

function withJson(datasource: Datasource, json: JsonObject): Datasource {
  return { ...datasource, jsonData: { ...datasource.jsonData, ...json } };
}

/** Logs that came by OTLP have the id as a label of their own, those of pods somewhere in the line. */
function derivedFields({ uid }: Datasource) {
  const link = { url: "${__value.raw}", datasourceUid: uid, urlDisplayLabel: "View trace" };
  return [
    { name: "Trace", matcherType: "label", matcherRegex: TRACE_ID, ...link },
    {
      name: "Trace in line",
      matcherType: "regex",
      matcherRegex: "[tT]race_?[iI][dD][\"']?\\s*[=:]\\s*[\"']?([0-9a-f]{16,32})",
      ...link,
    },
  ];
}

/** Both kinds of logs again: Loki gives every stream the label `service_name`. */
function tracesToLogs({ uid }: Datasource) {
  const id = "${__trace.traceId}";
  return {
    datasourceUid: uid,
    tags: [{ key: "service.name", value: "service_name" }],
    spanStartTimeShift: "-5m",
    spanEndTimeShift: "5m",
    filterByTraceID: false,
    filterBySpanID: false,
    customQuery: true,
    query: `{\${__tags}} | label_format of_trace=\`{{ if contains "${id}" __line__ }}${id}{{ else }}{{ .${TRACE_ID} }}{{ end }}\` | of_trace="${id}"`,
  };
}

/** Queries of the metrics that Tempo makes of spans. */
function tracesToMetrics({ uid }: Datasource) {
  const rate = (more = "") =>
    `sum by (span_name) (rate(traces_spanmetrics_calls_total{$__tags${more}}[$__rate_interval]))`;
  return {
    datasourceUid: uid,
    tags: [{ key: "service.name", value: "service" }],
    spanStartTimeShift: "-15m",
    spanEndTimeShift: "15m",
    queries: [
      { name: "Requests per second", query: rate() },
      { name: "Errors per second", query: rate(',status_code="STATUS_CODE_ERROR"') },
      {
        name: "95 % are quicker than",
        query:
          "histogram_quantile(0.95, sum by (le, span_name) (rate(traces_spanmetrics_latency_bucket{$__tags}[$__rate_interval])))",
      },
    ],
  };
}
