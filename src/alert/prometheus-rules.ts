import { stringify } from "yaml";
import { type JsonObject, ruleExpr } from "../dashboard";
import { parseDuration } from "../quantity";
import type { Alert } from "./alert";
import type { RuleOptions } from "./annotations";
import { annotationsOf } from "./annotations";
import { type AlertGroup, labelsOf, type RuleGroup } from "./group";
import type { RecordingRule } from "./recording";

/** The rule file (YAML) of the groups for Prometheus: recording rules, and alerts on metrics. */
export function toPrometheusRules(groups: readonly RuleGroup[], options: RuleOptions = {}): string {
  return fileText(prometheusRules(groups, options));
}

/** The same as data. */
export function prometheusRules(groups: readonly RuleGroup[], options: RuleOptions = {}): RuleFile {
  return ruleFile(groupsOn("prometheus", groups), options);
}

/** The rule file (YAML) for Loki's ruler: alerts on log lines. */
export function toLokiRules(groups: readonly AlertGroup[], options: RuleOptions = {}): string {
  return fileText(ruleFile(groupsOn("loki", groups), options));
}

/** The groups with only what this store evaluates; without those of which nothing is left. */
export function groupsOn(store: "prometheus" | "loki", groups: readonly RuleGroup[]): readonly RuleGroup[] {
  return groups
    .map((group) => ("alerts" in group ? { ...group, alerts: group.alerts.filter(isOn(store)) } : group))
    .filter((group) => ("alerts" in group ? group.alerts.length > 0 : store === "prometheus"));
}

function isOn(store: "prometheus" | "loki"): (alert: Alert) => boolean {
  return ({ signal }) => signal.expr.datasource === store;
}

/** The expression with its bound: true while it is bad. */
export function conditionExpr(alert: Alert): string {
  const comparison = alert.above === undefined ? `< ${alert.below}` : `> ${alert.above}`;
  // Braced: the expression may hold an operator that binds less than the comparison.
  return `(${ruleExpr(alert.signal)}) ${comparison}`;
}

/** A rule file, as both stores read it. */
export interface RuleFile {
  readonly groups: readonly JsonObject[];
}

function fileText(file: RuleFile): string {
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

function ruleFile(groups: readonly RuleGroup[], options: RuleOptions): RuleFile {
  return { groups: groups.map((group) => groupModel(group, options)) };
}

function groupModel(group: RuleGroup, options: RuleOptions): JsonObject {
  return {
    name: group.name,
    interval: group.interval,
    rules:
      "alerts" in group
        ? group.alerts.map((alert) => alertModel(alert, group, options))
        : group.recordings.map(recordingModel),
  };
}

function alertModel(alert: Alert, group: AlertGroup, options: RuleOptions) {
  return {
    alert: alert.name,
    expr: conditionExpr(alert),
    ...(isNothing(alert.for) ? {} : { for: alert.for }),
    ...(isNothing(alert.keepFiringFor) ? {} : { keep_firing_for: alert.keepFiringFor }),
    labels: labelsOf(alert, group),
    annotations: annotationsOf(alert, options),
  };
}

function isNothing(duration: string): boolean {
  return parseDuration(duration) === 0;
}

function recordingModel({ record, expr, labels }: RecordingRule) {
  return { record, expr: expr.text, ...(labels === undefined ? {} : { labels }) };
}
