import { builtModel } from "./built";
import { DATASOURCE_NAMES, type DashboardContext, type DatasourceName } from "./datasource";
import { fieldDefaults } from "./field-config";
import type { JsonObject } from "./json";
import type { GridPos, Size } from "./layout";
import { linkModel } from "./link-model";
import { isSignalPanel, type Panel, type PanelKind, type SignalPanel } from "./panel";
import { panelId } from "./panel-id";
import { panelOptions } from "./panel-options";
import { tableOverrides, tableTransformations } from "./table-model";
import { targetModel, tracesTarget } from "./target-model";
import { datasourceModel } from "./variable-model";

const DEFAULT_SIZES: Readonly<Record<PanelKind, Size>> = {
  stat: { w: 4, h: 4 },
  gauge: { w: 6, h: 7 },
  bargauge: { w: 12, h: 8 },
  timeseries: { w: 12, h: 8 },
  table: { w: 12, h: 8 },
  statetimeline: { w: 24, h: 8 },
  heatmap: { w: 12, h: 8 },
  logs: { w: 24, h: 12 },
  traces: { w: 24, h: 10 },
  alertlist: { w: 12, h: 8 },
  text: { w: 24, h: 3 },
  built: { w: 12, h: 8 },
};

/** Kinds that Grafana calls by another name: what a TraceQL query finds comes as a table. */
const TYPES: Partial<Readonly<Record<PanelKind, string>>> = { statetimeline: "state-timeline", traces: "table" };

export function panelSize(panel: Panel): Size {
  const { w, h } = DEFAULT_SIZES[panel.kind];
  return { w: panel.width ?? w, h: panel.height ?? h };
}

/** Grafana's classic panel. */
export function panelModel(
  panel: Panel,
  gridPos: GridPos,
  context: DashboardContext,
  datasources: readonly DatasourceName[] = DATASOURCE_NAMES,
): JsonObject {
  if (panel.kind === "built") return builtModel(panel, gridPos, context);
  return {
    id: panelId(panel.key),
    type: TYPES[panel.kind] ?? panel.kind,
    title: panel.title,
    description: panel.kind === "text" ? undefined : panel.description,
    gridPos: { ...gridPos },
    options: panelOptions(panel),
    ...(isSignalPanel(panel) ? signalModel(panel, context, datasources) : {}),
    ...(panel.kind === "traces"
      ? { datasource: datasourceModel(panel.query.datasource, context), targets: [tracesTarget(panel, context)] }
      : {}),
  };
}

function signalModel(
  panel: SignalPanel,
  context: DashboardContext,
  datasources: readonly DatasourceName[],
): JsonObject {
  const datasource = panel.queries[0]?.signal.expr.datasource ?? "prometheus";
  const table = panel.kind === "table";
  const links = "links" in panel && !table ? panel.links : undefined;
  return {
    datasource: datasourceModel(datasource, context),
    targets: panel.queries.map((query, index) => targetModel(panel, query, index, context)),
    fieldConfig: {
      defaults: {
        ...fieldDefaults(panel),
        links: links?.map((link) => linkModel(link, "series", datasources)),
      },
      overrides: table ? tableOverrides(panel, datasources) : [],
    },
    transformations: table ? tableTransformations(panel) : undefined,
  };
}
