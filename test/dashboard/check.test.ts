import { describe, expect, it } from "vitest";
import type { RenderedDashboard } from "../../src/dashboard";
import { checkDashboards, defineDashboard, renderDashboard } from "../../src/dashboard";
import { record, records } from "../../src/dashboard/read";
import { CONTEXT, PROPS } from "./fixtures";

const DATASOURCES = [CONTEXT.prometheus, CONTEXT.loki];

const GOOD: RenderedDashboard = { folder: "Platform", json: renderDashboard(defineDashboard(PROPS), CONTEXT) };

type Change = Readonly<Record<string, unknown>>;

/** The good dashboard with keys changed, of the dashboard and of its one panel. */
function changed(dashboard: Change, panel: Change = {}): RenderedDashboard {
  const model = record(JSON.parse(GOOD.json));
  const [row, good] = records(model.panels);
  return { folder: "Platform", json: JSON.stringify({ ...model, panels: [row, { ...good, ...panel }], ...dashboard }) };
}

function messages(...dashboards: readonly RenderedDashboard[]): readonly string[] {
  return checkDashboards(dashboards, DATASOURCES).map(({ path, message }) => `${path}: ${message}`);
}

describe("checkDashboards", () => {
  it("finds nothing in a good one", () => {
    expect(messages(GOOD)).toEqual([]);
  });

  it.each<readonly [string, Change, string]>([
    ["a uid that is too long", { uid: "x".repeat(41) }, "must match ^[a-zA-Z0-9_-]{1,40}$"],
    ["a uid with a dot", { uid: "a.b" }, 'uid: got "a.b"'],
    ["no uid", { uid: undefined }, "uid: got null"],
    ["an empty title", { title: " " }, "title: got an empty title"],
    ["inputs of an export", { __inputs: [] }, "__inputs: got inputs that nobody filled in"],
    ["an id", { id: 7 }, "id: got an id"],
    ["an editable one", { editable: true }, "editable: got true, must be false"],
    ["v2 with a kind", { apiVersion: "dashboard.grafana.app/v2" }, "got a dashboard in v2 format"],
    ["v2 by its spec", { elements: {} }, "export it with Model: Classic"],
    ["no panels", { panels: [] }, "panels: got none, must have at least one"],
  ])("refuses %s", (_, change, message) => {
    const found = messages(changed(change));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it.each<readonly [string, Change, string]>([
    ["no title", { title: "" }, "got an empty title"],
    ["no description", { description: undefined }, "panels[Load]: got no description"],
    ["no unit", { fieldConfig: { defaults: {} } }, "panels[Load]: got no unit"],
    ["no query", { targets: [] }, "panels[Load]: got no query"],
    ["a library panel", { libraryPanel: { uid: "x" } }, "got a library panel"],
    ["no id", { id: undefined }, "got id null, must be a positive integer"],
    ["a place outside of the grid", { gridPos: { x: 20, y: 1, w: 12, h: 8 } }, "must lie in 24 columns"],
    ["a place on top of another", { gridPos: { x: 0, y: 0, w: 12, h: 8 } }, "overlaps dashboards.small.panels[All]"],
    [
      "no datasource",
      { datasource: null, targets: [{ refId: "A", datasource: { uid: "prom" } }] },
      "got no datasource",
    ],
    [
      "an unknown datasource",
      { datasource: { uid: "other" } },
      'got datasource "other", must be one of: loki-zai, prom',
    ],
    ["an unknown variable", { datasource: { uid: "${ds}" } }, "got datasource ${ds}, must be a datasource variable"],
  ])("refuses a panel with %s", (_, change, message) => {
    const found = messages(changed({}, change));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it("follows a datasource variable to its uid", () => {
    const found = checkDashboards([GOOD], [CONTEXT.loki]).map(({ message }) => message);
    const expected = 'got datasource "prom" through the variable prometheus_datasource, must be one of: loki-zai';
    expect(found).toEqual([expected, expected]);
  });

  it("refuses an id twice", () => {
    const model = record(JSON.parse(GOOD.json));
    const [row, panel] = records(model.panels);
    const twin = { ...panel, gridPos: { x: 0, y: 50, w: 1, h: 1 } };
    expect(messages(changed({ panels: [row, panel, twin] }))[0]).toContain("which another panel has: must be unique");
  });

  it("looks into folded rows", () => {
    const model = record(JSON.parse(GOOD.json));
    const [row, panel] = records(model.panels);
    const folded = { ...row, collapsed: true, panels: [{ ...panel, description: "" }] };
    expect(messages(changed({ panels: [folded] }))).toEqual([
      "dashboards.small.panels[Load]: got no description, must say what it shows and what a bad value means",
    ]);
  });

  const window = (type: string, expr: string, more: Change = {}) =>
    messages(
      changed(
        {},
        { targets: [{ refId: "A", datasource: { type, uid: type === "loki" ? "loki-zai" : "prom" }, expr, ...more }] },
      ),
    );

  it("wants $__rate_interval inside rate and increase over time", () => {
    expect(window("prometheus", "sum(rate(a_total[5m]))")).toEqual([
      'dashboards.small.panels[Load].targets[A]: got the window [5m] in rate, must be [$__rate_interval]: it follows the width of the panel and the scrapes (at "5m", character 18; fixed-window)',
    ]);
    expect(window("prometheus", 'increase(a_total{b="c"}[$__interval])')).toHaveLength(1);
    expect(window("prometheus", "rate(a[$__rate_interval]) / irate(b[1m])")).toHaveLength(1);
    expect(window("prometheus", "rate(a[$__rate_interval]) + max_over_time(b[5m])")).toEqual([]);
    expect(window("prometheus", "increase(a_total[1h])", { instant: true })).toEqual([]);
  });

  it("wants $__auto in LogQL", () => {
    expect(window("loki", 'rate({a="b"} [5m])')).toHaveLength(1);
    expect(window("loki", 'sum(count_over_time({a="b"} |= "x" [$__auto]))')).toEqual([]);
  });

  it("refuses a uid twice and a title twice in one folder, but not in two", () => {
    expect(messages(GOOD, GOOD)).toEqual([
      'dashboards.small: got uid "small", which dashboards.small has already: must be unique',
      'dashboards.small: got title and folder "Platform/Small", which dashboards.small has already: must be unique',
    ]);
    expect(messages(GOOD, { ...changed({ uid: "other" }), folder: "Elsewhere" })).toEqual([]);
  });

  it("refuses what is no JSON object, and names the file", () => {
    const found = messages({ folder: "x", json: '{"a": 1,}', file: "orders.json" }, { folder: "x", json: "[]" });
    expect(found[0]).toMatch(/^orders\.json: got no JSON object, must be a dashboard: .*JSON/);
    expect(found[1]).toBe("dashboards.1: got no JSON object, must be a dashboard: got a list");
  });

  it("refuses what does not fit a ConfigMap", () => {
    const found = messages(changed({ description: "é".repeat(470_000) }));
    expect(found).toEqual(["dashboards.small: got 920 KiB, must be at most 900 KiB to fit a ConfigMap"]);
  });
});
