import { alertAnnotations, annotationModel } from "./annotation-model";
import { type Dashboard, queriesOf, type Row } from "./dashboard";
import { DATASOURCE_NAMES, type DashboardContext, type DatasourceName } from "./datasource";
import { fitting } from "./fitting";
import type { JsonObject } from "./json";
import { stableJson } from "./json";
import type { GridPos } from "./layout";
import { bottomOf, GRID_COLUMNS, placeOnShelves } from "./layout";
import { dashboardLinkModel, siblingsLink } from "./link-model";
import { panelId } from "./panel-id";
import { panelModel, panelSize } from "./panel-model";
import type { Unread } from "./read";
import { datasourceVariableModel, variableModel } from "./variable-model";

/** The last classic schema: Grafana 13 migrates it on load, and its file provisioning refuses the next one (v2). */
const SCHEMA_VERSION = 42;

/** The JSON file of a dashboard: classic model, minified, sorted keys, without id and version. */
export function renderDashboard(defined: Dashboard, context: DashboardContext): string {
  if (defined.model !== undefined) return stableJson(providedModel(defined.uid, defined.model, context));
  const dashboard = fitting(defined, context);
  const datasources = datasourcesOf(dashboard);
  return stableJson({
    uid: dashboard.uid,
    title: dashboard.title,
    description: dashboard.description,
    tags: [...dashboard.tags],
    schemaVersion: SCHEMA_VERSION,
    editable: false,
    graphTooltip: 1,
    fiscalYearStartMonth: 0,
    timezone: dashboard.timezone,
    time: { from: `now-${dashboard.range}`, to: "now" },
    timepicker: {},
    refresh: dashboard.refresh,
    links: [siblingsLink(dashboard.tags), ...dashboard.links.map(dashboardLinkModel)],
    annotations: { list: [alertAnnotations(), ...dashboard.annotations.map((one) => annotationModel(one, context))] },
    templating: {
      list: [
        ...datasources.map((name) => datasourceVariableModel(name, context)),
        ...dashboard.variables.map((variable) => variableModel(variable, context)),
      ],
    },
    panels: panels(dashboard.rows, context, datasources),
  });
}

/**
 * What a DashboardBuilder made, with datasources as they are named here.
 *
 * @throws Error when it names datasources that are not there.
 */
function providedModel(uid: string, model: Unread, context: DashboardContext): JsonObject {
  // Loaded by those who have such a dashboard.
  const { importDashboard } = require("./import") as typeof import("./import");
  const known = DATASOURCE_NAMES.flatMap((name) => context[name] ?? []).map((one) => ({ ...one, name: one.type }));
  const { model: whole, findings } = importDashboard(model, { path: `dashboard ${uid}`, datasources: known });
  if (findings.length > 0) throw new Error(findings.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return whole as JsonObject;
}

/** Whatever a dashboard asks: each gets a variable. */
function datasourcesOf(dashboard: Dashboard): readonly DatasourceName[] {
  const used = new Set(queriesOf(dashboard).map(({ datasource }) => datasource));
  return DATASOURCE_NAMES.filter((name) => used.has(name));
}

function panels(
  rows: readonly Row[],
  context: DashboardContext,
  datasources: readonly DatasourceName[],
): readonly JsonObject[] {
  let top = 0;
  return rows.flatMap((row) => {
    const heading: GridPos = { x: 0, y: top, w: GRID_COLUMNS, h: 1 };
    const places = placeOnShelves(row.panels.map(panelSize), top + heading.h);
    const models = row.panels.flatMap((panel, index) => {
      const place = places[index];
      return place === undefined ? [] : [panelModel(panel, place, context, datasources)];
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
