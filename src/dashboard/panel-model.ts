import type { DashboardContext } from "./datasource";
import type { JsonObject } from "./json";
import type { GridPos, Size } from "./layout";
import type { Panel, PanelKind, PanelQuery } from "./panel";
import { panelId } from "./panel-id";
import { thresholdSteps } from "./threshold";
import { datasourceModel } from "./variable-model";

const DEFAULT_SIZES: Readonly<Record<PanelKind, Size>> = {
  stat: { w: 4, h: 4 },
  gauge: { w: 6, h: 7 },
  bargauge: { w: 12, h: 8 },
  timeseries: { w: 12, h: 8 },
  table: { w: 12, h: 8 },
  logs: { w: 24, h: 12 },
};

export function panelSize(panel: Panel): Size {
  const { w, h } = DEFAULT_SIZES[panel.kind];
  return { w: panel.width ?? w, h: panel.height ?? h };
}

/** Grafana's classic panel. */
export function panelModel(panel: Panel, gridPos: GridPos, context: DashboardContext): JsonObject {
  return {
    id: panelId(panel.key),
    type: panel.kind,
    title: panel.title,
    description: panel.description,
    gridPos: { ...gridPos },
    datasource: datasourceModel(datasourceOf(panel), context),
    targets: panel.queries.map((query, index) => targetModel(panel, query, index, context)),
    fieldConfig: { defaults: fieldDefaults(panel), overrides: [] },
    options: panelOptions(panel),
    transformations: panel.kind === "table" ? tableTransformations(panel.columns) : undefined,
  };
}

function datasourceOf(panel: Panel): keyof DashboardContext {
  return panel.queries[0]?.signal.expr.datasource ?? "prometheus";
}

function targetModel(panel: Panel, query: PanelQuery, index: number, context: DashboardContext): JsonObject {
  const { datasource, text } = query.signal.expr;
  const common = {
    refId: String.fromCharCode("A".charCodeAt(0) + index),
    datasource: datasourceModel(datasource, context),
    expr: text,
    editorMode: "code",
  };
  if (datasource === "loki") {
    return {
      ...common,
      queryType: "range",
      legendFormat: query.legend,
      maxLines: panel.kind === "logs" ? (panel.maxLines ?? 200) : undefined,
    };
  }
  // Only lines need the past: everything else asks for one value, a fraction of the work.
  const instant = panel.kind !== "timeseries";
  return {
    ...common,
    instant,
    range: !instant,
    format: panel.kind === "table" ? "table" : "time_series",
    legendFormat: query.legend ?? "__auto",
  };
}

function fieldDefaults(panel: Panel): JsonObject {
  if (panel.kind === "logs") return {};
  const signal = panel.queries[0]?.signal;
  const coloured = panel.thresholds !== undefined;
  const lines = panel.kind === "timeseries";
  return {
    unit: signal?.unit,
    min: signal?.min,
    max: signal?.max,
    decimals: signal?.decimals,
    color: {
      mode: lines ? "palette-classic" : coloured ? "thresholds" : "fixed",
      fixedColor: lines || coloured ? undefined : "blue",
    },
    thresholds: { mode: "absolute", steps: thresholdSteps(panel.thresholds ?? [], !lines) },
    custom: lines ? lineStyle(panel.stacked ?? false, coloured) : undefined,
  };
}

function lineStyle(stacked: boolean, coloured: boolean): JsonObject {
  return {
    drawStyle: "line",
    fillOpacity: stacked ? 30 : 8,
    lineWidth: 1,
    showPoints: "never",
    spanNulls: false,
    stacking: { group: "A", mode: stacked ? "normal" : "none" },
    thresholdsStyle: { mode: coloured ? "dashed" : "off" },
  };
}

const LAST_VALUE: JsonObject = { calcs: ["lastNotNull"], fields: "", values: false };

function panelOptions(panel: Panel): JsonObject {
  switch (panel.kind) {
    case "timeseries":
      return {
        legend: { calcs: ["lastNotNull", "max"], displayMode: "table", placement: "bottom", showLegend: true },
        tooltip: { mode: "multi", sort: "desc" },
      };
    case "stat":
      return {
        colorMode: panel.thresholds === undefined ? "value" : "background",
        graphMode: "none",
        justifyMode: "auto",
        orientation: "auto",
        reduceOptions: LAST_VALUE,
        textMode: "auto",
      };
    case "gauge":
      return { orientation: "auto", reduceOptions: LAST_VALUE, showThresholdLabels: false, showThresholdMarkers: true };
    case "bargauge":
      return {
        displayMode: "basic",
        orientation: "horizontal",
        reduceOptions: LAST_VALUE,
        showUnfilled: true,
        valueMode: "color",
      };
    case "table":
      return { cellHeight: "sm", showHeader: true };
    case "logs":
      return {
        dedupStrategy: "none",
        enableLogDetails: true,
        showTime: true,
        sortOrder: "Descending",
        wrapLogMessage: true,
      };
  }
}

/** Shows the named columns only, in their order. */
function tableTransformations(columns: Readonly<Record<string, string>>): readonly JsonObject[] {
  const labels = Object.keys(columns);
  return [
    { id: "filterFieldsByName", options: { include: { names: labels } } },
    {
      id: "organize",
      options: {
        excludeByName: {},
        indexByName: Object.fromEntries(labels.map((label, index) => [label, index])),
        renameByName: { ...columns },
      },
    },
  ];
}
