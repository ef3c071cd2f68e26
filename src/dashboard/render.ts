import type { Dashboard, Row } from "./dashboard";
import { panelsOf } from "./dashboard";
import type { DashboardContext, DatasourceName } from "./datasource";
import type { JsonObject } from "./json";
import { stableJson } from "./json";
import type { GridPos } from "./layout";
import { bottomOf, GRID_COLUMNS, placeOnShelves } from "./layout";
import { panelId } from "./panel-id";
import { panelModel, panelSize } from "./panel-model";
import { datasourceVariableModel, labelVariableModel } from "./variable-model";

/** The last classic schema: Grafana 13 migrates it on load, and its file provisioning refuses the next one (v2). */
const SCHEMA_VERSION = 42;

/** The JSON file of a dashboard: classic model, minified, sorted keys, without id and version. */
export function renderDashboard(dashboard: Dashboard, context: DashboardContext): string {
  return stableJson({
    uid: dashboard.uid,
    title: dashboard.title,
    description: dashboard.description,
    tags: [...dashboard.tags],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    graphTooltip: 1,
    fiscalYearStartMonth: 0,
    timezone: "browser",
    time: { from: `now-${dashboard.range}`, to: "now" },
    timepicker: {},
    refresh: dashboard.refresh,
    links: [siblingsLink(dashboard.tags)],
    annotations: { list: [alertAnnotations()] },
    templating: { list: variables(dashboard, context) },
    panels: panels(dashboard.rows, context),
  });
}

function variables(dashboard: Dashboard, context: DashboardContext): readonly JsonObject[] {
  const used = new Set<DatasourceName>([
    ...dashboard.variables.map(({ values }) => values.of.datasource),
    ...panelsOf(dashboard).flatMap(({ queries }) => queries.map(({ signal }) => signal.expr.datasource)),
  ]);
  const datasources = (["prometheus", "loki"] as const).filter((name) => used.has(name));
  return [
    ...datasources.map((name) => datasourceVariableModel(name, context)),
    ...dashboard.variables.map((variable) => labelVariableModel(variable, context)),
  ];
}

function panels(rows: readonly Row[], context: DashboardContext): readonly JsonObject[] {
  let top = 0;
  return rows.flatMap((row) => {
    const heading: GridPos = { x: 0, y: top, w: GRID_COLUMNS, h: 1 };
    const places = placeOnShelves(row.panels.map(panelSize), top + heading.h);
    const models = row.panels.flatMap((panel, index) => {
      const place = places[index];
      return place === undefined ? [] : [panelModel(panel, place, context)];
    });
    const collapsed = row.collapsed ?? false;
    // A folded row takes one line; its panels stand inside it.
    top = collapsed ? top + heading.h : bottomOf(places, top + heading.h);
    return collapsed ? [rowModel(row, heading, models)] : [rowModel(row, heading, []), ...models];
  });
}

function rowModel(row: Row, gridPos: GridPos, inside: readonly JsonObject[]): JsonObject {
  return {
    id: panelId(`row/${row.title}`),
    type: "row",
    title: row.title,
    collapsed: row.collapsed ?? false,
    gridPos: { ...gridPos },
    panels: inside,
  };
}

/** A menu of the dashboards with the same first tag; time range and variables travel along. */
function siblingsLink(tags: readonly string[]): JsonObject {
  return {
    type: "dashboards",
    title: "Dashboards",
    tags: tags.slice(0, 1),
    asDropdown: true,
    icon: "external link",
    includeVars: true,
    keepTime: true,
    targetBlank: false,
    tooltip: "",
    url: "",
  };
}

/** Grafana's own annotations: state changes of alerts that name a panel of this dashboard. */
function alertAnnotations(): JsonObject {
  return {
    builtIn: 1,
    datasource: { type: "grafana", uid: "-- Grafana --" },
    enable: true,
    hide: true,
    iconColor: "rgba(0, 211, 255, 1)",
    name: "Annotations & Alerts",
    type: "dashboard",
  };
}
