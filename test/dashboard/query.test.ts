import { describe, expect, it } from "vitest";
import { defineSignal, logql, promql, ruleExpr } from "../../src/dashboard";

describe("promql", () => {
  it("knows its datasource", () => {
    expect(promql`up`).toEqual({ datasource: "prometheus", text: "up" });
    expect(logql`{a="b"}`).toEqual({ datasource: "loki", text: '{a="b"}' });
  });

  it("takes expressions, text and numbers as parts", () => {
    const filter = promql`node=~"$node"`;
    expect(promql`up{${filter}} > ${0.5} and ${"x"}`.text).toBe('up{node=~"$node"} > 0.5 and x');
  });

  it("becomes one line", () => {
    const query = promql`
      sum by (node) (
        up
        and down
      )`;
    expect(query.text).toBe("sum by (node) (up and down)");
  });

  it("leaves backslashes to the query language", () => {
    expect(logql`{a="b"} |~ "\\b(error)\\b"`.text).toBe(String.raw`{a="b"} |~ "\\b(error)\\b"`);
  });
});

describe("defineSignal", () => {
  it("refuses an empty expression", () => {
    expect(() => defineSignal({ expr: promql``, unit: "s" })).toThrow("a signal needs an expression, got an empty one");
  });

  it("is frozen", () => {
    expect(Object.isFrozen(defineSignal({ expr: promql`up`, unit: "none" }))).toBe(true);
  });
});

describe("ruleExpr", () => {
  it("gives $__rate_interval the signal's window", () => {
    const expr = promql`rate(a_total[$__rate_interval]) / rate(b_total[$__rate_interval])`;
    expect(ruleExpr(defineSignal({ expr, unit: "none" }))).toBe("rate(a_total[5m]) / rate(b_total[5m])");
    expect(ruleExpr(defineSignal({ expr, unit: "none", window: "10m" }))).toBe(
      "rate(a_total[10m]) / rate(b_total[10m])",
    );
  });
});
