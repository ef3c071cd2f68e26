import type { DatasourceRef, JsonObject } from "../dashboard";
import { panelId, ruleExpr, stableJson } from "../dashboard";
import type { Alert } from "./alert";
import type { RuleOptions } from "./annotations";
import { annotationsOf, forGrafana } from "./annotations";
import { escapeGrafana, escapeGrafanaDeep, grafanaUid } from "./grafana-escape";
import type { AlertGroup } from "./group";

export interface GrafanaRuleOptions extends RuleOptions {
  readonly prometheus: DatasourceRef;
}

/** Datasource of Grafana's own expressions. */
const EXPRESSION: DatasourceRef = { type: "__expr__", uid: "__expr__" };

/** The provisioning file (JSON) of the groups as Grafana-managed rules. */
export function toGrafanaRules(groups: readonly AlertGroup[], options: GrafanaRuleOptions): string {
  return stableJson({ apiVersion: 1, groups: groups.map((group) => groupModel(group, options)) });
}

function groupModel(group: AlertGroup, options: GrafanaRuleOptions): JsonObject {
  return {
    orgId: 1,
    name: escapeGrafana(group.name),
    folder: escapeGrafana(group.folder),
    interval: group.interval,
    rules: group.alerts.map((alert) => ruleModel(alert, options)),
  };
}

function ruleModel(alert: Alert, options: GrafanaRuleOptions): JsonObject {
  return {
    uid: grafanaUid(alert.name),
    title: escapeGrafana(alert.name),
    condition: "C",
    data: [queryModel(alert, options.prometheus), thresholdModel(alert)],
    // As in Prometheus: no series is nothing bad. That metrics are missing altogether is an alert of its own.
    noDataState: "OK",
    // One DatasourceError that says so, instead of every alert of the house at once.
    execErrState: "Error",
    for: alert.for,
    keepFiringFor: alert.keepFiringFor,
    annotations: grafanaAnnotations(alert, options),
    labels: escapeGrafanaDeep({ ...alert.labels, severity: alert.severity }),
    ...panelLink(alert),
  };
}

/** Not escaped: Grafana leaves annotations alone but for braced names, which `checkAlerts` refuses. */
function grafanaAnnotations(alert: Alert, options: RuleOptions): JsonObject {
  const annotations = Object.entries(annotationsOf(alert, options));
  return Object.fromEntries(annotations.map(([key, template]) => [key, forGrafana(template)]));
}

function panelLink({ panel }: Alert): JsonObject {
  if (panel === undefined) return {};
  return { dashboardUid: escapeGrafana(panel.dashboard), panelId: panelId(panel.key) };
}

/** An instant query gives one number per series, so no reduce has to follow. */
function queryModel(alert: Alert, prometheus: DatasourceRef): JsonObject {
  return {
    refId: "A",
    queryType: "",
    // Seconds before now. An instant query reads only the end, but Grafana wants a range.
    relativeTimeRange: { from: 600, to: 0 },
    datasourceUid: escapeGrafana(prometheus.uid),
    model: {
      refId: "A",
      datasource: { ...prometheus },
      editorMode: "code",
      expr: ruleExpr(alert.signal),
      instant: true,
      range: false,
      intervalMs: 1000,
      maxDataPoints: 43200,
    },
  };
}

function thresholdModel(alert: Alert): JsonObject {
  const evaluator =
    alert.above === undefined ? { type: "lt", params: [alert.below ?? 0] } : { type: "gt", params: [alert.above] };
  return {
    refId: "C",
    queryType: "",
    relativeTimeRange: { from: 0, to: 0 },
    datasourceUid: EXPRESSION.uid,
    model: {
      refId: "C",
      datasource: { ...EXPRESSION },
      type: "threshold",
      expression: "A",
      conditions: [
        {
          evaluator,
          operator: { type: "and" },
          query: { params: ["C"] },
          reducer: { params: [], type: "last" },
          type: "query",
        },
      ],
      intervalMs: 1000,
      maxDataPoints: 43200,
    },
  };
}
