/** How a rule is kept. */
export interface Rule {
  readonly severity: "error" | "warning";
  /** Grafana or Prometheus itself would refuse what breaks it, so that there is nothing to ignore. @default false */
  readonly must?: boolean;
  /** `belvedere dashboards check --fix` mends it. @default false */
  readonly fixable?: boolean;
}

const ERROR: Rule = { severity: "error" };
const MUST: Rule = { severity: "error", must: true };
const WARNING: Rule = { severity: "warning" };
const FIXABLE: Rule = { severity: "warning", fixable: true };

/** Every rule for dashboards and alerts. Names are those of Grafana's dashboard-linter and of pint where they have the same. */
export const RULES = {
  "dashboard-json": MUST,
  "dashboard-v2": MUST,
  "dashboard-size": MUST,
  "dashboard-uid": MUST,
  "dashboard-title": MUST,
  "dashboard-unique": MUST,
  "dashboard-inputs": MUST,
  "dashboard-id": { ...MUST, fixable: true },
  "dashboard-rows": MUST,
  "dashboard-panels": ERROR,
  "dashboard-link": WARNING,
  "uneditable-dashboard": FIXABLE,
  "template-datasource-rule": WARNING,
  "template-job-rule": WARNING,
  "template-instance-rule": WARNING,
  "template-label-promql-rule": ERROR,
  "template-on-time-change-reload-rule": FIXABLE,
  "template-undefined-variable": ERROR,
  "template-unused-variable": WARNING,
  "panel-id": { ...MUST, fixable: true },
  "panel-overlap": WARNING,
  "panel-library": MUST,
  "panel-angular": WARNING,
  "panel-plugin": WARNING,
  "panel-datasource-rule": FIXABLE,
  "panel-title-description-rule": WARNING,
  "panel-units-rule": WARNING,
  "panel-no-targets-rule": WARNING,
  "datasource-declared": ERROR,
  "target-promql-rule": ERROR,
  "target-logql-rule": ERROR,
  "target-traceql-rule": ERROR,
  "target-rate-interval-rule": FIXABLE,
  "target-logql-auto-rule": FIXABLE,
  "target-job-rule": WARNING,
  "target-instance-rule": WARNING,
  "target-counter-agg-rule": WARNING,
  "promql/syntax": MUST,
  "promql/series": ERROR,
  "promql/counter": ERROR,
  "promql/rate": ERROR,
  "promql/impossible": ERROR,
  "promql/regexp": ERROR,
  "logql/syntax": MUST,
  "alerts/absent": ERROR,
  "alerts/annotation": ERROR,
  "alerts/comparison": ERROR,
  "alerts/for": ERROR,
  "alerts/runbook": ERROR,
  "alerts/template": ERROR,
  "alerts/test": ERROR,
  "group/interval": MUST,
  "rule/duplicate": MUST,
  "rule/label": ERROR,
  "rule/name": MUST,
  "rule/owner": ERROR,
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof RULES;

export function isRule(name: string): name is RuleName {
  return Object.hasOwn(RULES, name);
}

export function ruleOf(name: RuleName): Rule {
  return RULES[name];
}
