import type { DashboardContext } from "./datasource";
import type { JsonObject } from "./json";
import type { Panel, PanelQuery, SignalPanel, TableQuery, TracesPanel } from "./panel";
import { datasourceModel } from "./variable-model";

/** Panels that show the past: everything else asks for one value, a fraction of the work. */
const OVER_TIME: ReadonlySet<Panel["kind"]> = new Set(["timeseries", "statetimeline", "heatmap"]);

/** A, B, C: how Grafana names the queries of a panel. */
export function refId(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

export function targetModel(
  panel: SignalPanel,
  query: PanelQuery | TableQuery,
  index: number,
  context: DashboardContext,
): JsonObject {
  const { datasource, text } = query.signal.expr;
  const legend = "legend" in query ? query.legend : undefined;
  const common = {
    refId: refId(index),
    datasource: datasourceModel(datasource, context),
    expr: text,
    editorMode: "code",
  };
  if (datasource === "loki") {
    return {
      ...common,
      queryType: "range",
      legendFormat: legend,
      maxLines: panel.kind === "logs" ? (panel.maxLines ?? 200) : undefined,
    };
  }
  const instant = !OVER_TIME.has(panel.kind);
  return { ...common, instant, range: !instant, format: formatOf(panel), legendFormat: legendFormat(panel, legend) };
}

export function tracesTarget({ query, limit = 20 }: TracesPanel, context: DashboardContext): JsonObject {
  const datasource = datasourceModel(query.datasource, context);
  return { refId: refId(0), datasource, query: query.text, queryType: "traceql", tableType: "traces", limit };
}

function formatOf({ kind }: SignalPanel): string {
  if (kind === "table") return "table";
  return kind === "heatmap" ? "heatmap" : "time_series";
}

/** Grafana reads the bound of a bucket out of its legend. */
function legendFormat({ kind }: SignalPanel, legend: string | undefined): string {
  return kind === "heatmap" ? "{{le}}" : (legend ?? "__auto");
}
