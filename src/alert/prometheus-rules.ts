import { stringify } from "yaml";
import { ruleExpr } from "../dashboard";
import type { Alert } from "./alert";
import type { RuleOptions } from "./annotations";
import { annotationsOf } from "./annotations";
import type { AlertGroup } from "./group";

/** The rule file (YAML) of the groups for Prometheus. */
export function toPrometheusRules(groups: readonly AlertGroup[], options: RuleOptions = {}): string {
  return stringify(
    { groups: groups.map((group) => groupModel(group, options)) },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

/** The expression with its bound: true while it is bad. */
export function conditionExpr(alert: Alert): string {
  const comparison = alert.above === undefined ? `< ${alert.below}` : `> ${alert.above}`;
  // Braced: the expression may hold an operator that binds less than the comparison.
  return `(${ruleExpr(alert.signal)}) ${comparison}`;
}

function groupModel(group: AlertGroup, options: RuleOptions) {
  return {
    name: group.name,
    interval: group.interval,
    rules: group.alerts.map((alert) => ruleModel(alert, options)),
  };
}

function ruleModel(alert: Alert, options: RuleOptions) {
  return {
    alert: alert.name,
    expr: conditionExpr(alert),
    for: alert.for,
    keep_firing_for: alert.keepFiringFor,
    labels: { ...alert.labels, severity: alert.severity },
    annotations: annotationsOf(alert, options),
  };
}
