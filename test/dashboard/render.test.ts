import * as bargauge from "@grafana/grafana-foundation-sdk/bargauge";
import * as gauge from "@grafana/grafana-foundation-sdk/gauge";
import * as logs from "@grafana/grafana-foundation-sdk/logs";
import * as stat from "@grafana/grafana-foundation-sdk/stat";
import * as table from "@grafana/grafana-foundation-sdk/table";
import * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import { describe, expect, it } from "vitest";
import type { Panel } from "../../src/dashboard";
import {
  defineDashboard,
  defineSignal,
  logql,
  panelId,
  promql,
  renderDashboard,
  stableJson,
} from "../../src/dashboard";
import { record, records } from "../../src/dashboard/read";
import { CONTEXT, LOAD, PANEL, PROPS } from "./fixtures";

function modelOf(panels: readonly Panel[]) {
  const dashboard = defineDashboard({ ...PROPS, rows: [{ title: "All", panels }] });
  return record(JSON.parse(renderDashboard(dashboard, CONTEXT)));
}

function panelOf(panel: Panel) {
  return record(records(modelOf([panel]).panels)[1]);
}

describe("renderDashboard", () => {
  const json = renderDashboard(defineDashboard(PROPS), CONTEXT);
  const model = record(JSON.parse(json));

  it("is a classic model without id and version, not to be edited", () => {
    expect(model).toMatchObject({
      uid: "small",
      title: "Small",
      schemaVersion: 42,
      editable: false,
      tags: ["belvedere"],
    });
    expect(model.id).toBeUndefined();
    expect(model.version).toBeUndefined();
  });

  it("is minified with sorted keys, and the same each time", () => {
    expect(json).toBe(JSON.stringify(model));
    expect(Object.keys(model)).toEqual(Object.keys(model).toSorted());
    expect(renderDashboard(defineDashboard(PROPS), CONTEXT)).toBe(json);
  });

  it("opens with the last 3 hours and loads anew every minute", () => {
    expect(model).toMatchObject({ time: { from: "now-3h", to: "now" }, refresh: "1m" });
  });

  it("has a variable for each datasource in use, which starts at the context's uid", () => {
    const variables = records(record(model.templating).list);
    expect(variables).toHaveLength(1);
    expect(variables[0]).toMatchObject({
      name: "prometheus_datasource",
      type: "datasource",
      query: "prometheus",
      current: { value: "prom" },
    });
    expect(records(model.panels)[1]).toMatchObject({
      datasource: { type: "prometheus", uid: "${prometheus_datasource}" },
    });
  });

  it("has list variables with All, read anew on every time range", () => {
    const dashboard = defineDashboard({
      ...PROPS,
      variables: [{ name: "node", label: "Node", values: { of: promql`kube_node_info`, label: "node" } }],
    });
    const variables = records(record(record(JSON.parse(renderDashboard(dashboard, CONTEXT))).templating).list);
    expect(variables[1]).toMatchObject({
      name: "node",
      type: "query",
      definition: "label_values(kube_node_info, node)",
      allValue: ".+",
      current: { value: "$__all" },
      includeAll: true,
      multi: true,
      refresh: 2,
    });
  });

  it("puts a row above its panels, and the next row below them", () => {
    const dashboard = defineDashboard({
      ...PROPS,
      rows: [
        { title: "A", panels: [PANEL] },
        { title: "B", collapsed: true, panels: [{ ...PANEL, key: "b" }] },
        { title: "C", panels: [{ ...PANEL, key: "c" }] },
      ],
    });
    const panels = records(record(JSON.parse(renderDashboard(dashboard, CONTEXT))).panels);
    expect(panels.map(({ type, gridPos }) => [type, record(gridPos).y])).toEqual([
      ["row", 0],
      ["timeseries", 1],
      ["row", 9],
      ["row", 10],
      ["timeseries", 11],
    ]);
    expect(records(record(panels[2]).panels)).toHaveLength(1);
  });
});

