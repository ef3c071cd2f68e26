import * as heatmap from "@grafana/grafana-foundation-sdk/heatmap";
import * as statetimeline from "@grafana/grafana-foundation-sdk/statetimeline";
import * as sdkText from "@grafana/grafana-foundation-sdk/text";
import { describe, expect, it } from "vitest";
import type { Panel, TablePanel } from "../../src/dashboard";
import {
  checkDashboards,
  defineDashboard,
  defineSignal,
  logql,
  promql,
  renderDashboard,
  traceql,
} from "../../src/dashboard";
import { record, records } from "../../src/dashboard/read";
import { CONTEXT, LOAD, PANEL, PROPS } from "./fixtures";

const TEMPO = { type: "tempo", uid: "tempo" };

function panelOf(panel: Panel) {
  const dashboard = defineDashboard({ ...PROPS, rows: [{ title: "All", panels: [panel] }] });
  const json = renderDashboard(dashboard, { ...CONTEXT, tempo: TEMPO });
  const problems = checkDashboards([{ folder: "x", json }], [CONTEXT.prometheus, CONTEXT.loki, TEMPO]);
  // What a variable or a link is for stands elsewhere.
  expect(problems.filter(({ rule = "" }) => !/variable$|link$/.test(rule))).toEqual([]);
  return record(records(record(JSON.parse(json)).panels)[1]);
}

const UP = defineSignal({
  expr: promql`up`,
  unit: "none",
  states: { 0: { text: "Down", is: "critical" }, 1: { text: "Up", is: "good" } },
});

const MAPPINGS = [
  {
    type: "value",
    options: { "0": { color: "red", index: 0, text: "Down" }, "1": { color: "green", index: 1, text: "Up" } },
  },
];

describe("a state timeline", () => {
  const panel = panelOf({ ...PANEL, kind: "statetimeline", queries: [{ signal: UP, legend: "{{job}}" }] });

  it("gives values words and colours, over time", () => {
    expect(panel).toMatchObject({
      type: "state-timeline",
      targets: [{ range: true, instant: false, legendFormat: "{{job}}" }],
      fieldConfig: { defaults: { mappings: MAPPINGS } },
      options: { showValue: "auto" },
    });
  });

  it("has options that Grafana knows", () => {
    expect(Object.keys(statetimeline.defaultOptions())).toEqual(
      expect.arrayContaining(Object.keys(record(panel.options))),
    );
  });

  it("goes by thresholds without words", () => {
    const plain = panelOf({ ...PANEL, kind: "statetimeline", thresholds: [{ severity: "warning", above: 3 }] });
    expect(plain).toMatchObject({
      options: { showValue: "never" },
      fieldConfig: { defaults: { thresholds: { steps: [{ color: "green" }, { color: "orange" }] } } },
    });
  });
});

describe("a stat of states", () => {
  it("is coloured by its state", () => {
    expect(panelOf({ ...PANEL, kind: "stat", queries: [{ signal: UP }] })).toMatchObject({
      options: { colorMode: "background" },
      fieldConfig: { defaults: { mappings: MAPPINGS, color: { mode: "thresholds" } } },
    });
  });
});

describe("a heatmap", () => {
  const signal = defineSignal({ expr: promql`sum by (le) (increase(a_bucket[$__rate_interval]))`, unit: "short" });
  const panel = panelOf({ ...PANEL, kind: "heatmap", queries: [{ signal }], bucketUnit: "s" });

  it("reads the bounds of buckets from le, in their own unit", () => {
    expect(panel).toMatchObject({
      type: "heatmap",
      targets: [{ format: "heatmap", range: true, legendFormat: "{{le}}" }],
      options: { yAxis: { unit: "s" }, calculate: false },
      fieldConfig: { defaults: { unit: "short" } },
    });
  });

  it("has options that Grafana knows", () => {
    expect(Object.keys(heatmap.defaultOptions())).toEqual(expect.arrayContaining(Object.keys(record(panel.options))));
  });
});

