import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defineAlert,
  defineAlertGroup,
  escapeGrafana,
  escapeGrafanaDeep,
  routeTree,
  toGrafanaContactPoints,
  toGrafanaRules,
  toRetiredRules,
} from "../../src/alert";
import { MESSAGE_TITLE } from "../../src/alert/message";
import { panelId } from "../../src/dashboard";
import { record, records } from "../../src/dashboard/read";
import { alertWith, GROUP, groupOf, LOGGED, LOKI, PROMETHEUS, PROPS } from "./fixtures";
import { grafanaExpansion } from "./grafana-expansion";

describe("the model of Grafana's expansion", () => {
  // Results of the real one, from facts/grafana-provisioning.md.
  it.each([
    ["{{ $labels.job }}", "{{ .job }}"],
    ["${__value.raw}", ""],
    ["$1$2", ""],
    ["x${unterminated", "xunterminated"],
    ["cost $ 5", "cost $ 5"],
    ["a$", "a$"],
    ["$$${x}", "$"],
  ])("makes %j of %j", (text, result) => {
    expect(grafanaExpansion(text)).toBe(result);
  });
});

describe("escapeGrafana", () => {
  it("survives the expansion, whatever the text", () => {
    const spicy = fc.array(fc.constantFrom("$", "{", "}", "__file", "__env", "$$", "*", "1", "a", "_", " ", ".", "é"));
    const text = fc.oneof(
      fc.string(),
      spicy.map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (original) => grafanaExpansion(escapeGrafana(original)) === original),
      { numRuns: 20_000 },
    );
  });

  it("survives in every field of contact points, routes and mute timings", () => {
    const spicy = fc
      .array(fc.constantFrom("$", "{", "}", "$$", "__file", "${", "$__env{", "A", "1", " ", "é"), { maxLength: 8 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(spicy, (text) => {
        const route = routeTree({ default: text, rules: [{ match: { a: text, b: { regex: text } }, to: [text] }] });
        const webhook = {
          kind: "webhook" as const,
          url: text,
          auth: { user: text, password: { file: "", variable: "V" } },
        };
        const receivers = [
          webhook,
          { kind: "opsgenie" as const, apiKey: webhook.auth.password, region: "us" as const, team: text },
        ];
        const file = record(JSON.parse(toGrafanaContactPoints({ points: [{ name: text, receivers }], route })));
        const [point] = records(expanded(file.contactPoints));
        const [settings, opsgenie] = records(point?.receivers).map(({ settings }) => settings);
        expect(point?.name).toBe(text);
        expect(settings).toMatchObject({ url: text, username: text, password: "" });
        expect(opsgenie).toMatchObject({ responders: [{ name: text }], message: MESSAGE_TITLE });
        const [policy] = records(expanded(file.policies));
        expect(policy?.receiver).toBe(text);
        expect(records(policy?.routes).at(-1)).toMatchObject({
          receiver: text,
          object_matchers: [
            ["a", "=", text],
            ["b", "=~", text],
          ],
        });
        const retired = record(JSON.parse(toRetiredRules([text])));
        expect(expanded(retired.deleteRules)).toEqual([{ orgId: 1, uid: text }]);
      }),
      { numRuns: 300 },
    );
  });

  it("reaches every value within, and no key", () => {
    expect(escapeGrafanaDeep({ $a: ["$b", { c: "$d" }], e: 1, f: null })).toEqual({
      $a: ["$$b", { c: "$$d" }],
      e: 1,
      f: null,
    });
  });
});

/** Every string within as Grafana's provisioning hands it on. */
function expanded(value: unknown): unknown {
  if (typeof value === "string") return grafanaExpansion(value);
  if (Array.isArray(value)) return value.map(expanded);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expanded(inner)]));
}

function ruleOf(json: string) {
  return record(records(record(records(record(JSON.parse(json)).groups)[0]).rules)[0]);
}

