import { describe, expect, it } from "vitest";
import { dashboards } from "../../dashboards/everything";
import { within } from "../../dashboards/scope";
import { checkDashboards, defineSignal, panelsOf, promql, queriesOf, renderDashboard } from "../../src/dashboard";
import { CONTEXT } from "../dashboard/fixtures";

const rendered = dashboards.map((dashboard) => ({
  folder: dashboard.folder,
  json: renderDashboard(dashboard, CONTEXT),
}));

describe("shipped dashboards", () => {
  it("have no problem", () => {
    expect(checkDashboards(rendered, [CONTEXT.prometheus, CONTEXT.loki])).toEqual([]);
  });

  it.each(dashboards)("$uid has an own key for each panel, and uses each variable it offers", (dashboard) => {
    const panels = panelsOf(dashboard);
    expect(new Set(panels.map(({ key }) => key)).size).toBe(panels.length);
    const queries = queriesOf(dashboard)
      .map(({ text }) => text)
      .join("\n");
    for (const { name } of dashboard.variables) expect(queries).toContain(`$${name}`);
    const used = new Set([...queries.matchAll(/\$([a-z]\w*)/g)].map(([, name]) => name));
    const builtIn = [...used].filter((name) => !name?.startsWith("__"));
    expect(builtIn.sort()).toEqual(dashboard.variables.map(({ name }) => name).sort());
  });
});

describe("cluster overview", () => {
  const overview = dashboards.find(({ uid }) => uid === "cluster-overview");

  it("has its rows and more than 12 panels", () => {
    expect(overview?.rows.map(({ title }) => title)).toEqual([
      "State now",
      "Capacity",
      "Nodes",
      "Workloads",
      "Namespaces",
      "Control plane and targets",
      "Logs",
    ]);
    expect(overview === undefined ? 0 : panelsOf(overview).length).toBeGreaterThan(12);
  });
});

describe("within", () => {
  it("narrows a signal by a metric of the same source", () => {
    const signal = defineSignal({ expr: promql`max by (node) (a)`, unit: "s" });
    expect(within(signal, "node", "node_uname_info").expr.text).toBe(
      '(max by (node) (a)) and on (node) node_uname_info{node=~"$node"}',
    );
  });
});
