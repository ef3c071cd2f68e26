import { stringify } from "yaml";
import { parseDuration } from "../quantity";
import type { Alert } from "./alert";
import type { RuleOptions } from "./annotations";
import { annotationsOf } from "./annotations";
import { type AlertGroup, labelsOf, type RuleGroup } from "./group";
import { groupsOn } from "./prometheus-rules";
import type { RecordingRule } from "./recording";
import type { AlertTest, ExpectedAlert, InputSeries } from "./unit-test";

export interface PromtoolOptions extends RuleOptions {
  /** The file of `toPrometheusRules`, made with the same options, as seen from the test file. @default rules.yml */
  readonly rulesFile?: string;
}

/** The test file (YAML) for `promtool test rules`: every test of every rule on metrics. Log lines are nothing that it knows. */
export function toPromtoolTests(groups: readonly RuleGroup[], options: PromtoolOptions = {}): string {
  const own = groupsOn("prometheus", groups);
  const model = {
    rule_files: [options.rulesFile ?? "rules.yml"],
    evaluation_interval: shortestInterval(own),
    // An alert reads what was recorded in the same round.
    group_eval_order: own.map(({ name }) => name),
    tests: own.flatMap((group): readonly object[] =>
      "alerts" in group
        ? group.alerts.flatMap((alert) => testsOf(alert, group, options))
        : group.recordings.flatMap(recordingTests),
    ),
  };
  return stringify(model, { lineWidth: 0, aliasDuplicateObjects: false });
}

function shortestInterval(groups: readonly RuleGroup[]): string {
  const seconds = groups.map(({ interval }) => parseDuration(interval) ?? 60);
  return `${Math.min(60, ...seconds)}s`;
}

function testsOf(alert: Alert, group: AlertGroup, options: RuleOptions) {
  return alert.tests.map((test, index) => ({
    name: `${alert.name} ${test.kind} (${index + 1})`,
    interval: test.interval ?? "1m",
    input_series: inputSeries(test.series ?? {}),
    ...expectation(alert, group, test, options),
  }));
}

function recordingTests({ record, tests = [] }: RecordingRule) {
  return tests.map((test, index) => ({
    name: `${record} (${index + 1})`,
    interval: test.interval ?? "1m",
    input_series: inputSeries(test.series),
    promql_expr_test: [
      {
        expr: record,
        eval_time: test.at,
        exp_samples: Object.entries(test.samples).map(([labels, value]) => ({ labels: `${record}${labels}`, value })),
      },
    ],
  }));
}

function inputSeries(series: InputSeries) {
  return Object.entries(series).map(([name, values]) => ({ series: name, values }));
}

function expectation(alert: Alert, group: AlertGroup, test: AlertTest, options: RuleOptions) {
  const at = { eval_time: test.at, alertname: alert.name };
  if (test.kind === "silent") return { alert_rule_test: [{ ...at, exp_alerts: [] }] };
  if (test.expect === undefined) return { promql_expr_test: [firesAtAll(alert, test)] };
  const labels = labelsOf(alert, group);
  return {
    alert_rule_test: [
      { ...at, exp_alerts: test.expect.map((expected) => expectedModel(alert, expected, labels, options)) },
    ],
  };
}

/** promtool compares alerts to the letter; that one fires at all is seen in the series that Prometheus writes of it. */
function firesAtAll(alert: Alert, test: AlertTest) {
  return {
    expr: `count(ALERTS{alertname="${alert.name}",alertstate="firing"}) > bool 0`,
    eval_time: test.at,
    exp_samples: [{ labels: "{}", value: 1 }],
  };
}

function expectedModel(
  alert: Alert,
  expected: ExpectedAlert,
  labels: Readonly<Record<string, string>>,
  options: RuleOptions,
) {
  const { summary, description, ...rest } = annotationsOf(alert, options);
  return {
    exp_labels: { ...expected.labels, ...labels },
    exp_annotations: {
      summary: expected.summary,
      description: expected.description ?? alert.description,
      ...Object.fromEntries(Object.entries(rest).map(([key, text]) => [key, text.replaceAll('{{ "{{" }}', "{{")])),
    },
  };
}
