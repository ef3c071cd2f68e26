import type { DatasourceName } from "./datasource";
import type { JsonObject } from "./json";
import type { DashboardLink, PanelLink } from "./link";
import { DATASOURCE_VARIABLES } from "./variable-model";

/**
 * Grafana's data link. Values are encoded by Grafana where it fills them in.
 * @param clicked Where the labels are: on the series of a graph, or in the other cells of a table's row.
 * @param datasources Those that the dashboard has variables for: another dashboard names them alike.
 */
export function linkModel(
  link: PanelLink,
  clicked: "series" | "cell",
  datasources: readonly DatasourceName[],
): JsonObject {
  const carried = [...datasources.map((name) => DATASOURCE_VARIABLES[name].name), ...(link.keep ?? [])];
  const from = clicked === "series" ? "__field.labels" : "__data.fields";
  const parameters = [
    "${__url_time_range}",
    ...carried.map((name) => `\${${name}:queryparam}`),
    ...Object.entries(link.labels ?? {}).map(([name, label]) => `var-${name}=\${${from}.${label}:percentencode}`),
  ];
  return { title: link.title, url: `/d/${link.dashboard}?${parameters.join("&")}`, targetBlank: false };
}

/** A menu of the dashboards with the same first tag; time range and variables travel along. */
export function siblingsLink(tags: readonly string[]): JsonObject {
  return { ...TRAVELS, type: "dashboards", title: "Dashboards", tags: tags.slice(0, 1), asDropdown: true, url: "" };
}

export function dashboardLinkModel({ title, dashboard }: DashboardLink): JsonObject {
  return { ...TRAVELS, type: "link", title, tags: [], asDropdown: false, url: `/d/${dashboard}` };
}

const TRAVELS = { icon: "external link", includeVars: true, keepTime: true, targetBlank: false, tooltip: "" } as const;
