import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDashboards } from "../../src/dashboard";
import { importDashboard } from "../../src/dashboard/import";
import { record, records, type Unread } from "../../src/dashboard/read";

const PROMETHEUS = { type: "prometheus", uid: "prometheus", name: "Prometheus" };
const LOKI = { type: "loki", uid: "loki", name: "Loki" };
const ARCHIVE = { type: "loki", uid: "archive", name: "Archive" };
const DATASOURCES = [PROMETHEUS, LOKI];

const BY_VARIABLE = { type: "prometheus", uid: "${prometheus_datasource}" };

const PANEL: Unread = {
  id: 3,
  type: "timeseries",
  title: "Load",
  description: "Load.",
  gridPos: { x: 0, y: 0, w: 12, h: 8 },
  fieldConfig: { defaults: { unit: "short" } },
  datasource: { type: "prometheus", uid: "${DS_PROMETHEUS}" },
  targets: [{ refId: "A", datasource: { type: "prometheus", uid: "${DS_PROMETHEUS}" }, expr: "node_load1" }],
};

const INPUT: Unread = { name: "DS_PROMETHEUS", label: "p", type: "datasource", pluginId: "prometheus" };

const EXPORT: Unread = {
  __inputs: [INPUT],
  __requires: [{ type: "datasource", id: "prometheus" }],
  __elements: {},
  id: 7,
  version: 4,
  iteration: 1,
  gnetId: 1860,
  uid: "load",
  title: "Load",
  editable: true,
  panels: [PANEL],
};

function imported(change: Unread, options: Partial<Parameters<typeof importDashboard>[1]> = {}) {
  return importDashboard({ ...EXPORT, ...change }, { path: "load.json", datasources: DATASOURCES, ...options });
}

function panelsOf(model: Unread) {
  return records(model.panels);
}

