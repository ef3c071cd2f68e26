import type { DashboardContext, DatasourceName, DatasourceRef } from "./datasource";
import type { JsonObject } from "./json";
import type { CustomVariable, LabelVariable, TextboxVariable, Variable } from "./variable";

/** Names after dashboard-linter's template-datasource-rule. */
export const DATASOURCE_VARIABLES: Readonly<Record<DatasourceName, { readonly name: string; readonly label: string }>> =
  {
    prometheus: { name: "prometheus_datasource", label: "Metrics" },
    loki: { name: "loki_datasource", label: "Logs" },
    tempo: { name: "tempo_datasource", label: "Traces" },
  };

/** How a panel names its datasource: through the variable, so that one dashboard can look at another tenant's logs. */
export function datasourceModel(name: DatasourceName, context: DashboardContext): JsonObject {
  return { type: context[name]?.type ?? name, uid: `\${${DATASOURCE_VARIABLES[name].name}}` };
}

/** The variable that a person switches datasources with; it starts at the context's own. */
export function datasourceVariableModel(name: DatasourceName, context: DashboardContext): JsonObject {
  return datasourceVariable(name, context[name] ?? { type: name, uid: "" });
}

export function datasourceVariable(name: DatasourceName, { type, uid }: DatasourceRef): JsonObject {
  return {
    ...DATASOURCE_VARIABLES[name],
    type: "datasource",
    query: type,
    current: { text: uid, value: uid },
    hide: 0,
    includeAll: false,
    multi: false,
    options: [],
    refresh: 1,
    regex: "",
    skipUrlSync: false,
  };
}

export function variableModel(variable: Variable, context: DashboardContext): JsonObject {
  switch (variable.kind) {
    case "custom":
      return customModel(variable);
    case "textbox":
      return textboxModel(variable);
    default:
      return labelModel(variable, context);
  }
}

function labelModel(variable: LabelVariable, context: DashboardContext): JsonObject {
  const { of, label } = variable.values;
  const definition = `label_values(${of.text}, ${label})`;
  const many = (variable.choose ?? "many") === "many";
  return {
    name: variable.name,
    label: variable.label,
    type: "query",
    datasource: datasourceModel(of.datasource, context),
    definition,
    query:
      of.datasource === "loki"
        ? { label, refId: "LokiVariableQueryEditor-VariableQuery", stream: of.text, type: 1 }
        : { qryType: 1, query: definition, refId: "PrometheusVariableQueryEditor-VariableQuery" },
    // Not ".*": Loki refuses a selector that may match everything.
    allValue: many ? ".+" : undefined,
    // Where one is chosen, Grafana begins with the first.
    current: many ? { text: "All", value: "$__all" } : {},
    hide: 0,
    includeAll: many,
    multi: many,
    options: [],
    // On every change of the time range: nodes and namespaces come and go.
    refresh: 2,
    regex: "",
    skipUrlSync: false,
    sort: 1,
  };
}

function customModel({ name, label, options }: CustomVariable): JsonObject {
  const entries = Object.entries(options);
  const [value = "", text = ""] = entries[0] ?? [];
  return {
    name,
    label,
    type: "custom",
    query: entries.map(([key, shown]) => `${escaped(shown)} : ${escaped(key)}`).join(","),
    current: { text, value },
    hide: 0,
    includeAll: false,
    multi: false,
    options: entries.map(([key, shown], index) => ({ selected: index === 0, text: shown, value: key })),
    skipUrlSync: false,
  };
}

/** Grafana splits the list at commas that have no backslash before them. */
function escaped(text: string): string {
  return text.replaceAll(",", "\\,");
}

function textboxModel({ name, label, value = "" }: TextboxVariable): JsonObject {
  return {
    name,
    label,
    type: "textbox",
    query: value,
    current: { text: value, value },
    hide: 0,
    options: [{ selected: true, text: value, value }],
    skipUrlSync: false,
  };
}
