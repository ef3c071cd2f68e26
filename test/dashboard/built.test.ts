import { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import * as loki from "@grafana/grafana-foundation-sdk/loki";
import * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import { describe, expect, it } from "vitest";
import { checkDashboards, defineDashboard, panelsOf, renderDashboard } from "../../src/dashboard";
import { record, records } from "../../src/dashboard/read";
import { CONTEXT, PANEL, PROPS } from "./fixtures";

const SITE = {
  prometheus: { type: "prometheus", uid: "prometheus" },
  loki: { type: "loki", uid: "loki" },
};

const query = (expr: string) => new prometheus.DataqueryBuilder().expr(expr);

function panel(title = "Orders") {
  return new timeseries.PanelBuilder()
    .title(title)
    .description("Orders a second.")
    .unit("reqps")
    .span(8)
    .height(6)
    .withTarget(query("sum(rate(orders_total[$__rate_interval]))").legendFormat("all"));
}

describe("a panel builder of Grafana's SDK in a row", () => {
  const dashboard = defineDashboard({ ...PROPS, rows: [{ title: "All", panels: [PANEL, panel()] }] });
  const model = record(JSON.parse(renderDashboard(dashboard, SITE)));
  const built = record(records(model.panels)[2]);

  it("keeps what it was built with, and is placed beside the others", () => {
    expect(built).toMatchObject({
      type: "timeseries",
      title: "Orders",
      description: "Orders a second.",
      fieldConfig: { defaults: { unit: "reqps" } },
      gridPos: { x: 12, y: 1, w: 8, h: 6 },
    });
  });

  it("asks through the dashboard's variable, by a name of its own", () => {
    expect(built.targets).toEqual([
      {
        refId: "A",
        expr: "sum(rate(orders_total[$__rate_interval]))",
        legendFormat: "all",
        datasource: { type: "prometheus", uid: "${prometheus_datasource}" },
      },
    ]);
  });

  it("passes every check", () => {
    expect(checkDashboards([{ folder: "x", json: JSON.stringify(model) }], Object.values(SITE))).toEqual([]);
  });

  it("has an id that does not go with its place", () => {
    const moved = defineDashboard({ ...PROPS, rows: [{ title: "All", panels: [panel(), PANEL] }] });
    const again = records(record(JSON.parse(renderDashboard(moved, SITE))).panels)[1];
    expect(again).toMatchObject({ title: "Orders", id: built.id });
  });

  it("brings the variable of another store", () => {
    const logs = panel()
      .datasource({ type: "loki" })
      .targets([new loki.DataqueryBuilder().expr('{app="shop"}')]);
    const rows = [{ title: "All", panels: [logs] }];
    const { templating } = record(JSON.parse(renderDashboard(defineDashboard({ ...PROPS, rows }), SITE)));
    expect(records(record(templating).list).map(({ name }) => name)).toEqual(["loki_datasource"]);
  });

  it("leaves a datasource of somebody else's as it is", () => {
    const theirs = panel().datasource({ type: "prometheus", uid: "other" });
    const rows = [{ title: "All", panels: [theirs] }];
    const { panels } = record(JSON.parse(renderDashboard(defineDashboard({ ...PROPS, rows }), SITE)));
    expect(records(panels)[1]).toMatchObject({ datasource: { uid: "other" } });
  });

  it("needs a title", () => {
    const define = () => defineDashboard({ ...PROPS, rows: [{ title: "x", panels: [new timeseries.PanelBuilder()] }] });
    expect(define).toThrow("a builder in a row must build a panel with a type and a title");
    expect(panelsOf(dashboard)).toHaveLength(2);
  });
});

describe("a dashboard builder of Grafana's SDK", () => {
  const builder = new DashboardBuilder("Shop")
    .uid("shop")
    .description("Orders.")
    .withPanel(panel())
    .withPanel(panel("B"));
  const json = renderDashboard(defineDashboard(builder, "Shop"), SITE);

  it("is taken as it is, with datasources and ids of ours", () => {
    const model = record(JSON.parse(json));
    expect(model).toMatchObject({ uid: "shop", title: "Shop", editable: false, schemaVersion: 42 });
    expect(records(model.panels).map(({ id, title, datasource }) => [id, title, datasource])).toEqual([
      [1, "Orders", { type: "prometheus", uid: "${prometheus_datasource}" }],
      [2, "B", { type: "prometheus", uid: "${prometheus_datasource}" }],
    ]);
  });

  it("passes every check, and gives the same bytes each time", () => {
    expect(checkDashboards([{ folder: "Shop", json }], Object.values(SITE))).toEqual([]);
    expect(renderDashboard(defineDashboard(builder, "Shop"), SITE)).toBe(json);
  });

  it("has to name datasources that are there", () => {
    const lost = new DashboardBuilder("Shop").uid("shop").withPanel(panel().datasource({ type: "influxdb", uid: "x" }));
    expect(() => renderDashboard(defineDashboard(lost), CONTEXT)).toThrow('got the datasource "x" of type influxdb');
    expect(() => defineDashboard({ build: () => ({ title: "Shop" }) })).toThrow("a uid, a title and panels");
  });
});