describe("importDashboard", () => {
  const { model, findings } = imported({});

  it("fills inputs in by the only datasource of their type, through a variable", () => {
    expect(findings).toEqual([]);
    expect(panelsOf(model)[0]).toMatchObject({ datasource: BY_VARIABLE, targets: [{ datasource: BY_VARIABLE }] });
    expect(records(record(model.templating).list)).toMatchObject([
      { name: "prometheus_datasource", type: "datasource", query: "prometheus", current: { value: "prometheus" } },
    ]);
  });

  it("takes away what belongs to another Grafana, and keeps the order of the rest", () => {
    expect(Object.keys(model)).toEqual(["uid", "title", "editable", "panels", "templating"]);
    expect(model.editable).toBe(false);
  });

  it("makes a dashboard that passes the check", () => {
    expect(checkDashboards([{ folder: "x", json: JSON.stringify(model) }], DATASOURCES)).toEqual([]);
  });

  it("imports what it has imported to the same", () => {
    expect(importDashboard(model, { path: "x", datasources: DATASOURCES })).toEqual({ model, findings: [], root: [] });
  });

  it("lists an input that nothing fits, and one that several fit, with the option to paste", () => {
    const inputs = [
      { ...INPUT, name: "DS_LOGS", pluginId: "loki" },
      { ...INPUT, name: "DS_GRAFANACLOUD-ES", pluginId: "elasticsearch" },
    ];
    const found = imported({ __inputs: inputs, panels: [] }, { datasources: [...DATASOURCES, ARCHIVE] }).findings;
    expect(found.map(({ message, paste }) => [message, paste])).toEqual([
      [
        "got the input DS_LOGS of type datasource for the plugin loki, must be mapped to one of: loki, archive",
        "--map DS_LOGS=loki",
      ],
      [
        "got the input DS_GRAFANACLOUD-ES of type datasource for the plugin elasticsearch, must be mapped to one of: prometheus, loki, archive: there is none of type elasticsearch here, declare one under grafana.datasources",
        "--map DS_GRAFANACLOUD-ES=UID",
      ],
    ]);
  });

  it("takes a mapping by uid or name, and names what it cannot use", () => {
    const datasources = [...DATASOURCES, ARCHIVE];
    const logs = { __inputs: [{ ...INPUT, name: "DS_LOGS", pluginId: "loki" }], panels: [logPanel("${DS_LOGS}")] };
    const by = (map: Readonly<Record<string, string>>) => imported(logs, { datasources, map });
    expect(panelsOf(by({ DS_LOGS: "Archive" }).model)[0]).toMatchObject({
      datasource: { type: "loki", uid: "archive" },
    });
    expect(by({ DS_LOGS: "nope" }).findings[0]?.message).toContain("got --map DS_LOGS=nope for the input DS_LOGS");
    expect(by({ DS_LOGS: "loki", DS_LOG: "loki" }).findings.map(({ message }) => message)).toEqual([
      "got --map DS_LOG, which the export does not ask for: it asks for DS_LOGS",
    ]);
  });

  it("fills constants in everywhere, by their own value or a given one, and leaves variables", () => {
    const constant = { name: "VAR_PREFIX", type: "constant", value: "app" };
    const panel = { ...PANEL, targets: [{ refId: "A", expr: "${VAR_PREFIX}_up{a='${node}'}" }] };
    const change = { __inputs: [INPUT, constant], panels: [panel] };
    const expr = (map = {}) => records(panelsOf(imported(change, { map }).model)[0]?.targets)[0]?.expr;
    expect(expr()).toBe("app_up{a='${node}'}");
    expect(expr({ VAR_PREFIX: "shop" })).toBe("shop_up{a='${node}'}");
  });

  it("keeps a variable that is called as an input is", () => {
    const list = [{ name: "DS_PROMETHEUS", type: "datasource", query: "prometheus", current: {}, regex: "/cloud/" }];
    const { model } = imported({ templating: { list } });
    expect(panelsOf(model)[0]).toMatchObject({ datasource: { type: "prometheus", uid: "${DS_PROMETHEUS}" } });
    expect(records(record(model.templating).list)).toMatchObject([
      // A pattern that leaves ours out would leave the list empty.
      { name: "DS_PROMETHEUS", current: { text: "Prometheus", value: "prometheus" }, regex: "" },
    ]);
  });

  it("puts library panels in their places, also inside rows, under what the panel says itself", () => {
    const element = { name: "L", uid: "lib", model: { ...PANEL, title: "Of the library", type: "stat" } };
    const own = { id: 9, title: "Own", gridPos: { x: 12, y: 0, w: 6, h: 4 }, libraryPanel: { uid: "lib", name: "L" } };
    const row = {
      id: 10,
      type: "row",
      collapsed: true,
      gridPos: { x: 0, y: 9, w: 24, h: 1 },
      panels: [{ ...own, id: 11 }],
    };
    for (const elements of [{ lib: element }, [element]]) {
      const { model, findings } = imported({ __elements: elements, panels: [own, row] });
      expect(findings).toEqual([]);
      expect(panelsOf(model)[0]).toMatchObject({ type: "stat", title: "Own", id: 9, datasource: BY_VARIABLE });
      expect(records(panelsOf(model)[1]?.panels)[0]).toMatchObject({ type: "stat", id: 11 });
      expect(JSON.stringify(model)).not.toContain("libraryPanel");
    }
    expect(imported({ panels: [own] }).findings[0]?.message).toContain(
      'got the library panel "lib", whose model is not in',
    );
  });

  it.each<readonly [string, unknown, unknown]>([
    ["by name", "Prometheus", BY_VARIABLE],
    ["by the uid of another Grafana", { type: "prometheus", uid: "P4169E866C3094E38" }, BY_VARIABLE],
    ["by Grafana's default", null, BY_VARIABLE],
    ["not at all", undefined, BY_VARIABLE],
    ["by a placeholder whose inputs are lost", "${DS_PROM}", BY_VARIABLE],
    ["by type alone", { type: "loki" }, { type: "loki", uid: "${loki_datasource}" }],
    ["as mixed", "-- Mixed --", { type: "datasource", uid: "-- Mixed --" }],
  ])("replaces a datasource that is named %s", (_, datasource, expected) => {
    const panel = { ...PANEL, datasource, targets: [{ refId: "A", expr: "node_load1" }] };
    const { model, findings } = imported({ __inputs: [], panels: [panel] });
    expect(findings).toEqual([]);
    expect(panelsOf(model)[0]?.datasource).toEqual(expected);
  });

  it("lists a datasource that it cannot tell once, however often it is named", () => {
    const panel = { ...PANEL, datasource: "Metrics", targets: [{ refId: "A", datasource: "Metrics", expr: "up" }] };
    const { findings } = imported({ __inputs: [], __requires: [], panels: [panel, { ...panel, id: 4 }] });
    expect(findings.map(({ message, paste }) => [message, paste])).toEqual([
      ['got the datasource "Metrics", must be mapped to one of: prometheus, loki', "--map Metrics=prometheus"],
    ]);
  });

  it("takes a dashboard out of an answer of Grafana's API", () => {
    const plain: Unread = { ...EXPORT, __inputs: [], uid: "" };
    const wrapped = [
      { apiVersion: "dashboard.grafana.app/v1beta1", kind: "Dashboard", metadata: { name: "load" }, spec: plain },
      { meta: {}, dashboard: { ...plain, uid: "load" } },
    ];
    for (const answer of wrapped) {
      const { model, findings } = importDashboard(answer, { path: "x", datasources: DATASOURCES });
      expect(findings).toEqual([]);
      expect(model).toMatchObject({ uid: "load", title: "Load", editable: false });
    }
  });

  it("refuses v2 with the way out, and what is no dashboard", () => {
    const v2 = [
      { apiVersion: "dashboard.grafana.app/v2beta1", spec: { elements: {} } },
      { elements: {}, layout: {} },
    ];
    for (const answer of v2) {
      const { findings } = importDashboard(answer, { path: "x", datasources: DATASOURCES });
      expect(findings[0]?.message).toContain("export it with Model: Classic");
    }
    expect(imported({ panels: undefined }).findings[0]?.message).toContain("must be a dashboard exported from Grafana");
  });

  it("gives panels of old rows their places, as Grafana does", () => {
    const rows = [
      {
        title: "A",
        height: "250px",
        showTitle: true,
        panels: [
          { ...PANEL, span: 6 },
          { ...PANEL, id: 4, span: 6 },
        ],
      },
      { title: "B", collapse: true, panels: [{ ...PANEL, id: 5, span: 12, height: 400 }] },
      { title: "C", panels: [{ ...PANEL, id: 6 }] },
    ];
    const { model, findings } = imported({ panels: undefined, rows });
    expect(findings).toEqual([]);
    const placed = panelsOf(model).flatMap((panel) => [panel, ...records(panel.panels)]);
    expect(placed.map(({ type, gridPos }) => [type, ...Object.values(record(gridPos))])).toEqual([
      ["row", 0, 0, 24, 1],
      ["timeseries", 0, 1, 12, 7],
      ["timeseries", 12, 1, 12, 7],
      ["row", 0, 8, 24, 1],
      ["timeseries", 0, 9, 24, 11],
      ["row", 0, 9, 24, 1],
      ["timeseries", 0, 10, 8, 7],
    ]);
    expect(new Set(placed.map(({ id }) => id)).size).toBe(placed.length);
    expect(checkDashboards([{ folder: "x", json: JSON.stringify(model) }], DATASOURCES)).toEqual([]);
  });

  it("makes a uid where there is none", () => {
    expect(imported({ uid: null, title: "Größe der Läden / 2" }).model.uid).toBe("gro-e-der-la-den-2");
  });
});

