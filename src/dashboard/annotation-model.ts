import type { Annotation } from "./annotation";
import type { DashboardContext } from "./datasource";
import type { JsonObject } from "./json";
import { COLORS } from "./threshold";
import { datasourceModel } from "./variable-model";

/** Grafana's own annotations: state changes of alerts that name a panel of this dashboard. */
export function alertAnnotations(): JsonObject {
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

export function annotationModel(annotation: Annotation, context: DashboardContext): JsonObject {
  const { name, query, title, text = "", tags = [], severity = "info", valueIsTime, shown = true } = annotation;
  return {
    name,
    datasource: datasourceModel(query.datasource, context),
    enable: shown,
    hide: false,
    iconColor: COLORS[severity],
    expr: query.text,
    titleFormat: title,
    textFormat: text,
    tagKeys: tags.join(","),
    useValueForTime: query.datasource === "prometheus" ? (valueIsTime ?? false) : undefined,
  };
}
