import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fires, toPrometheusRules, toPromtoolTests } from "../../src/alert";
import { alertWith, GROUP, groupOf } from "./fixtures";

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
        keep_firing_for: 0s
        labels:
          severity: critical
        annotations:
          summary: "{{ $labels.service }} is {{ $value | humanizeDuration }} old"
          description: Nobody has stored a new one.
          runbook_url: https://run.example.com/TooOld.md
`);
  });

  it("repeats what two alerts share: Prometheus reads no YAML aliases of ours", () => {
    const labels = { team: "a" };
    const text = toPrometheusRules([groupOf(alertWith({ labels }), alertWith({ name: "Older", labels }))]);
    expect(text).not.toMatch(/[&*]a\d/);
  });
});

describe("toPromtoolTests", () => {
  it("wants silence from the one test and an alert, whatever it says, from the other", () => {
    expect(parse(toPromtoolTests([GROUP], { rulesFile: "a.yml" }))).toEqual({
      rule_files: ["a.yml"],
      evaluation_interval: "60s",
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
    const alert = alertWith({ tests: [test], labels: { team: "x" }, runbook: "{{ a }}" });
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
