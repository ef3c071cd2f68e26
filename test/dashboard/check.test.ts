import { describe, expect, it } from "vitest";
import type { RenderedDashboard } from "../../src/dashboard";
import { checkDashboards, defineDashboard, renderDashboard } from "../../src/dashboard";
import { record, records } from "../../src/dashboard/read";
import { catalogueOf } from "../../src/queries";
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
    ["no panels", { panels: [], templating: {} }, "panels: got none, must have at least one"],
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
      { datasource: null, targets: [{ refId: "A", datasource: { uid: "${prometheus_datasource}" } }] },
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

  /** The rules that find something in a panel with this query. */
  const found = (type: string, expr: string, more: Change = {}) => {
    const datasource = { type, uid: type === "loki" ? "loki-zai" : "${prometheus_datasource}" };
    const dashboard = changed({}, { targets: [{ refId: "A", datasource, expr, ...more }] });
    return checkDashboards([dashboard], DATASOURCES).filter(({ rule }) => rule !== "panel-datasource-rule");
  };
  const window = (...args: Parameters<typeof found>) =>
    found(...args).map(({ path, message }) => `${path}: ${message}`);

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
    const found = messages(changed({ description: "é".repeat(525_000) }));
    expect(found).toEqual([
      expect.stringMatching(/^dashboards\.small: got a file of 10[0-9]{5} bytes, must be at most 1040384/),
    ]);
  });
});

describe("rules", () => {
  const of = (dashboard: Change, panel: Change = {}) =>
    checkDashboards([changed(dashboard, panel)], DATASOURCES).map(({ rule, severity = "error", message }) => [
      rule,
      severity,
      message,
    ]);

  const list = (variable: Change): Change => {
    const { templating } = record(JSON.parse(GOOD.json));
    return { templating: { list: [...records(record(templating).list), variable] } };
  };

  const NODE: Change = {
    name: "node",
    type: "query",
    refresh: 2,
    datasource: { type: "prometheus", uid: "${prometheus_datasource}" },
    query: { query: "label_values(node_load1, node)" },
  };

  const PROMETHEUS = { type: "prometheus", uid: "${prometheus_datasource}" };
  const asks = (expr: string): Change => ({ targets: [{ refId: "A", datasource: PROMETHEUS, expr }] });

  it.each<readonly [string, string, Change, Change, string]>([
    ["template-unused-variable", "warning", list(NODE), {}, "got the variable $node, which nothing uses"],
    ["template-undefined-variable", "error", {}, asks('node_load1{node="$nod"}'), "it has prometheus_datasource"],
    [
      "template-on-time-change-reload-rule",
      "warning",
      list({ ...NODE, refresh: 1 }),
      asks("up{node=~'$node'}"),
      "must be 2",
    ],
    [
      "template-label-promql-rule",
      "error",
      list({ ...NODE, query: "label_values(a{, b)" }),
      asks("up{node=~'$node'}"),
      "(",
    ],
    [
      "template-datasource-rule",
      "warning",
      list({ name: "ds", type: "datasource", query: "loki", current: { value: "prom" } }),
      asks("up{a='$ds'}"),
      '"loki_datasource"',
    ],
    ["template-job-rule", "warning", list({ ...NODE, name: "job" }), asks("up{job=~'$job'}"), "should be multi"],
    [
      "template-instance-rule",
      "warning",
      list({ ...NODE, name: "instance", multi: true, includeAll: true }),
      asks("up{instance=~'$instance'}"),
      'should be ".+"',
    ],
    [
      "panel-datasource-rule",
      "warning",
      {},
      { datasource: { type: "prometheus", uid: "prom" }, ...asks("up") },
      "should be a datasource variable",
    ],
    ["panel-units-rule", "warning", {}, { fieldConfig: { defaults: { unit: "byte" } } }, "did you mean bytes"],
    ["panel-plugin", "warning", {}, { type: "grafana-clock-panel" }, "grafana.values.plugins"],
    ["panel-angular", "error", {}, { type: "natel-plotly-panel" }, "no Grafana since 12 can load"],
    ["panel-angular", "warning", {}, { type: "graph" }, "which Grafana shows as timeseries"],
    ["target-promql-rule", "error", {}, asks("sum("), "unexpected"],
    ["dashboard-rows", "error", { panels: undefined, rows: [{}], templating: {} }, {}, "a schema before 16"],
    ["dashboard-link", "warning", { links: [{ type: "link", url: "/d/smal/x" }] }, {}, "did you mean small"],
  ])("%s", (rule, severity, dashboard, panel, message) => {
    const found = of(dashboard, panel);
    expect(found).toHaveLength(1);
    expect(found[0]?.slice(0, 2)).toEqual([rule, severity]);
    expect(found[0]?.[2]).toContain(message);
  });

  it("let queries go without $job where there is none to choose", () => {
    expect(of({}, asks("up"))).toEqual([]);
    const job = { ...NODE, name: "job", multi: true };
    const found = of(list(job), {
      targets: ["up", "up{job=~'$job'}"].map((expr) => ({ datasource: PROMETHEUS, expr })),
    });
    expect(found.map(([rule]) => rule)).toEqual(["target-job-rule"]);
  });

  it("let a variable name a counter: it asks which series there are, not how large they are", () => {
    const platform = { catalogue: catalogueOf(["prometheus"]), scrapeInterval: 30 };
    const node = { ...NODE, query: "label_values(prometheus_target_sync_failed_total, scrape_job)" };
    const good = changed(list(node), asks("up{scrape_job=~'$node'}"));
    expect(checkDashboards([good], DATASOURCES, platform)).toEqual([]);
  });

  it("know units that are written out, and words in place of a unit", () => {
    expect(of({}, { fieldConfig: { defaults: { unit: "suffix: pods" } } })).toEqual([]);
    expect(of({}, { fieldConfig: { defaults: { mappings: [{}] } } })).toEqual([]);
  });

  it("name what is at fault, so that it can be ignored", () => {
    const [problem] = checkDashboards([changed({}, { description: "" })], DATASOURCES);
    expect(problem).toMatchObject({
      rule: "panel-title-description-rule",
      subject: { dashboard: "small", panel: "Load" },
    });
  });
});