describe("toGrafanaRules", () => {
  const json = toGrafanaRules([GROUP], { prometheus: PROMETHEUS, runbooks: "https://run.example.com/books/" });

  it("is the file that the format wants, to the key", () => {
    expect(JSON.parse(json)).toEqual({
      apiVersion: 1,
      groups: [
        {
          orgId: 1,
          name: "tokens",
          folder: "Alerts",
          interval: "1m",
          rules: [
            {
              uid: "TooOld",
              title: "TooOld",
              condition: "C",
              data: [
                {
                  refId: "A",
                  queryType: "",
                  relativeTimeRange: { from: 600, to: 0 },
                  datasourceUid: "prom",
                  model: {
                    refId: "A",
                    datasource: { type: "prometheus", uid: "prom" },
                    editorMode: "code",
                    expr: "max by (service) (rate(age_seconds[5m]))",
                    instant: true,
                    range: false,
                    intervalMs: 1000,
                    maxDataPoints: 43200,
                  },
                },
                {
                  refId: "C",
                  queryType: "",
                  relativeTimeRange: { from: 0, to: 0 },
                  datasourceUid: "__expr__",
                  model: {
                    refId: "C",
                    datasource: { type: "__expr__", uid: "__expr__" },
                    type: "threshold",
                    expression: "A",
                    conditions: [
                      {
                        evaluator: { type: "gt", params: [10800] },
                        operator: { type: "and" },
                        query: { params: ["C"] },
                        reducer: { type: "last", params: [] },
                        type: "query",
                      },
                    ],
                    intervalMs: 1000,
                    maxDataPoints: 43200,
                  },
                },
              ],
              noDataState: "OK",
              execErrState: "Error",
              for: "10m",
              keepFiringFor: "0s",
              annotations: {
                summary: "{{ $labels.service }} is {{ $values.A.Value | humanizeDuration }} old",
                description: "Nobody has stored a new one.",
                runbook_url: "https://run.example.com/books/TooOld.md",
              },
              labels: { severity: "critical", team: "platform" },
              dashboardUid: "tokens",
              panelId: panelId("age"),
            },
          ],
        },
      ],
    });
  });

  it("is minified with sorted keys", () => {
    expect(json).toBe(JSON.stringify(JSON.parse(json)));
    expect(json.startsWith('{"apiVersion":1,"groups":[{"folder":')).toBe(true);
  });

  it("escapes what Grafana expands, and only that", () => {
    const alert = alertWith({ labels: { site: "{{ $labels.site }}" } });
    const group = defineAlertGroup({ name: "cost $1", folder: "a $b", alerts: [alert] });
    const file = toGrafanaRules([group], { prometheus: PROMETHEUS });
    expect(records(record(JSON.parse(file)).groups)[0]).toMatchObject({ name: "cost $$1", folder: "a $$b" });
    expect(ruleOf(file)).toMatchObject({
      labels: { site: "{{ $$labels.site }}", severity: "critical" },
      annotations: { summary: "{{ $labels.service }} is {{ $values.A.Value | humanizeDuration }} old" },
    });
  });

  it("asks lt for below, and links no panel where there is none", () => {
    const { above: _above, below: _below, panel: _panel, ...rest } = PROPS;
    const group = groupOf(defineAlert({ ...rest, below: 1 }));
    const rule = ruleOf(toGrafanaRules([group], { prometheus: PROMETHEUS }));
    expect(Object.keys(rule)).not.toContain("dashboardUid");
    expect(Object.keys(rule)).not.toContain("panelId");
    expect(record(records(rule.data)[1]).model).toMatchObject({
      conditions: [{ evaluator: { type: "lt", params: [1] } }],
    });
  });

  it("asks Loki for one value as of now, and refuses lines where there is no Loki", () => {
    const rule = ruleOf(toGrafanaRules([groupOf(LOGGED)], { prometheus: PROMETHEUS, loki: LOKI }));
    expect(records(rule.data)[0]).toMatchObject({
      queryType: "instant",
      datasourceUid: "logs",
      model: {
        datasource: LOKI,
        expr: 'sum by (container) (count_over_time({namespace="shop"} |= `refused` [5m]))',
        queryType: "instant",
      },
    });
    expect(() => toGrafanaRules([groupOf(LOGGED)], { prometheus: PROMETHEUS })).toThrow(
      "alert Refused: reads log lines, and no datasource of Loki is named",
    );
  });

  it("carries the runbook itself where there is no address of runbooks, with its braces kept as text", () => {
    const alert = alertWith({ runbook: "\nRun `kubectl get -o go-template='{{.spec}}'`.\n" });
    expect(ruleOf(toGrafanaRules([groupOf(alert)], { prometheus: PROMETHEUS }))).toMatchObject({
      annotations: { runbook: "Run `kubectl get -o go-template='{{ \"{{\" }}.spec}}'`." },
    });
  });
});