describe("a text", () => {
  it("is Markdown, without query, description and unit", () => {
    const panel = panelOf({ kind: "text", key: "help", title: "", content: "# Read *this*", height: 2 });
    expect(panel).toMatchObject({ type: "text", options: { mode: "markdown", content: "# Read *this*" } });
    expect(Object.keys(panel)).not.toContain("targets");
    expect(Object.keys(sdkText.defaultOptions())).toEqual(expect.arrayContaining(Object.keys(record(panel.options))));
  });
});

describe("a list of alerts", () => {
  it("shows what fires or is about to, the worst first", () => {
    const { key, title, description } = PANEL;
    const panel = panelOf({ kind: "alertlist", key, title, description, matching: '{severity="critical"}' });
    expect(panel).toMatchObject({
      type: "alertlist",
      options: {
        alertInstanceLabelFilter: '{severity="critical"}',
        sortOrder: 3,
        stateFilter: { firing: true, pending: true, normal: false },
      },
    });
  });
});

describe("traces", () => {
  const { key, title, description } = PANEL;
  const traces: Panel = { kind: "traces", key, title, description, query: traceql`{ status = error }` };

  it("come by TraceQL, in a table", () => {
    expect(panelOf(traces)).toMatchObject({
      type: "table",
      datasource: { type: "tempo", uid: "${tempo_datasource}" },
      targets: [{ queryType: "traceql", query: "{ status = error }", tableType: "traces", limit: 20 }],
    });
  });

  it("are left out where there is no Tempo, and the row with them", () => {
    const rows = [
      { title: "Load", panels: [PANEL] },
      { title: "Traces", panels: [traces] },
    ];
    const model = record(JSON.parse(renderDashboard(defineDashboard({ ...PROPS, rows }), CONTEXT)));
    expect(records(model.panels).map((panel) => panel.title)).toEqual(["Load", "Load"]);
    expect(records(record(model.templating).list).map(({ name }) => name)).toEqual(["prometheus_datasource"]);
  });

  it("take no query of another language", () => {
    const define = (panel: Panel) => () => defineDashboard({ ...PROPS, rows: [{ title: "x", panels: [panel] }] });
    expect(define({ ...traces, query: promql`up` })).toThrow("traces are found by TraceQL, got a query for prometheus");
    const signal = defineSignal({ expr: traceql`{}`, unit: "none" });
    expect(define({ ...PANEL, queries: [{ signal }] })).toThrow("show it by traces");
  });
});

