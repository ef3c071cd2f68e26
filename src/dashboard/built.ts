import { DATASOURCE_NAMES, type DashboardContext, type DatasourceName } from "./datasource";
import type { JsonObject } from "./json";
import type { GridPos } from "./layout";
import type { BuiltPanel } from "./panel";
import { panelId } from "./panel-id";
import type { Query } from "./query";
import { isRecord, record, records, text, type Unread } from "./read";
import { refId } from "./target-model";
import { datasourceModel } from "./variable-model";

/** A builder of Grafana's foundation SDK, by its shape: the SDK itself is never loaded here. */
export interface Builder {
  build(): unknown;
}

export function isBuilder(value: unknown): value is Builder {
  return isRecord(value) && typeof value.build === "function";
}

/** What a builder makes, as plain JSON. */
export function built(builder: Builder): Unread {
  return record(JSON.parse(JSON.stringify(builder.build())));
}

/**
 * The panel of a PanelBuilder. Its key is its title, so that its id survives a new order of panels.
 *
 * @throws Error when it builds something else.
 */
export function builtPanel(dashboard: string, builder: Builder): BuiltPanel {
  const model = built(builder);
  const { type, title, description } = model;
  if (typeof type !== "string" || typeof title !== "string" || title === "") {
    throw new Error(`dashboard ${dashboard}: a builder in a row must build a panel with a type and a title`);
  }
  const { w, h } = record(model.gridPos);
  return {
    kind: "built",
    key: `built/${title}`,
    title,
    description: text(description),
    ...(typeof w === "number" && w > 0 ? { width: w } : {}),
    ...(typeof h === "number" && h > 0 ? { height: h } : {}),
    model: model as JsonObject,
  };
}

/** What it asks, as far as it is in a language of ours. */
export function builtQueries({ model }: BuiltPanel): readonly Query[] {
  return records(model.targets).flatMap((target) => {
    const datasource = languageOf(target, model);
    const expr = text(target.expr) || text(target.query);
    return datasource === undefined || expr === "" ? [] : [{ datasource, text: expr }];
  });
}

/** The panel as it was built, at its place, its datasources by the dashboard's variables. */
export function builtModel({ key, model }: BuiltPanel, gridPos: GridPos, context: DashboardContext): JsonObject {
  const { id } = model;
  const targets = records(model.targets).map((target, index) => ({
    refId: refId(index),
    ...target,
    ...named(target, model, context),
  }));
  return {
    ...model,
    id: typeof id === "number" && id > 0 ? id : panelId(key),
    gridPos: { ...gridPos },
    ...(targets.length === 0 ? {} : { ...named(model, model, context), targets: targets as readonly JsonObject[] }),
  };
}

function named(part: Unread, panel: Unread, context: DashboardContext): JsonObject {
  const language = languageOf(part, panel);
  return language === undefined ? {} : { datasource: datasourceModel(language, context) };
}

/** The store of ours that a query is for. One without a datasource is for Grafana's default, which is Prometheus. */
function languageOf(part: Unread, panel: Unread): DatasourceName | undefined {
  const { type, uid } = { ...record(panel.datasource), ...record(part.datasource) };
  if (type === undefined && uid === undefined) return "prometheus";
  const name = DATASOURCE_NAMES.find((one) => one === type);
  // Another store of the same kind keeps its own uid.
  return uid === undefined || uid === name ? name : undefined;
}
