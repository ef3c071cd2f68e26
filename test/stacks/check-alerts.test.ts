import { describe, expect, it } from "vitest";
import { type ClientInput, parseClient } from "../../src/config";
import { checkClient } from "../../stacks/check";
import { clientWith, ORDERS } from "./own-alerts";

type Group = typeof ORDERS;
type Change = Partial<Omit<Group["alerts"][0], "above">> & {
  readonly above?: number | string;
  readonly labels?: object;
};

function found(alerts: Partial<ClientInput["alerts"]>): readonly string[] {
  return checkClient(parseClient(clientWith(alerts)))
    .filter(({ path }) => path.startsWith("alerts"))
    .map(({ path, message, severity = "error" }) => `${severity} ${path}: ${message}`);
}

/** The first alert of the group, changed. */
function own(change: Change, group: Partial<Group> = {}): Partial<ClientInput["alerts"]> {
  const [stuck] = ORDERS.alerts;
  return { rules: [{ ...ORDERS, ...group, alerts: [{ ...stuck, ...change }] }] } as Partial<ClientInput["alerts"]>;
}

describe("own alerts", () => {
  it("are fine when they are, with metrics of the client's own services", () => {
    expect(found({ rules: [ORDERS] })).toEqual([]);
  });

  it("are left as they are where a rule is ignored with a reason", () => {
    const faulty = own({ expr: "max by (node) (node_memory_MemAvailable_byte)", summary: "x" });
    const ignore = [{ rule: "promql/series", alert: ORDERS.alerts[0]?.name, reason: "Ours is called so." }];
    expect(found({ ...faulty, ignore } as Partial<ClientInput["alerts"]>)).toEqual([]);
    expect(found({ ignore: [{ rule: "promql/serie", reason: "x" }] })).toEqual([
      'error alerts.ignore[0].rule: got "promql/serie", must be the name of a rule: did you mean promql/series',
    ]);
  });

  it.each<readonly [string, Partial<ClientInput["alerts"]>, string]>([
    [
      "a metric that nearly is one of ours",
      own({ expr: "max by (node) (node_memory_MemAvailable_byte)", summary: "x" }),
      'error alerts.rules[0].alerts[0].expr: got the metric node_memory_MemAvailable_byte, which no program of this platform exposes (at "node_memory_MemAvailable_byte", character 17; unknown-metric): did you mean node_memory_MemAvailable_bytes',
    ],
    [
      "a query that does not parse",
      own({ expr: "max by (queue) (orders_waiting" }),
      "error alerts.rules[0].alerts[0].expr: unexpected end",
    ],
    [
      "a label that is aggregated away",
      own({ summary: "{{ $labels.pod }}" }),
      "error alerts.rules[0].alerts[0]: summary: got label pod, which the expression aggregates away; it keeps: alertname, queue, severity, team",
    ],
    [
      "a misspelt variable",
      own({ summary: "{{ $label.queue }}" }),
      "error alerts.rules[0].alerts[0]: summary: got variable $label, must be one of: $labels, $value",
    ],
    [
      "an interval of 15 s",
      own({ for: "15s" }, { interval: "15s" } as Partial<Group>),
      "error alerts.rules[0]: got interval 15s, must be a multiple of 10s: Grafana does not start with another",
    ],
    [
      "a name that is shipped",
      own({ name: "NodeNotReady" }),
      "error alerts.rules[0].alerts[0].name: got alert NodeNotReady, which the shipped group nodes has already: must be unique",
    ],
    [
      "a bound that is no number of its unit",
      own({ above: "3h" }),
      'error alerts.rules[0].alerts[0]: got bound "3h", must be a number in none, or a duration for s',
    ],
    [
      "a variable of a dashboard",
      own({ expr: 'up{job=~"$job"}' }),
      "error alerts.rules[0].alerts[0]: got variable $job in its signal, which no rule can fill",
    ],
  ])("are refused for %s", (_, alerts, message) => {
    const problems = found(alerts);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });

  it("are refused when two have one name, with both places", () => {
    const again = { ...ORDERS, name: "again", alerts: [ORDERS.alerts[0]] };
    expect(found({ rules: [ORDERS, again] } as Partial<ClientInput["alerts"]>)).toEqual([
      "error alerts.rules[1].alerts[0]: got alert OrdersStuck, which alerts.rules[0].alerts[0] has already: must be unique",
    ]);
  });

  it("are refused for lines in the query of a log alert", () => {
    const [, refuses] = ORDERS.alerts;
    const alert = { ...refuses, logql: '{namespace="shop"} |= `refused`' };
    expect(found({ rules: [{ ...ORDERS, alerts: [alert] }] } as Partial<ClientInput["alerts"]>)).toEqual([
      expect.stringContaining("alerts.rules[0].alerts[0].logql: got lines, must be a number for the bound"),
    ]);
  });
});

describe("shipped alerts", () => {
  it.each<readonly [string, Partial<ClientInput["alerts"]>, string]>([
    [
      "that are disabled and are none",
      { disable: ["NodeNotRedy"] },
      "error alerts.disable[0]: got NodeNotRedy, must be a shipped alert (belvedere alerts list names them); did you mean NodeNotReady?",
    ],
    [
      "that this client does not have",
      { disable: ["ProbeDown"] },
      "warning alerts.disable[0]: got ProbeDown, which this client does not have: it runs nothing of what the alert watches",
    ],
    [
      "with a bound on the other side",
      { overrides: { NodeMemoryPressureHigh: { below: 0.1 } } },
      "error alerts.overrides.NodeMemoryPressureHigh: got below, must be above: it is bad there",
    ],
    [
      "with a time that their group does not reach",
      { overrides: { NodeMemoryPressureHigh: { for: "90s" } } },
      "error alerts.overrides.NodeMemoryPressureHigh: got for 90s, must be a multiple of the group's interval 1m",
    ],
  ])("are told of %s", (_, alerts, message) => {
    expect(found(alerts)).toEqual([message]);
  });
});

describe("the ledger", () => {
  it("is told of rules that it lacks", () => {
    expect(found({ ledger: { rules: [] } })).toEqual([
      expect.stringMatching(
        /^warning alerts\.ledger: lacks \w+, \w+, \w+ and \d+ more, which Grafana is given: nobody would take them out again; run belvedere alerts ledger FILE$/,
      ),
    ]);
  });

  it("needs nothing of a client whose alerts Prometheus evaluates", () => {
    expect(found({ engine: "prometheus", ledger: { rules: [] } })).toEqual([]);
  });
});
