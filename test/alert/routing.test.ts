import { describe, expect, it } from "vitest";
import { type Labels, type Routing, routeTree } from "../../src/alert";
import { walk } from "../../src/alert/walk";
import { TOOLCHAIN, TOOLCHAIN_RESULTS } from "./toolchain";

function told(routing: Routing, labels: Labels): readonly string[] {
  return walk(routeTree(routing), labels)
    .filter(({ mute }) => !mute.includes("never-sent"))
    .map(({ receiver }) => receiver);
}

describe("routing", () => {
  it.each(TOOLCHAIN_RESULTS)("sends %j where a company's tree sends it", (labels, expected) => {
    expect(walk(routeTree(TOOLCHAIN), labels).map(({ receiver }) => receiver)).toEqual(expected);
  });

  it("tells nobody of the sign of life and of alerts on trial, where nobody is named", () => {
    expect(told({ default: "all" }, { alertname: "Watchdog" })).toEqual([]);
    expect(told({ default: "all" }, { state: "testing", severity: "critical" })).toEqual([]);
    expect(told({ default: "all" }, { severity: "critical" })).toEqual(["all"]);
  });

  it("tells those of the severity, and nobody where the list is empty", () => {
    const routing = { default: "all", critical: ["oncall", "chat"], info: [] };
    expect(told(routing, { severity: "critical" })).toEqual(["oncall", "chat"]);
    expect(told(routing, { severity: "warning" })).toEqual(["all"]);
    expect(told(routing, { severity: "info" })).toEqual([]);
  });

  it("tells teams and namespaces beside those of the severity", () => {
    const routing = {
      default: "all",
      critical: ["oncall"],
      teams: { shop: ["shop"] },
      namespaces: { batch: ["b", "c"] },
    };
    expect(told(routing, { team: "shop", severity: "warning" })).toEqual(["shop"]);
    expect(told(routing, { team: "shop", namespace: "batch", severity: "critical" })).toEqual([
      "shop",
      "b",
      "c",
      "oncall",
    ]);
    expect(told(routing, { team: "other", severity: "warning" })).toEqual(["all"]);
  });

  it("groups some alerts by other labels, wherever they go", () => {
    const routing: Routing = {
      default: "all",
      critical: ["oncall"],
      groupings: [{ match: { team: "tokens" }, groupBy: ["alertname", "credd"] }],
    };
    const groups = (labels: Labels) =>
      walk(routeTree(routing), labels).map(({ receiver, groupBy }) => [receiver, ...groupBy]);
    expect(groups({ team: "tokens", severity: "critical" })).toEqual([["oncall", "alertname", "credd"]]);
    expect(groups({ team: "tokens", severity: "warning" })).toEqual([["all", "alertname", "credd"]]);
    expect(groups({ severity: "warning" })).toEqual([["all", "alertname", "namespace"]]);
  });

  it("goes on below a rule that says so as if the rule were not there", () => {
    const rule = { match: { pod: { regex: "a.*" } }, to: ["extra"] };
    expect(told({ default: "all", rules: [rule] }, { pod: "ab" })).toEqual(["extra"]);
    expect(told({ default: "all", rules: [{ ...rule, continue: true }] }, { pod: "ab" })).toEqual(["extra", "all"]);
  });

  it.each<readonly [Labels, readonly string[], readonly string[]]>([
    [{ severity: "warning" }, ["all"], ["nights"]],
    [{ severity: "warning", team: "shop" }, ["shop"], ["nights"]],
    [{ severity: "critical", team: "shop" }, ["shop", "oncall"], []],
    [{ severity: "critical" }, ["oncall"], []],
    [{ alertname: "Watchdog" }, ["life"], []],
  ])("mutes all but what is critical, and the sign of life: %j", (labels, receivers, mute) => {
    const tree = routeTree({
      default: "all",
      critical: ["oncall"],
      teams: { shop: ["shop"] },
      deadMan: { to: "life" },
      mute: ["nights"],
    });
    const found = walk(tree, labels);
    expect(found.map(({ receiver }) => receiver)).toEqual(receivers);
    for (const route of found) expect(route.mute).toEqual(mute);
  });

  it("hands timings and grouping down, but critical alerts are in a hurry", () => {
    const tree = routeTree({
      default: "all",
      critical: ["oncall"],
      groupBy: ["team"],
      wait: "1m",
      repeat: "1d",
      rules: [{ match: { team: "a" }, to: ["a"], repeat: "2d" }],
    });
    expect(tree).toMatchObject({ groupBy: ["team"], wait: "1m", interval: "5m", repeat: "1d" });
    expect(walk(tree, { team: "a" })).toMatchObject([{ groupBy: ["team"], wait: "1m", interval: "5m", repeat: "2d" }]);
    expect(walk(tree, { severity: "critical" })).toMatchObject([
      { groupBy: ["team"], wait: "10s", interval: "1m", repeat: "1h" },
    ]);
  });

  it("takes values of a list as they are", () => {
    const routing: Routing = {
      default: "all",
      rules: [{ match: { a: ["x.y", "z"], b: { not: ["c"] } }, to: ["hit"] }],
    };
    expect(told(routing, { a: "x.y" })).toEqual(["hit"]);
    expect(told(routing, { a: "xzy" })).toEqual(["all"]);
    expect(told(routing, { a: "z", b: "c" })).toEqual(["all"]);
  });
});
