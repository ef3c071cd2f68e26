import { stringify } from "yaml";
import { parseDuration } from "../quantity";
import type { Alert } from "./alert";
import type { RuleOptions } from "./annotations";
import { annotationsOf } from "./annotations";
import type { AlertGroup } from "./group";
import type { AlertTest, ExpectedAlert, FiringTest } from "./unit-test";

export interface PromtoolOptions extends RuleOptions {
  /** The file of `toPrometheusRules`, made with the same options, as seen from the test file. @default rules.yml */
  readonly rulesFile?: string;
}

/** The test file (YAML) for `promtool test rules`: every test of every alert. */
export function toPromtoolTests(groups: readonly AlertGroup[], options: PromtoolOptions = {}): string {
  const model = {
    rule_files: [options.rulesFile ?? "rules.yml"],
    evaluation_interval: shortestInterval(groups),
    tests: groups.flatMap(({ alerts }) => alerts.flatMap((alert) => testsOf(alert, options))),
  };
  return stringify(model, { lineWidth: 0, aliasDuplicateObjects: false });
}

function shortestInterval(groups: readonly AlertGroup[]): string {
  const seconds = groups.map(({ interval }) => parseDuration(interval) ?? 60);
  return `${Math.min(60, ...seconds)}s`;
}

function testsOf(alert: Alert, options: RuleOptions) {
  return alert.tests.map((test, index) => ({
    name: `${alert.name} ${test.kind} (${index + 1})`,
    interval: test.interval ?? "1m",
    input_series: Object.entries(test.series).map(([series, values]) => ({ series, values })),
    ...expectation(alert, test, options),
  }));
}

function expectation(alert: Alert, test: AlertTest, options: RuleOptions) {
  const at = { eval_time: test.at, alertname: alert.name };
  if (test.kind === "silent") return { alert_rule_test: [{ ...at, exp_alerts: [] }] };
  if (test.expect === undefined) return { promql_expr_test: [firesAtAll(alert, test)] };
  return {
    alert_rule_test: [{ ...at, exp_alerts: test.expect.map((expected) => alertModel(alert, expected, options)) }],
  };
}

/** promtool compares alerts to the letter; that one fires at all is seen in the series that Prometheus writes of it. */
function firesAtAll(alert: Alert, test: FiringTest) {
  return {
    expr: `count(ALERTS{alertname="${alert.name}",alertstate="firing"}) > bool 0`,
    eval_time: test.at,
    exp_samples: [{ labels: "{}", value: 1 }],
  };
}

function alertModel(alert: Alert, expected: ExpectedAlert, options: RuleOptions) {
  const { summary, description, ...rest } = annotationsOf(alert, options);
  return {
    exp_labels: { ...expected.labels, ...alert.labels, severity: alert.severity },
    exp_annotations: {
      summary: expected.summary,
      description: expected.description,
      ...Object.fromEntries(Object.entries(rest).map(([key, text]) => [key, text.replaceAll('{{ "{{" }}', "{{")])),
    },
  };
}
