import { describe, expect, it } from "vitest";
import type { Alert, AlertProps, RecordingRule } from "../../src/alert";
import { checkAlerts, defineAlertGroup, defineRecordingGroup, fires, recordedMetrics } from "../../src/alert";
import { defineSignal, logql, promql } from "../../src/dashboard";
import { NOTHING_KNOWN } from "../../src/queries";
import { alertWith, GROUP, groupOf, LOGGED, PROPS, RECORDED } from "./fixtures";

function messages(...alerts: readonly Alert[]): readonly string[] {
  return checkAlerts([groupOf(...alerts)]).map(({ path, message }) => `${path}: ${message}`);
}

describe("checkAlerts on log lines", () => {
  const logged = (expr: string, change: Partial<AlertProps> = {}) => ({
    ...LOGGED,
    ...change,
    signal: defineSignal({ expr: { datasource: "loki", text: expr }, unit: "none" }),
  });
  const platform = { catalogue: NOTHING_KNOWN, scrapeInterval: 30, logLabels: ["namespace", "container"] };
  const found = (alert: Alert) => checkAlerts([groupOf(alert)], platform).map(({ message }) => message);

  it("finds nothing in a good one", () => {
    expect(found(LOGGED)).toEqual([]);
  });

  it.each([
    ["lines without a number", '{namespace="shop"}', "got lines, must be a number for the bound"],
    ["what Loki does not parse", 'sum by (container) (rate({namespace="shop"}[5m])', "unexpected"],
    ["a label that no stream has", 'sum by (container) (rate({app="shop"}[5m]))', "got a matcher on app"],
    [
      "a label of the summary that is aggregated away",
      'sum by (namespace) (rate({namespace="shop"}[5m]))',
      "got label container, which the expression aggregates away",
    ],
  ])("refuses %s", (_, expr, message) => {
    const messages = found(logged(expr) as Alert);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });

  it("refuses tests with series", () => {
    expect(found({ ...LOGGED, tests: PROPS.tests })).toEqual(["got series in a test of LogQL, must be logs"]);
  });
});

describe("checkAlerts of what is recorded", () => {
  const recording = RECORDED.recordings[0] as RecordingRule;
  const found = (change: Partial<RecordingRule>) =>
    checkAlerts([defineRecordingGroup({ name: "ages", recordings: [{ ...recording, ...change }] })]).map(
      ({ path, message }) => `${path}: ${message}`,
    );

  it("finds nothing in a good one", () => {
    expect(checkAlerts([RECORDED])).toEqual([]);
  });

  it.each<readonly [string, Partial<RecordingRule>, string]>([
    ["a name without level and operation", { record: "age" }, 'alerts.ages.age: got record "age", must be level:'],
    ["no description", { description: "" }, "got no description"],
    ["LogQL", { expr: logql`rate({a="b"}[5m])` }, ".expr: got LogQL, must be PromQL"],
    ["what does not parse", { expr: promql`max by (` }, ".expr: unexpected"],
    ["a label of Prometheus' own", { labels: { alertname: "a" } }, "got label alertname"],
  ])("refuses %s", (_, change, message) => {
    expect(found(change)).toHaveLength(1);
    expect(found(change)[0]).toContain(message);
  });

  it("refuses a group without any, and a name that a group of alerts has", () => {
    const empty = { ...RECORDED, name: "tokens", recordings: [] };
    expect(checkAlerts([GROUP, empty]).map(({ message }) => message)).toEqual([
      "got no recordings, must have at least one",
      "got group tokens, which alerts.tokens has already: must be unique",
    ]);
  });

  it("adds it to the catalogue, with the labels that are left", () => {
    expect(recordedMetrics([RECORDED], NOTHING_KNOWN)).toEqual([
      { name: "service:age_seconds:max", type: "gauge", labels: ["service", "kind"] },
    ]);
    const open = { ...recording, expr: promql`age_seconds * 2` };
    expect(recordedMetrics([{ ...RECORDED, recordings: [open] }], NOTHING_KNOWN)).toEqual([
      { name: "service:age_seconds:max", type: "gauge" },
    ]);
  });
});

