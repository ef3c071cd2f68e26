import type { DatasourceRef, JsonObject } from "../dashboard";
import { ruleExpr, stableJson } from "../dashboard";
import type { Alert } from "./alert";
import type { RuleOptions } from "./annotations";
import { annotationsOf, forGrafana, panelIdOf } from "./annotations";
import { escapeGrafana, escapeGrafanaDeep, grafanaUid } from "./grafana-escape";
import { type AlertGroup, labelsOf } from "./group";

export interface GrafanaRuleOptions extends Pick<RuleOptions, "runbooks"> {
  readonly prometheus: DatasourceRef;
  /** For alerts on log lines. @default none, so that there may be no such alert */
  readonly loki?: DatasourceRef | undefined;
}

/** Datasource of Grafana's own expressions. */
export const EXPRESSION: DatasourceRef = { type: "__expr__", uid: "__expr__" };

/**
 * The provisioning file (JSON) of the groups as Grafana-managed rules.
 *
 * @throws Error for an alert on log lines where no datasource of Loki is named.
 */
export function toGrafanaRules(groups: readonly AlertGroup[], options: GrafanaRuleOptions): string {
  return stableJson({ apiVersion: 1, groups: groups.map((group) => groupModel(group, options)) });
}

function groupModel(group: AlertGroup, options: GrafanaRuleOptions): JsonObject {
  return {
    orgId: 1,
    name: escapeGrafana(group.name),
    folder: escapeGrafana(group.folder),
    interval: group.interval,
    rules: group.alerts.map((alert) => ruleModel(alert, group, options)),
  };
}

function ruleModel(alert: Alert, group: AlertGroup, options: GrafanaRuleOptions): JsonObject {
  return {
    uid: grafanaUid(alert.name),
    title: escapeGrafana(alert.name),
    condition: "C",
    data: [queryModel(alert, datasourceOf(alert, options)), thresholdModel(alert)],
    // As in Prometheus: no series is nothing bad. That metrics are missing altogether is an alert of its own.
    noDataState: "OK",
    // One DatasourceError that says so, instead of every alert of the house at once.
    execErrState: "Error",
    for: alert.for,
    keepFiringFor: alert.keepFiringFor,
    annotations: grafanaAnnotations(alert, options),
    labels: escapeGrafanaDeep(labelsOf(alert, group)),
    ...panelLink(alert),
  };
}

/** Not escaped: Grafana leaves annotations alone but for braced names, which `checkAlerts` refuses. */
function grafanaAnnotations(alert: Alert, { runbooks }: GrafanaRuleOptions): JsonObject {
  // Not the panel: it knows that of its own rules.
  const annotations = Object.entries(annotationsOf(alert, { runbooks }));
  return Object.fromEntries(annotations.map(([key, template]) => [key, forGrafana(template)]));
}

function panelLink({ panel }: Alert): JsonObject {
  if (panel === undefined) return {};
  return { dashboardUid: escapeGrafana(panel.dashboard), panelId: panelIdOf(panel) };
}

function datasourceOf(alert: Alert, options: GrafanaRuleOptions): DatasourceRef {
  const datasource = options[languageOf(alert)];
  if (datasource === undefined)
    throw new Error(`alert ${alert.name}: reads log lines, and no datasource of Loki is named`);
  return datasource;
}

function languageOf({ name, signal }: Alert): "prometheus" | "loki" {
  const { datasource } = signal.expr;
  if (datasource === "tempo") throw new Error(`alert ${name}: reads traces, which no rule can`);
  return datasource;
}

/** An instant query gives one number per series, so no reduce has to follow. */
function queryModel(alert: Alert, datasource: DatasourceRef): JsonObject {
  const { kind, model } = INSTANT[languageOf(alert)];
  return {
    refId: "A",
    queryType: kind,
    // Seconds before now. An instant query reads only the end, but Grafana wants a range.
    relativeTimeRange: { from: 600, to: 0 },
    datasourceUid: escapeGrafana(datasource.uid),
    model: {
      refId: "A",
      datasource: { ...datasource },
      editorMode: "code",
      expr: ruleExpr(alert.signal),
      intervalMs: 1000,
      maxDataPoints: 43200,
      ...model,
    },
  };
}

/** How either datasource is asked for one value as of now. */
const INSTANT = {
  prometheus: { kind: "", model: { instant: true, range: false } },
  loki: { kind: "instant", model: { queryType: "instant" } },
} as const;

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