describe("any export", () => {
  const name = fc.constantFrom("DS_PROMETHEUS", "DS_LOKI", "DS_GRAFANACLOUD-PROM", "VAR_APP", "VAR_X-Y");
  const input = name.map((one) =>
    one.startsWith("DS_")
      ? { name: one, type: "datasource", pluginId: one.includes("LOKI") ? "loki" : "prometheus" }
      : { name: one, type: "constant", value: "v" },
  );
  const texts = fc.array(
    fc.oneof(
      name.map((one) => `\${${one}}`),
      fc.constantFrom("${node}", "a", "$b", "${", "}"),
    ),
  );
  const dashboard = fc.record({ inputs: fc.uniqueArray(input, { selector: (one) => one.name }), texts });

  it("is left without a placeholder of its inputs, and with all else as it was", () => {
    fc.assert(
      fc.property(dashboard, ({ inputs, texts }) => {
        const expr = texts.join(" ");
        const datasource = inputs.find(({ type }) => type === "datasource");
        const used = datasource === undefined ? null : { type: undefined, uid: `\${${datasource.name}}` };
        const panel = { ...PANEL, datasource: used, targets: [{ refId: "A", expr, datasource: used }], title: expr };
        const { model, findings } = imported({ __inputs: inputs, panels: [panel] });
        expect(findings).toEqual([]);
        const left = JSON.stringify(model.panels);
        for (const one of inputs) expect(left).not.toContain(`\${${one.name}}`);
        const unfilled = texts.filter((text) => !inputs.some((one) => text === `\${${one.name}}`));
        const title = String(panelsOf(model)[0]?.title);
        for (const text of unfilled) expect(title).toContain(text);
      }),
    );
  });
});

function logPanel(uid: string): Unread {
  return { ...PANEL, datasource: { type: "loki", uid }, targets: [{ refId: "A", expr: '{a="b"}' }] };
}
