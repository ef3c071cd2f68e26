import { describe, expect, it } from "vitest";
import { catalogueOf, checkPromql, describeProblem } from "../../src/queries";
import { ALERT, CATALOGUE, PANEL } from "./platform";

const rules = (query: string, options = PANEL) => checkPromql(query, options).map(({ rule }) => rule);

const said = (query: string, options = PANEL) =>
  checkPromql(query, options).map((problem) => describeProblem(query, problem));

describe("checkPromql", () => {
  it.each([
    'sum by (shop) (rate(orders_total{status=~"5.."}[$__rate_interval]))',
    "queue_length > 5",
    "count(orders_total)",
    "orders_total unless orders_total offset 1h",
    "queue_length and orders_total",
    "orders_total == 0",
    "go_memstats_mallocs_total - go_memstats_frees_total",
    "absent_over_time(up[5m])",
    'kube_pod_status_phase{phase=~"Pending|Running"} == 1',
    "histogram_quantile(0.9, sum by (le, verb) (rate(apiserver_request_duration_seconds_bucket[$__rate_interval])))",
    "sum by (app_kubernetes_io_name) (node_load1)",
    "rate($metric[$window])",
    "max by (label_team) (kube_pod_labels)",
    "rate(orders_total[$__rate_interval]) / on (shop, nowhere) group_left () shop:orders:rate5m",
  ])("finds nothing in %s", (query) => {
    expect(said(query)).toEqual([]);
  });

  it("names an unknown metric, its place and the nearest known one", () => {
    expect(said("sum(kube_pod_status_fase) > 0")).toEqual([
      'got the metric kube_pod_status_fase, which no program of this platform exposes (at "kube_pod_status_fase", character 5; unknown-metric): did you mean kube_pod_status_phase',
    ]);
  });

  it("names a metric of a program that is not deployed", () => {
    expect(said("pushgateway_build_info")[0]).toContain("of pushgateway, which is not deployed");
    expect(rules("pushgateway_build_info", { ...PANEL, catalogue: catalogueOf(["pushgateway"]) })).toEqual([]);
  });

  it("lets foreign metrics pass where services have their own, but not what looks like a known program's", () => {
    const options = { ...PANEL, unknown: "resembling" } as const;
    expect(rules("checkout_carts", options)).toEqual([]);
    expect(rules("node_namespace:cpu:sum", options)).toEqual([]);
    expect(rules("kube_pod_fase", options)).toEqual(["unknown-metric"]);
  });

  it.each<readonly [string, string]>([
    ["sum(orders_total)", "counter-without-rate"],
    ["delta(orders_total[5m])", "counter-without-rate"],
    ["node_cpu_seconds_total > 5", "counter-without-rate"],
    ["histogram_quantile(0.9, apiserver_request_duration_seconds_bucket)", "counter-without-rate"],
    ["rate(queue_length[$__rate_interval])", "rate-of-gauge"],
    ["rate(sum(orders_total)[5m:])", "rate-of-sum"],
    ["sum by (customer) (queue_length)", "unknown-label"],
    ['queue_length{customer="x"}', "unknown-label"],
    ["queue_length / on (shop) node_load1", "unknown-label"],
    ["queue_length * on (shop) group_left (colour) shop:orders:rate5m", "unknown-label"],
    ["sum by (shop) (queue_length) / sum by (job) (queue_length)", "unmatched-labels"],
    ['kube_pod_status_phase{phase="Runing"}', "never-matches"],
    ['node_load1{job="node-exporter"}', "never-matches"],
    ['queue_length{shop="a",shop="b"}', "never-matches"],
    ['queue_length{shop=~"a|b",shop!~"a.*|b"}', "never-matches"],
    ['queue_length{shop=~"a$.b"}', "never-matches"],
    ['queue_length{shop=~"a^b"}', "never-matches"],
    ["rate(orders_total[45s])", "short-window"],
    ["increase(orders_total[1h])", "fixed-window"],
    ["rate(orders_total[$__interval])", "fixed-window"],
    ['queue_length{shop=~"("}', "regex"],
    ["sum(", "syntax"],
  ])("finds in %s: %s", (query, rule) => {
    expect(rules(query)).toContain(rule);
  });

  it("takes a fixed window in a panel of one value, and in an alert", () => {
    expect(rules("increase(orders_total[1h])", { ...PANEL, instant: true })).toEqual([]);
    expect(rules("increase(orders_total[1h]) > 5", ALERT)).toEqual([]);
  });

  it("wants absent to wait for two scrapes in an alert", () => {
    expect(rules("absent(queue_length)", ALERT)).toEqual([]);
    expect(rules("absent(queue_length)", { ...ALERT, for: 30 })).toEqual(["absent-without-for"]);
    expect(rules("absent(queue_length)", PANEL)).toEqual([]);
  });

  it("refuses variables outside of a panel", () => {
    expect(rules('queue_length{shop="$shop"}', ALERT)).toEqual(["variable"]);
  });

  it("measures windows by the scrape interval of the platform", () => {
    expect(rules("rate(orders_total[5m])", { ...ALERT, scrapeInterval: 300 })).toEqual(["short-window"]);
  });

  it("looks up nothing where no platform is known", () => {
    expect(rules("sum by (x) (whatever) / kube_pod_fase", { scrapeInterval: 30, where: "panel" })).toEqual([]);
  });

  it("offers names that are known", () => {
    expect(CATALOGUE.names()).toContain("apiserver_request_duration_seconds_bucket");
  });
});
