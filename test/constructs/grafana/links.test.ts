import { describe, expect, it } from "vitest";
import { type Datasource, datasourcesFile, linked } from "../../../constructs/grafana";
import { grafanaExpansion } from "../../alert/grafana-expansion";

const METRICS: Datasource = {
  uid: "metrics",
  type: "prometheus",
  name: "Metrics",
  url: "http://m",
  isDefault: true,
  jsonData: { httpMethod: "POST" },
};
const LOGS: Datasource = { uid: "logs", type: "loki", name: "Logs", url: "http://l", jsonData: {} };
const TRACES: Datasource = { uid: "traces", type: "tempo", name: "Traces", url: "http://t", jsonData: {} };

/** What Grafana has once it has read the file. */
// biome-ignore lint/suspicious/noExplicitAny: a tree of another program's making
function provisioned(): Record<string, any> {
  const { metrics, logs, traces } = linked({ metrics: METRICS, logs: LOGS, traces: TRACES });
  const { datasources } = JSON.parse(datasourcesFile([metrics, logs, traces]), (_, value) =>
    typeof value === "string" ? grafanaExpansion(value) : value,
  );
  return Object.fromEntries(datasources.map((one: { uid: string; jsonData: unknown }) => [one.uid, one.jsonData]));
}

describe("linked", () => {
  const { metrics, logs, traces } = provisioned();

  it("leads from a metric to a trace that it counts", () => {
    expect(metrics).toEqual({
      httpMethod: "POST",
      exemplarTraceIdDestinations: [{ name: "trace_id", datasourceUid: "traces", urlDisplayLabel: "View trace" }],
    });
  });

  it("leads from a log to its trace, by a label and by what the line says", () => {
    expect(logs.derivedFields).toMatchObject([
      { matcherType: "label", matcherRegex: "trace_id", url: "${__value.raw}", datasourceUid: "traces" },
      { matcherType: "regex", url: "${__value.raw}", datasourceUid: "traces" },
    ]);
    const inLine = new RegExp(logs.derivedFields[1].matcherRegex);
    const id = "4bf92f3577b34da6a3ce929d0e0e4736";
    for (const line of [`traceID=${id}`, `"trace_id":"${id}"`, `trace_id: ${id} x`, `{"traceId": "${id}"}`])
      expect(inLine.exec(line)?.[1], line).toBe(id);
    expect(inLine.exec("trace of a request")).toBeNull();
  });

  it("leads from a trace to logs and metrics of its service", () => {
    expect(traces.tracesToLogsV2).toMatchObject({
      datasourceUid: "logs",
      tags: [{ key: "service.name", value: "service_name" }],
      query:
        '{${__tags}} | label_format of_trace=`{{ if contains "${__trace.traceId}" __line__ }}${__trace.traceId}{{ else }}{{ .trace_id }}{{ end }}` | of_trace="${__trace.traceId}"',
    });
    expect(traces.tracesToMetrics.datasourceUid).toBe("metrics");
    expect(traces.tracesToMetrics.queries[0].query).toBe(
      "sum by (span_name) (rate(traces_spanmetrics_calls_total{$__tags}[$__rate_interval]))",
    );
    expect(traces.serviceMap).toEqual({ datasourceUid: "metrics" });
    expect(traces.nodeGraph).toEqual({ enabled: true });
  });
});
