import { isJudged } from "./field-config";
import type { JsonObject } from "./json";
import type { AlertListPanel, BuiltPanel, Panel, StatPanel } from "./panel";
import { tableOptions } from "./table-model";

const LAST_VALUE: JsonObject = { calcs: ["lastNotNull"], fields: "", values: false };

/** What Grafana calls the options of a panel, by its kind. */
export function panelOptions(panel: Exclude<Panel, BuiltPanel>): JsonObject {
  switch (panel.kind) {
    case "timeseries":
      return {
        legend: { calcs: ["lastNotNull", "max"], displayMode: "table", placement: "bottom", showLegend: true },
        tooltip: { mode: "multi", sort: "desc" },
      };
    case "stat":
      return {
        colorMode: isColoured(panel) ? "background" : "value",
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
      return tableOptions(panel);
    case "statetimeline":
      return {
        alignValue: "left",
        legend: { calcs: [], displayMode: "list", placement: "bottom", showLegend: false },
        mergeValues: true,
        rowHeight: 0.9,
        // Words fit a band; numbers of thresholds would cover it.
        showValue: panel.queries.some(({ signal }) => signal.states !== undefined) ? "auto" : "never",
        tooltip: { mode: "single", sort: "none" },
      };
    case "heatmap":
      return {
        calculate: false,
        cellGap: 1,
        color: { exponent: 0.5, fill: "dark-orange", mode: "scheme", reverse: false, scheme: "Oranges", steps: 64 },
        filterValues: { le: 1e-9 },
        legend: { show: true },
        showValue: "never",
        tooltip: { mode: "single" },
        yAxis: { axisPlacement: "left", unit: panel.bucketUnit },
      };
    case "logs":
      return {
        dedupStrategy: "none",
        enableLogDetails: true,
        showTime: true,
        sortOrder: "Descending",
        wrapLogMessage: true,
      };
    case "traces":
      return { cellHeight: "sm", showHeader: true };
    case "alertlist":
      return alertListOptions(panel);
    case "text":
      return { content: panel.content, mode: "markdown" };
  }
}

function isColoured({ queries, thresholds }: StatPanel): boolean {
  return queries.some(({ signal }) => isJudged(signal, thresholds));
}

function alertListOptions({ matching = "", limit = 20 }: AlertListPanel): JsonObject {
  return {
    alertInstanceLabelFilter: matching,
    alertName: "",
    dashboardAlerts: false,
    groupBy: [],
    groupMode: "default",
    maxItems: limit,
    // By importance.
    sortOrder: 3,
    stateFilter: { error: true, firing: true, noData: false, normal: false, pending: true },
    viewMode: "list",
  };
}