describe("a table", () => {
  const cpu = defineSignal({ expr: promql`sum by (node) (a)`, unit: "percentunit", min: 0, max: 1 });
  const table: TablePanel = {
    kind: "table",
    key: "nodes",
    title: "Nodes",
    description: "One in a row.",
    queries: [
      { signal: cpu, column: "CPU", thresholds: [{ severity: "warning", above: 0.8 }] },
      { signal: LOAD, column: "Load" },
      { signal: UP, column: "State" },
    ],
    columns: { node: "Node", zone: "Zone" },
    sortBy: "CPU",
    links: [{ title: "Node", dashboard: "node", labels: { node: "node" }, keep: ["cluster"] }],
  };
  const panel = panelOf(table);

  it("joins its queries by their labels, each a column", () => {
    expect(panel.transformations).toEqual([
      { id: "merge", options: {} },
      {
        id: "filterFieldsByName",
        options: { include: { names: ["node", "zone", "Value #A", "Value #B", "Value #C"] } },
      },
      {
        id: "organize",
        options: {
          excludeByName: {},
          indexByName: { node: 0, zone: 1, "Value #A": 2, "Value #B": 3, "Value #C": 4 },
          renameByName: {
            node: "Node",
            zone: "Zone",
            "Value #A": "CPU",
            "Value #B": "Load",
            "Value #C": "State",
          },
        },
      },
    ]);
    expect(panel.options).toMatchObject({ sortBy: [{ displayName: "CPU", desc: true }] });
  });

  it("has unit, words and colours of each column", () => {
    const overrides = records(record(panel.fieldConfig).overrides);
    const properties = Object.fromEntries(
      overrides.map(({ matcher, properties: list }) => [
        String(record(matcher).options),
        Object.fromEntries(records(list).map(({ id, value }) => [id, value])),
      ]),
    );
    expect(properties.CPU).toMatchObject({
      unit: "percentunit",
      max: 1,
      color: { mode: "thresholds" },
      "custom.cellOptions": { type: "color-background" },
    });
    expect(properties.Load).toMatchObject({ unit: "short", color: { mode: "fixed" } });
    expect(properties.Load?.["custom.cellOptions"]).toBeUndefined();
    expect(properties.State).toMatchObject({ mappings: MAPPINGS, "custom.cellOptions": { type: "color-background" } });
  });

  it("leads from a cell to another dashboard, with what stands in the row", () => {
    expect(record(panel.fieldConfig).overrides).toContainEqual({
      matcher: { id: "byName", options: "Node" },
      properties: [
        {
          id: "links",
          value: [
            {
              title: "Node",
              url: "/d/node?${__url_time_range}&${prometheus_datasource:queryparam}&${cluster:queryparam}&var-node=${__data.fields.node:percentencode}",
              targetBlank: false,
            },
          ],
        },
      ],
    });
  });

  it("needs a column for each of several queries", () => {
    const queries = [{ signal: cpu }, { signal: LOAD, column: "Load" }];
    expect(() => panelOf({ ...table, queries })).toThrow("a table of 2 queries needs a column for each");
  });
});

describe("a link of a series", () => {
  it("carries its labels", () => {
    const links = [{ title: "Node", dashboard: "node", labels: { node: "instance" } }];
    expect(panelOf({ ...PANEL, links })).toMatchObject({
      fieldConfig: {
        defaults: {
          links: [
            {
              url: "/d/node?${__url_time_range}&${prometheus_datasource:queryparam}&var-node=${__field.labels.instance:percentencode}",
            },
          ],
        },
      },
    });
  });

  it("is left out where its dashboard is not", () => {
    const links = [{ title: "Node", dashboard: "node" }];
    const dashboard = defineDashboard({ ...PROPS, links, rows: [{ title: "x", panels: [{ ...PANEL, links }] }] });
    expect(renderDashboard(dashboard, { ...CONTEXT, dashboards: ["node"] })).toContain("/d/node?");
    const without = renderDashboard(dashboard, { ...CONTEXT, dashboards: ["small"] });
    expect(without).not.toContain("/d/node");
  });
});

describe("needs", () => {
  it("leave panels and rows out where a program does not run", () => {
    const rows = [
      { title: "One", panels: [PANEL, { ...PANEL, key: "b", title: "Keycloak", needs: ["keycloak"] as const }] },
      { title: "Two", panels: [{ ...PANEL, key: "c", title: "Tempo" }], needs: ["tempo"] as const },
    ];
    const titles = (components?: readonly ["keycloak"]) =>
      records(
        record(JSON.parse(renderDashboard(defineDashboard({ ...PROPS, rows }), { ...CONTEXT, components }))).panels,
      ).map(({ title }) => title);
    expect(titles()).toEqual(["One", "Load", "Keycloak", "Two", "Tempo"]);
    expect(titles(["keycloak"])).toEqual(["One", "Load", "Keycloak"]);
  });
});

describe("a log panel with links", () => {
  it("is as it was", () => {
    const signal = defineSignal({ expr: logql`{a="b"}`, unit: "none" });
    expect(panelOf({ ...PANEL, kind: "logs", queries: [{ signal }] })).toMatchObject({ type: "logs" });
  });
});
