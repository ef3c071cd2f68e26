import { describe, expect, it } from "vitest";
import { withoutIgnored } from "../../src/lint";
import type { Problem } from "../../src/problem";

const UNIT: Problem = {
  path: "orders.json.panels[Orders]",
  message: "got no unit",
  rule: "panel-units-rule",
  subject: { dashboard: "orders", panel: "Orders" },
};
const OTHER: Problem = { ...UNIT, subject: { dashboard: "orders", panel: "Returns" } };

describe("withoutIgnored", () => {
  const ignore = (entry: object) =>
    withoutIgnored([UNIT, OTHER], [{ rule: "panel-units-rule", reason: "A score.", ...entry }], "ignore");

  it("leaves out what an entry names, and what it does not narrow", () => {
    expect(ignore({ panel: "Orders" })).toEqual([OTHER]);
    expect(ignore({ dashboard: "orders" })).toEqual([]);
    expect(ignore({})).toEqual([]);
  });

  it("says when an entry ignores nothing", () => {
    expect(ignore({ panel: "Gone" })).toEqual([
      UNIT,
      OTHER,
      {
        path: "ignore[0]",
        message: "ignores panel-units-rule, which finds nothing there: take the entry out",
        severity: "warning",
      },
    ]);
  });

  it("demands a reason", () => {
    expect(ignore({ reason: " " })[2]).toEqual({
      path: "ignore[0].reason",
      message: "got no reason, must say why the rule is wrong here",
    });
  });

  it("knows its rules", () => {
    expect(ignore({ rule: "panel-unit-rule" })[2]?.message).toContain("did you mean panel-units-rule");
  });

  it("cannot ignore what Grafana refuses", () => {
    const problem: Problem = { path: "a", message: "got a uid twice", rule: "dashboard-unique" };
    const left = withoutIgnored([problem], [{ rule: "dashboard-unique", reason: "I like it." }], "ignore");
    expect(left[0]).toBe(problem);
    expect(left[1]?.message).toContain("which cannot be ignored");
  });
});
