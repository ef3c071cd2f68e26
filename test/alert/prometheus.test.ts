import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fires, toLokiRules, toPrometheusRules, toPromtoolTests } from "../../src/alert";
import { alertWith, GROUP, groupOf, LOGGED, RECORDED } from "./fixtures";

const SERIES = 'age_seconds{service="a"}';

describe("toPrometheusRules", () => {
  it("is a rule file", () => {
    expect(toPrometheusRules([GROUP], { runbooks: "https://run.example.com" })).toBe(`groups:
  - name: tokens
    interval: 1m
    rules:
      - alert: TooOld
        expr: (max by (service) (rate(age_seconds[5m]))) > 10800
        for: 10m
        labels:
          severity: critical
          team: platform
        annotations:
          summary: "{{ $labels.service }} is {{ $value | humanizeDuration }} old"
          description: Nobody has stored a new one.
          runbook_url: https://run.example.com/TooOld.md
`);
  });

  it("repeats what two alerts share: Prometheus reads no YAML aliases of ours", () => {
    const labels = { site: "a" };
    const text = toPrometheusRules([groupOf(alertWith({ labels }), alertWith({ name: "Older", labels }))]);
    expect(text).not.toMatch(/[&*]a\d/);
  });
});

describe("rules of both stores", () => {
  const groups = [RECORDED, groupOf(alertWith({}), LOGGED)];

  it("give Prometheus what is recorded and the alerts on metrics", () => {
    expect(parse(toPrometheusRules(groups)).groups).toMatchObject([
      {
        name: "ages",
        interval: "30s",
        rules: [{ record: "service:age_seconds:max", expr: "max by (service) (age_seconds)", labels: { kind: "age" } }],
      },
      { name: "tokens", rules: [{ alert: "TooOld" }] },
    ]);
  });

  it("give Loki the alerts on lines, and no group without any", () => {
    expect(parse(toLokiRules([groupOf(alertWith({}), LOGGED), GROUP])).groups).toMatchObject([
      {
        name: "tokens",
        rules: [
          {
            alert: "Refused",
            expr: '(sum by (container) (count_over_time({namespace="shop"} |= `refused` [5m]))) > 2',
          },
        ],
      },
    ]);
  });
});

describe("toPromtoolTests", () => {
  it("tests what is recorded, leaves lines out, and evaluates groups in their order", () => {
    const { group_eval_order, tests } = parse(toPromtoolTests([RECORDED, groupOf(alertWith({}), LOGGED)]));
    expect(group_eval_order).toEqual(["ages", "tokens"]);
    expect(tests.map(({ name }: { readonly name: string }) => name)).toEqual([
      "service:age_seconds:max (1)",
      "TooOld fires (1)",
      "TooOld silent (2)",
    ]);
    expect(tests[0].promql_expr_test).toEqual([
      {
        expr: "service:age_seconds:max",
        eval_time: "2m",
        exp_samples: [{ labels: 'service:age_seconds:max{kind="age",service="a"}', value: 7 }],
      },
    ]);
  });

  it("wants silence from the one test and an alert, whatever it says, from the other", () => {
    expect(parse(toPromtoolTests([GROUP], { rulesFile: "a.yml" }))).toEqual({
      rule_files: ["a.yml"],
      evaluation_interval: "60s",
      group_eval_order: ["tokens"],
      tests: [
        {
          name: "TooOld fires (1)",
          interval: "1m",
          input_series: [{ series: SERIES, values: "0x10" }],
          promql_expr_test: [
            {
              expr: 'count(ALERTS{alertname="TooOld",alertstate="firing"}) > bool 0',
              eval_time: "10m",
              exp_samples: [{ labels: "{}", value: 1 }],
            },
          ],
        },
        {
          name: "TooOld silent (2)",
          interval: "1m",
          input_series: [{ series: SERIES, values: "1x10" }],
          alert_rule_test: [{ eval_time: "10m", alertname: "TooOld", exp_alerts: [] }],
        },
      ],
    });
  });

  it("wants exactly the alerts that a test expects, with the labels and annotations of the rule", () => {
    const expected = {
      labels: { service: "a" },
      summary: "a is 4h 0m 0s old",
      description: "Nobody has stored a new one.",
    };
    const test = fires({ series: { [SERIES]: "0x10" }, at: "10m", interval: "30s", expect: [expected] });
    const alert = alertWith({ tests: [test], team: "x", runbook: "{{ a }}" });
    expect(parse(toPromtoolTests([groupOf(alert)])).tests).toEqual([
      {
        name: "TooOld fires (1)",
        interval: "30s",
        input_series: [{ series: SERIES, values: "0x10" }],
        alert_rule_test: [
          {
            eval_time: "10m",
            alertname: "TooOld",
            exp_alerts: [
              {
                exp_labels: { service: "a", team: "x", severity: "critical" },
                exp_annotations: {
                  summary: "a is 4h 0m 0s old",
                  description: "Nobody has stored a new one.",
                  runbook: "{{ a }}",
                },
              },
            ],
          },
        ],
      },
    ]);
  });

  it("evaluates as often as the quickest group", () => {
    expect(parse(toPromtoolTests([GROUP, { ...GROUP, interval: "30s" }])).evaluation_interval).toBe("30s");
  });
});