describe("panels", () => {
  it("draws lines over a range, with the alert's line", () => {
    const panel = panelOf({ ...PANEL, thresholds: [{ severity: "critical", above: 8 }] });
    expect(panel).toMatchObject({
      id: panelId("load"),
      type: "timeseries",
      targets: [
        { refId: "A", expr: "max by (node) (node_load1)", instant: false, range: true, legendFormat: "{{node}}" },
      ],
      fieldConfig: {
        defaults: {
          unit: "short",
          min: 0,
          thresholds: {
            steps: [
              { color: "green", value: null },
              { color: "red", value: 8 },
            ],
          },
          custom: { thresholdsStyle: { mode: "dashed" }, stacking: { mode: "none" } },
        },
      },
    });
  });

  it("asks for one value where one is shown", () => {
    const panel = panelOf({ ...PANEL, kind: "stat" });
    expect(panel).toMatchObject({ targets: [{ instant: true, range: false }], options: { colorMode: "value" } });
  });

  it("shows the named columns of a table in their order", () => {
    const panel = panelOf({ ...PANEL, kind: "table", columns: { node: "Node", Value: "Load" } });
    expect(panel).toMatchObject({
      targets: [{ format: "table", instant: true }],
      transformations: [
        { id: "filterFieldsByName", options: { include: { names: ["node", "Value"] } } },
        {
          id: "organize",
          options: { indexByName: { node: 0, Value: 1 }, renameByName: { node: "Node", Value: "Load" } },
        },
      ],
    });
  });

  it("reads logs from Loki", () => {
    const signal = defineSignal({ expr: logql`{namespace=~"$namespace"}`, unit: "none" });
    const panel = panelOf({ ...PANEL, kind: "logs", queries: [{ signal }], maxLines: 50 });
    expect(panel).toMatchObject({
      datasource: { type: "loki", uid: "${loki_datasource}" },
      targets: [{ expr: '{namespace=~"$namespace"}', queryType: "range", maxLines: 50 }],
    });
  });

  const SDK = { bargauge, gauge, logs, stat, table, timeseries };
  const OPTIONAL = ["cellHeight"];

  it.each(Object.keys(SDK) as (keyof typeof SDK)[])("has options that Grafana's own model of %s knows", (kind) => {
    const panel = panelOf({ ...PANEL, kind, columns: { node: "Node" } });
    const known = [...Object.keys(SDK[kind].defaultOptions()), ...OPTIONAL];
    expect(known).toEqual(expect.arrayContaining(Object.keys(record(panel.options))));
  });
});

describe("panelId", () => {
  it("is the same for the same key, whatever stands around it", () => {
    expect(panelId("load")).toBe(panelId("load"));
    expect(panelId("load")).not.toBe(panelId("loaf"));
    expect(panelId("load")).toBeGreaterThan(0);
    expect(panelId("load")).toBeLessThan(2 ** 31);
  });
});

describe("defineDashboard", () => {
  const define = (panel: Panel) => () => defineDashboard({ ...PROPS, rows: [{ title: "All", panels: [panel] }] });

  it("refuses a panel with two units or none", () => {
    const other = defineSignal({ expr: promql`up`, unit: "bytes" });
    expect(define({ ...PANEL, queries: [{ signal: LOAD }, { signal: other }] })).toThrow(
      "must have one unit, got short, bytes",
    );
    expect(define({ ...PANEL, queries: [] })).toThrow(
      "panel load of dashboard small: all queries must have one unit, got none",
    );
  });

  it("refuses a panel of two datasources", () => {
    const other = defineSignal({ expr: logql`{a="b"}`, unit: "short" });
    expect(define({ ...PANEL, queries: [{ signal: LOAD }, { signal: other }] })).toThrow(
      "one datasource, got prometheus, loki",
    );
  });

  it("refuses a table of two queries without a column for each, and a panel wider than the grid", () => {
    const queries = [{ signal: LOAD }, { signal: LOAD }];
    expect(define({ ...PANEL, kind: "table", columns: {}, queries })).toThrow(
      "a table of 2 queries needs a column for each",
    );
    expect(define({ ...PANEL, width: 25 })).toThrow("width must be 1 to 24 columns, got 25");
  });
});

describe("stableJson", () => {
  it("sorts keys at every depth and drops undefined", () => {
    expect(stableJson({ b: [{ d: 1, c: null }], a: undefined })).toBe('{"b":[{"c":null,"d":1}]}');
  });
});
