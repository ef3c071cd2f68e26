import type { LabelVariable } from "./dashboard";
import type { DashboardContext, DatasourceName } from "./datasource";
import type { JsonObject } from "./json";

/** Names after dashboard-linter's template-datasource-rule. */
const DATASOURCE_VARIABLES: Readonly<Record<DatasourceName, { readonly name: string; readonly label: string }>> = {
  prometheus: { name: "prometheus_datasource", label: "Metrics" },
  loki: { name: "loki_datasource", label: "Logs" },
};

/** How a panel names its datasource: through the variable, so that one dashboard can look at another tenant's logs. */
export function datasourceModel(name: DatasourceName, context: DashboardContext): JsonObject {
  return { type: context[name].type, uid: `\${${DATASOURCE_VARIABLES[name].name}}` };
}

/** The variable that a person switches datasources with; it starts at the context's own. */
export function datasourceVariableModel(name: DatasourceName, context: DashboardContext): JsonObject {
  const { type, uid } = context[name];
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

export function labelVariableModel(variable: LabelVariable, context: DashboardContext): JsonObject {
  const { of, label } = variable.values;
  const query = `label_values(${of.text}, ${label})`;
  return {
    name: variable.name,
    label: variable.label,
    type: "query",
    datasource: datasourceModel(of.datasource, context),
    definition: query,
    query: { qryType: 1, query, refId: "PrometheusVariableQueryEditor-VariableQuery" },
    // Not ".*": Loki refuses a selector that may match everything.
    allValue: ".+",
    current: { text: "All", value: "$__all" },
    hide: 0,
    includeAll: true,
    multi: true,
    options: [],
    // On every change of the time range: nodes and namespaces come and go.
    refresh: 2,
    regex: "",
    skipUrlSync: false,
    sort: 1,
  };
}
