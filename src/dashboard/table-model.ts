import type { DatasourceName } from "./datasource";
import { colouredByValue, isJudged, valueConfig } from "./field-config";
import type { Json, JsonObject } from "./json";
import { linkModel } from "./link-model";
import type { TablePanel, TableQuery } from "./panel";
import { refId } from "./target-model";

/** Fields of a table by Grafana's name for them, with their headings, in the order of the columns. */
export function columnsOf({ queries, columns }: TablePanel): Readonly<Record<string, string>> {
  const values = queries.flatMap(({ column }, index) =>
    column === undefined ? [] : [[valueField(queries, index), column] as const],
  );
  return { ...columns, ...Object.fromEntries(values) };
}

/** Grafana numbers the values of a table only where it has several. */
function valueField(queries: readonly TableQuery[], index: number): string {
  return queries.length === 1 ? "Value" : `Value #${refId(index)}`;
}

/** Joins the queries by their labels, then shows the named columns only, in their order. */
export function tableTransformations(panel: TablePanel): readonly JsonObject[] {
  const columns = columnsOf(panel);
  const fields = Object.keys(columns);
  return [
    ...(panel.queries.length > 1 ? [{ id: "merge", options: {} }] : []),
    { id: "filterFieldsByName", options: { include: { names: fields } } },
    {
      id: "organize",
      options: {
        excludeByName: {},
        indexByName: Object.fromEntries(fields.map((field, index) => [field, index])),
        renameByName: { ...columns },
      },
    },
  ];
}

export function tableOptions({ sortBy }: TablePanel): JsonObject {
  return {
    cellHeight: "sm",
    showHeader: true,
    sortBy: sortBy === undefined ? undefined : [{ desc: true, displayName: sortBy }],
  };
}

/** What single columns have of their own: unit and colour of values, links of labels. */
export function tableOverrides(panel: TablePanel, datasources: readonly DatasourceName[]): readonly JsonObject[] {
  const columns = columnsOf(panel);
  return [
    ...panel.queries.flatMap((query, index) => {
      const heading = columns[valueField(panel.queries, index)];
      return heading === undefined ? [] : valueOverride(panel, query, heading);
    }),
    ...linkOverrides(panel, columns, datasources),
  ];
}

function valueOverride(panel: TablePanel, query: TableQuery, heading: string): readonly JsonObject[] {
  const { signal, thresholds = panel.thresholds } = query;
  const judged = isJudged(signal, thresholds);
  const own = panel.queries.length > 1 ? { ...valueConfig(signal), ...colouredByValue(signal, thresholds) } : {};
  const cells = judged ? { "custom.cellOptions": { type: "color-background", mode: "basic" } } : {};
  return override(heading, { ...own, ...cells });
}

function linkOverrides(
  panel: TablePanel,
  columns: Readonly<Record<string, string>>,
  datasources: readonly DatasourceName[],
): readonly JsonObject[] {
  const [first = ""] = Object.keys(columns);
  const links = panel.links ?? [];
  const linked = new Set(links.map(({ column = first }) => column));
  return [...linked].flatMap((label) => {
    const own = links.filter(({ column = first }) => column === label);
    return override(columns[label] ?? label, { links: own.map((link) => linkModel(link, "cell", datasources)) });
  });
}

function override(heading: string, properties: Readonly<Record<string, Json | undefined>>): readonly JsonObject[] {
  const set = Object.entries(properties).flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }]));
  return set.length === 0 ? [] : [{ matcher: { id: "byName", options: heading }, properties: set }];
}
