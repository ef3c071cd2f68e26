import { describe, expect, it } from "vitest";
import { lines, number, table, watched } from "../../dashboards/panels";
import { defineSignal, promql } from "../../src/dashboard";
import { alertWith } from "../alert/fixtures";

const TEXT = { key: "k", title: "T", description: "D." };

describe("watched", () => {
  it("shows what the alert watches under the key that the alert links to, with its line", () => {
    const alert = alertWith({});
    expect(watched({ alert, title: "T", description: "D.", legend: "{{service}}" })).toEqual({
      kind: "timeseries",
      key: "age",
      title: "T",
      description: "D.",
      queries: [{ signal: alert.signal, legend: "{{service}}" }],
      thresholds: [alert],
    });
  });

  it("narrows the signal to what is chosen", () => {
    const chosen = defineSignal({ expr: promql`a{b=~"$b"}`, unit: "s" });
    const { queries } = watched({ alert: alertWith({}), title: "T", description: "D.", of: () => chosen });
    expect(queries).toEqual([{ signal: chosen }]);
  });

  it("refuses an alert that links no panel", () => {
    const alert = { ...alertWith({}), panel: undefined } as never;
    expect(() => watched({ alert, title: "T", description: "D." })).toThrow("alert TooOld links no panel");
  });
});

describe("panels of their own signals", () => {
  it("hand the signal on without keys that nobody set", () => {
    const panel = number({ ...TEXT, expr: promql`up`, unit: "none" });
    expect(panel).toEqual({ kind: "stat", ...TEXT, queries: [{ signal: { expr: promql`up`, unit: "none" } }] });
  });

  it("have a line for each expression, named by its legend", () => {
    const panel = lines({ ...TEXT, expr: promql`a`, legend: "a", more: { b: promql`b` }, unit: "s", min: 0 });
    expect(panel.queries).toEqual([
      { signal: { expr: promql`a`, unit: "s", min: 0 }, legend: "a" },
      { signal: { expr: promql`b`, unit: "s", min: 0 }, legend: "b" },
    ]);
  });

  it("have columns where they are tables", () => {
    const panel = table({ ...TEXT, expr: promql`a`, unit: "s", columns: { pod: "Pod" } });
    expect(panel).toMatchObject({ kind: "table", columns: { pod: "Pod" }, queries: [{ signal: { unit: "s" } }] });
  });
});
