import { type Datasource, datasourcesFile } from "../../constructs/grafana";
import { checkAlerts, defineAlert, defineAlertGroup } from "../../src/alert";
import {
  checkDashboards,
  defineDashboard,
  defineSignal,
  promql,
  type Query,
  renderDashboard,
} from "../../src/dashboard";
import { record, records } from "../../src/dashboard/read";
import type { Problem } from "../../src/problem";
import { checkLogql, checkPromql, checkTraceql } from "../../src/queries";
import { scanForSecrets } from "../../src/scan-secrets";
import { PROPS as ALERT, alertWith } from "../alert/fixtures";
import { CONTEXT, PROPS } from "../dashboard/fixtures";
import { CATALOGUE, ALERT as IN_ALERT, PANEL as IN_PANEL } from "../queries/platform";
import type { Fault } from "./fault";

/** A fault that is no line of a config: what finds it is asked directly. */
export interface ModelFault extends Fault {
  readonly find: () => readonly Problem[];
}

const PLATFORM = { catalogue: CATALOGUE, scrapeInterval: 30 };

type Change = Readonly<Record<string, unknown>>;

/** A good dashboard, with keys of it and of its one panel changed. */
function dashboard(change: Change, panel: Change = {}): string {
  const model = record(JSON.parse(renderDashboard(defineDashboard(PROPS), CONTEXT)));
  const [row, good] = records(model.panels);
  return JSON.stringify({ ...model, panels: [row, { ...good, ...panel }], ...change });
}

function inDashboards(...texts: readonly string[]): readonly Problem[] {
  const rendered = texts.map((json) => ({ folder: "Platform", json }));
  return checkDashboards(rendered, [CONTEXT.prometheus, CONTEXT.loki], PLATFORM);
}

function target(expr: string): Change {
  return { targets: [{ refId: "A", datasource: { type: "prometheus", uid: "prom" }, expr, range: true }] };
}

const DASHBOARD_FAULTS: readonly ModelFault[] = (
  [
    ["a uid that Grafana cuts", () => inDashboards(dashboard({ uid: "x".repeat(41) })), "uid", "must match"],
    ["a uid twice", () => inDashboards(dashboard({}), dashboard({ title: "Other" })), "small", "uid"],
    ["a title twice in a folder", () => inDashboards(dashboard({}), dashboard({ uid: "b" })), "b", "title"],
    ["panels on top of each other", () => inDashboards(dashboard({}, place(0))), "panels[Load]", "overlaps"],
    ["a panel without a unit", () => inDashboards(dashboard({}, { fieldConfig: {} })), "panels[Load]", "unit"],
    ["a panel without a query", () => inDashboards(dashboard({}, { targets: [] })), "panels[Load]", "no query"],
    ["a library panel", () => inDashboards(dashboard({}, { libraryPanel: {} })), "panels[Load]", "library panel"],
    ["the format of Grafana 13", () => inDashboards(dashboard({ elements: {} })), "small", "Model: Classic"],
    ["inputs that nobody filled in", () => inDashboards(dashboard({ __inputs: [] })), "__inputs", "inputs"],
    ["a comma too many", () => inDashboards(`${dashboard({}).slice(0, -1)},}`), "0", "no JSON object"],
    ["more than a ConfigMap holds", () => inDashboards(dashboard({ tags: ["x".repeat(1 << 20)] })), "small", "1040384"],
    ["a metric that nobody has", () => inDashboards(dashboard({}, target("kube_nod_info"))), "A", "kube_node_info"],
    ["a counter without rate", () => inDashboards(dashboard({}, target("orders_total"))), "A", "counter"],
    ["a datasource that is not declared", () => inDashboards(dashboard({}, elsewhere())), "A", "must be one of"],
  ] as const
).map(([name, find, place, says]) => ({ name, layer: "dashboard", find, place, says }));

function place(y: number): Change {
  return { gridPos: { x: 0, y, w: 12, h: 8 } };
}

function elsewhere(): Change {
  return { targets: [{ refId: "A", datasource: { type: "prometheus", uid: "gone" }, expr: "up" }] };
}

type AlertChange = Parameters<typeof alertWith>[0];

function inAlerts(change: AlertChange, group: { readonly interval?: string } = {}): readonly Problem[] {
  return checkAlerts([defineAlertGroup({ name: "g", alerts: [alertWith(change)], ...group })], PLATFORM);
}

function on(expr: Query): AlertChange {
  const text = { summary: "It is {{ $value }}", description: "It is so." };
  return { ...text, signal: defineSignal({ expr, unit: "s" }), above: 1 };
}

const TWICE = [alertWith({}), alertWith({})];

