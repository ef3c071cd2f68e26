import { describe, expect, it } from "vitest";
import { deployments } from "../../dashboards/annotations";
import type { DashboardContext, DashboardProps, Variable } from "../../src/dashboard";
import { checkDashboards, defineDashboard, logql, promql, renderDashboard } from "../../src/dashboard";
import { record, records } from "../../src/dashboard/read";
import { CONTEXT, PROPS } from "./fixtures";

function modelOf(props: Partial<DashboardProps>, context: DashboardContext = CONTEXT) {
  const json = renderDashboard(defineDashboard({ ...PROPS, ...props }), context);
  const problems = checkDashboards([{ folder: "x", json }], [CONTEXT.prometheus, CONTEXT.loki]);
  // What a variable or a link is for stands elsewhere.
  expect(problems.filter(({ rule = "" }) => !/variable$|link$/.test(rule))).toEqual([]);
  return record(JSON.parse(json));
}

function variableOf(variable: Variable) {
  return records(record(modelOf({ variables: [variable] }).templating).list).find(({ name }) => name === variable.name);
}

describe("variables", () => {
  it("of a label depend on others that their selector names", () => {
    const values = { of: promql`kube_pod_info{namespace=~"$namespace"}`, label: "pod" };
    expect(variableOf({ name: "pod", label: "Pod", values })).toMatchObject({
      definition: 'label_values(kube_pod_info{namespace=~"$namespace"}, pod)',
      query: { query: 'label_values(kube_pod_info{namespace=~"$namespace"}, pod)', qryType: 1 },
    });
  });

  it("of one value begin with the first, and have no All", () => {
    const variable = variableOf({
      name: "node",
      label: "Node",
      values: { of: promql`kube_node_info`, label: "node" },
      choose: "one",
    });
    expect(variable).toMatchObject({ includeAll: false, multi: false, current: {} });
    expect(variable).not.toHaveProperty("allValue");
  });

  it("of a log label are asked as Loki is asked", () => {
    const values = { of: logql`{namespace=~"$namespace"}`, label: "app" };
    expect(variableOf({ name: "app", label: "App", values })).toMatchObject({
      datasource: { type: "loki", uid: "${loki_datasource}" },
      query: { type: 1, label: "app", stream: '{namespace=~"$namespace"}' },
    });
  });

  it("of a list begin with its first", () => {
    const options = { ".+": "All levels", "error|fatal": "Errors, fatal ones" };
    expect(variableOf({ kind: "custom", name: "level", label: "Level", options })).toMatchObject({
      type: "custom",
      query: "All levels : .+,Errors\\, fatal ones : error|fatal",
      current: { text: "All levels", value: ".+" },
      options: [
        { selected: true, value: ".+" },
        { selected: false, value: "error|fatal" },
      ],
    });
  });

  it("take text", () => {
    expect(variableOf({ kind: "textbox", name: "search", label: "Search" })).toMatchObject({
      type: "textbox",
      query: "",
      current: { value: "" },
    });
  });
});

describe("annotations", () => {
  const variables: readonly Variable[] = [
    { name: "namespace", label: "Namespace", values: { of: promql`kube_pod_info`, label: "namespace" } },
  ];
  const listOf = (...args: Parameters<typeof modelOf>) => records(record(modelOf(...args).annotations).list);

  it("mark deployments at the time when they were made", () => {
    expect(listOf({ annotations: [deployments], variables })[1]).toMatchObject({
      name: "Deployments",
      datasource: { type: "prometheus", uid: "${prometheus_datasource}" },
      enable: true,
      iconColor: "blue",
      titleFormat: "{{owner_name}} deployed",
      tagKeys: "namespace",
      useValueForTime: true,
    });
  });

  it("show alerts of Prometheus where it evaluates them, and Grafana's own always", () => {
    expect(listOf({})).toMatchObject([{ builtIn: 1 }]);
    expect(listOf({}, { ...CONTEXT, alertEngine: "prometheus" })).toMatchObject([
      { builtIn: 1 },
      { name: "Alerts firing", expr: 'ALERTS{alertstate="firing"}', iconColor: "red" },
    ]);
  });

  it("are read like every other query", () => {
    const annotation = { name: "Broken", query: promql`sum(`, title: "x" };
    const json = renderDashboard(defineDashboard({ ...PROPS, annotations: [annotation] }), CONTEXT);
    const [problem] = checkDashboards([{ folder: "x", json }], [CONTEXT.prometheus]);
    expect(problem?.path).toBe("dashboards.small.annotations[Broken]");
  });
});

describe("a dashboard", () => {
  it("has its time zone, and ways to others", () => {
    const model = modelOf({ timezone: "utc", links: [{ title: "Nodes", dashboard: "nodes" }] });
    expect(model.timezone).toBe("utc");
    expect(records(model.links)[1]).toMatchObject({
      type: "link",
      title: "Nodes",
      url: "/d/nodes",
      includeVars: true,
      keepTime: true,
    });
  });
});