describe("checkAlerts", () => {
  it("finds nothing in a good one", () => {
    expect(checkAlerts([GROUP])).toEqual([]);
  });

  it.each<readonly [string, Partial<AlertProps>, string]>([
    ["a name with a space", { name: "Too old" }, 'got name "Too old", must be CamelCase'],
    ["no summary", { summary: " " }, "got no summary"],
    ["no description", { description: "" }, "got no description"],
    ["no runbook", { runbook: "\n" }, "got no runbook"],
    ["a braced variable in the runbook", { runbook: "echo ${HOME}" }, "got ${ in the runbook"],
    ["no firing test", { tests: PROPS.tests.slice(1) }, "got no test that fires"],
    ["no silent test", { tests: PROPS.tests.slice(0, 1) }, "got no test that stays silent"],
    ["for of 90s", { for: "90s" }, "got for 90s, must be a multiple of the group's interval 1m"],
    ["for that is no duration", { for: "soon" }, "got for soon"],
    ["keepFiringFor of 10s", { keepFiringFor: "10s" }, "got keepFiringFor 10s"],
    ["a braced variable in the summary", { summary: "${x}" }, "summary: got ${, which Grafana may expand"],
    ["a template that does not close", { summary: "{{ $value" }, "summary: got an open brace pair"],
    ["a function of Prometheus alone", { description: '{{ query "up" }}' }, "description: got function query"],
    [
      "a variable of Grafana alone",
      { summary: "{{ $values.A }}" },
      "summary: got variable $values, must be one of: $labels, $value",
    ],
    [
      "a label that is aggregated away",
      { summary: "{{ $labels.pod }}" },
      "got label pod, which the expression aggregates away",
    ],
    ["$value in a label", { labels: { now: "{{ $value }}" } }, "label now: got $value"],
    ["severity as a label", { labels: { severity: "low" } }, "got label severity, which the alert sets itself"],
    ["a label with a dash", { labels: { "a-b": "c" } }, 'got label "a-b"'],
    ["team as a label", { labels: { team: "a" } }, "got label team, which the alert sets itself"],
    [
      "lines in a test of PromQL",
      { tests: [...PROPS.tests, fires({ logs: {}, at: "1m" })] },
      "got logs in a test of PromQL, must be series",
    ],
  ])("refuses %s", (_, change, message) => {
    const found = messages(alertWith(change));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it("accepts functions and labels that exist", () => {
    const summary =
      '{{ if gt $value 1.0 }}{{ printf "%.2f of $x" $value }}{{ end }} {{ $labels.service | toUpper }} {{ $labels.severity }}';
    expect(messages(alertWith({ summary }))).toEqual([]);
  });

  it("does not guess the labels of an expression that is more than one aggregation", () => {
    const joined = promql`max by (a) (x) * on (a) group_left (b) (y)`;
    const signal = defineSignal({ expr: joined, unit: "none" });
    expect(messages(alertWith({ signal, above: 1, summary: "{{ $labels.b }}" }))).toEqual([]);
  });

  it("is not misled by braces in a string", () => {
    const signal = defineSignal({ expr: promql`max by (a) (x{y="(z"})`, unit: "none" });
    expect(messages(alertWith({ signal, above: 1, summary: "{{ $labels.b }}" }))[0]).toContain(
      "it keeps: a, alertname, severity, team",
    );
  });

  it.each(["15s", "0s", "often", "65s"])("refuses an interval of %s", (interval) => {
    const found = checkAlerts([{ ...GROUP, interval }]).map(({ message }) => message);
    expect(found[0]).toBe(`got interval ${interval}, must be a multiple of 10s: Grafana does not start with another`);
  });

  it("refuses names twice, with both places", () => {
    const other = defineAlertGroup({ name: "others", alerts: GROUP.alerts });
    expect(checkAlerts([GROUP, other, { ...other, alerts: [alertWith({ name: "Other" })] }])).toEqual([
      {
        path: "alerts.others",
        message: "got group others, which alerts.others has already: must be unique",
        rule: "rule/duplicate",
      },
      {
        path: "alerts.others.TooOld",
        message: "got alert TooOld, which alerts.tokens.TooOld has already: must be unique",
        rule: "rule/duplicate",
      },
    ]);
  });

  it("refuses an empty group, an unnamed one and one in a nested folder", () => {
    const found = checkAlerts([defineAlertGroup({ name: " ", folder: "a/b", alerts: [] })]).map(
      ({ message }) => message,
    );
    expect(found).toEqual([
      'got name " ", must have 1 to 190 characters',
      'got folder "a/b", must have no /: it would nest',
      "got no alerts, must have at least one",
    ]);
  });
});