const ALERT_FAULTS: readonly ModelFault[] = (
  [
    ["no runbook", () => inAlerts({ runbook: " " }), "TooOld", "no runbook"],
    ["no summary", () => inAlerts({ summary: "" }), "TooOld", "no summary"],
    ["no test that stays silent", () => inAlerts({ tests: ALERT.tests.slice(0, 1) }), "TooOld", "stays silent"],
    ["an interval of 15 s", () => inAlerts({}, { interval: "15s" }), "g", "multiple of 10s"],
    ["a typo in a template", () => inAlerts({ summary: "{{ $lables.service }}" }), "TooOld", "$lables"],
    ["a label that is summed away", () => inAlerts({ summary: "{{ $labels.pod }}" }), "TooOld", "aggregates away"],
    ["a template that never ends", () => inAlerts({ summary: "{{ $labels.service" }), "TooOld", "open brace pair"],
    ["what Grafana expands", () => inAlerts({ description: "$" + "{HOME}" }), "TooOld", "may expand"],
    ["a value in a label", () => inAlerts({ labels: { age: "{{ $value }}" } }), "TooOld", "new alert"],
    ["a name twice", () => checkAlerts([defineAlertGroup({ name: "g", alerts: TWICE })]), "TooOld", "unique"],
    ["a metric that nobody has", () => inAlerts(on(promql`kube_nod_info`)), "TooOld", "kube_node_info"],
    ["a metric of what is not deployed", () => inAlerts(on(promql`loki_build_info`)), "TooOld", "not deployed"],
    ["a window shorter than two scrapes", () => inAlerts(on(promql`rate(orders_total[30s])`)), "TooOld", "scrape"],
    ["a gauge in rate", () => inAlerts(on(promql`rate(queue_length[5m])`)), "TooOld", "gauge"],
    [
      "a grouping by a label that is not there",
      () => inAlerts(on(promql`sum by (colour) (queue_length)`)),
      "TooOld",
      "colour",
    ],
    ["absent for no time", () => inAlerts({ ...on(promql`absent(queue_length)`), for: "0s" }), "TooOld", "absent"],
    ["a matcher that can never match", () => inAlerts(on(promql`queue_length{shop=~"a^"}`)), "TooOld", "never"],
    [
      "a variable of Grafana",
      () => thrown(() => defineAlert({ ...ALERT, ...on(promql`x{a="$b"}`) } as typeof ALERT)),
      "",
      "variable",
    ],
  ] as const
).map(([name, find, place, says]) => ({ name, layer: "alert", find, place, says }));

/** What a constructor throws, as a problem. */
function thrown(run: () => unknown): readonly Problem[] {
  try {
    run();
    return [];
  } catch (error) {
    return [{ path: "", message: (error as Error).message }];
  }
}

function told(problems: readonly { readonly message: string }[]): readonly Problem[] {
  return problems.map(({ message }) => ({ path: "query", message }));
}

const QUERY_FAULTS: readonly ModelFault[] = (
  [
    ["an open brace", () => told(checkPromql('up{job="a"', IN_PANEL)), "expected"],
    ["a lookahead, which RE2 lacks", () => told(checkPromql('up{job=~"(?=a)"}', IN_ALERT)), "look-ahead"],
    ["a range where a vector is wanted", () => told(checkPromql("sum(up[5m])", IN_PANEL)), "vector"],
    ["too few arguments", () => told(checkPromql("histogram_quantile(0.9)", IN_PANEL)), "argument"],
    ["a LogQL without a stream", () => told(checkLogql('|= "error"', { where: "panel", instant: false })), ""],
    ["a TraceQL with an open string", () => told(checkTraceql('{ name = "a }')), ""],
  ] as const
).map(([name, find, says]) => ({ name, layer: "query", find, place: "query", says }));

const SLACK = "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";

const OUTPUT_FAULTS: readonly ModelFault[] = (
  [
    ["a webhook in a ConfigMap", { data: { "contact-points.json": JSON.stringify({ url: SLACK }) } }],
    ["a password in Helm values", { values: ["grafana:\n  adminPassword: hunter2\n"] }],
    ["a token as the default of a variable", { variable: { API_TOKEN: { default: "hunter2" } } }],
    ["a password in an environment", { env: [{ name: "DB_PASSWORD", value: "hunter2" }] }],
    ["a password in an address", { url: "postgres://user:hunter2@db.zai.dev" }],
    ["a key in a file", { data: { id: "-----BEGIN OPENSSH PRIVATE KEY-----" } }],
  ] as const
).map(([name, stack]) => ({
  name,
  layer: "output",
  find: () => scanForSecrets(stack, "stack"),
  place: "stack",
  says: "plain text",
}));

const DATASOURCE: Datasource = { uid: "a", type: "prometheus", name: "A", url: "http://p:80", jsonData: {} };

const WIRING_FAULTS: readonly ModelFault[] = (
  [
    [
      "two datasources of one name",
      [
        { ...DATASOURCE, isDefault: true },
        { ...DATASOURCE, uid: "b" },
      ],
      "the name",
    ],
    [
      "two datasources of one uid",
      [
        { ...DATASOURCE, isDefault: true },
        { ...DATASOURCE, name: "B" },
      ],
      "the uid",
    ],
    ["no default datasource", [DATASOURCE], "default"],
    ["a uid that Grafana refuses", [{ ...DATASOURCE, uid: "a b", isDefault: true }], "uid"],
  ] as const
).map(([name, datasources, says]) => ({
  name,
  layer: "wiring",
  find: () => thrown(() => datasourcesFile(datasources)),
  place: "",
  says,
}));

export const MODEL_FAULTS: readonly ModelFault[] = [
  ...QUERY_FAULTS,
  ...DASHBOARD_FAULTS,
  ...ALERT_FAULTS,
  ...WIRING_FAULTS,
  ...OUTPUT_FAULTS,
];
