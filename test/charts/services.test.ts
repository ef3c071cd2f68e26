import { describe, expect, it } from "vitest";
import { type ChartName, fullname, nameOf, selectorOf, serviceOf } from "../../src/charts";

/** Names of facts/charts.md, "Service names and ports", each seen in a rendering. */
const SEEN: readonly (readonly [
  chart: ChartName,
  release: string,
  key: string,
  port: string,
  name: string,
  number: number,
])[] = [
  ["alloy", "alloy", "alloy", "http-metrics", "alloy", 12345],
  ["alloy", "obs", "alloy", "http-metrics", "obs-alloy", 12345],
  ["grafana", "grafana", "grafana", "service", "grafana", 80],
  ["grafana", "obs", "grafana", "service", "obs-grafana", 80],
  ["loki", "loki", "loki", "http-metrics", "loki", 3100],
  ["loki", "loki", "gateway", "http", "loki-gateway", 80],
  ["loki", "loki", "headless", "grpc", "loki-headless", 9095],
  ["loki", "loki", "memberlist", "tcp", "loki-memberlist", 7946],
  ["loki", "obs", "gateway", "http", "obs-loki-gateway", 80],
  ["loki", "my-loki-2", "gateway", "http", "my-loki-2-gateway", 80],
  ["prometheus", "prometheus", "server", "http", "prometheus-server", 80],
  ["prometheus", "prometheus", "alertmanager", "http", "prometheus-alertmanager", 9093],
  ["prometheus", "prometheus", "kube-state-metrics", "http", "prometheus-kube-state-metrics", 8080],
  ["prometheus", "prometheus", "prometheus-node-exporter", "metrics", "prometheus-prometheus-node-exporter", 9100],
  ["prometheus", "prometheus", "prometheus-pushgateway", "http", "prometheus-prometheus-pushgateway", 9091],
  ["prometheus", "obs", "server", "http", "obs-prometheus-server", 80],
  ["prometheus", "obs", "alertmanager", "http", "obs-alertmanager", 9093],
  ["prometheus", "obs", "prometheus-pushgateway", "http", "obs-prometheus-pushgateway", 9091],
  ["prometheus", "the-alertmanager", "alertmanager", "http", "the-alertmanager", 9093],
  ["traefik", "traefik", "traefik", "websecure", "traefik", 443],
  ["traefik", "obs", "traefik", "web", "obs-traefik", 80],
];

describe("services of a release", () => {
  it.each(SEEN)("%s as %s: %s at %s is %s:%i", (chart, release, key, port, name, number) => {
    expect(serviceOf(chart, release, key, port)).toMatchObject({ name, port: number });
  });

  it("knows the port of the pods, which is what a NetworkPolicy admits", () => {
    expect(serviceOf("grafana", "grafana", "grafana", "service").containerPort).toBe(3000);
    expect(serviceOf("loki", "loki", "gateway", "http").containerPort).toBe(8080);
    expect(serviceOf("prometheus", "prometheus", "server", "http").containerPort).toBe(9090);
    expect(serviceOf("traefik", "traefik", "traefik", "web").containerPort).toBe(8000);
  });

  it("names what there is where it is asked for what is not", () => {
    expect(() => serviceOf("loki", "loki", "gatway", "http")).toThrow(
      'chart loki has no service "gatway", but "gateway", "headless", "loki", "memberlist"',
    );
    expect(() => serviceOf("loki", "loki", "gateway", "http-metrics")).toThrow(
      'service "gateway" of chart loki has no port "http-metrics", but "http"',
    );
  });

  it("refuses a release whose name the chart would cut", () => {
    expect(() => serviceOf("prometheus", "r".repeat(50), "server", "http")).toThrow(/is longer than 63 characters/);
  });

  it("fills release and namespace into selectors", () => {
    expect(selectorOf("traefik", "traefik", { release: "edge", namespace: "obs" })).toEqual({
      "app.kubernetes.io/instance": "edge-obs",
      "app.kubernetes.io/name": "traefik",
    });
    expect(selectorOf("loki", "loki", { release: "loki", namespace: "obs" })).toEqual({
      "app.kubernetes.io/component": "single-binary",
      "app.kubernetes.io/instance": "loki",
      "app.kubernetes.io/name": "loki",
    });
  });

  it("says how a chart names its main objects", () => {
    expect([fullname("loki", "loki"), fullname("loki", "my-loki"), fullname("loki", "obs")]).toEqual([
      "loki",
      "my-loki",
      "obs-loki",
    ]);
  });

  it("takes the rule of the longest word that the release has", () => {
    const rule = { name: "{release}-c", whenReleaseContains: { ab: "{release}-2", abc: "{release}-3" } };
    expect([nameOf(rule, "x"), nameOf(rule, "xab"), nameOf(rule, "xabc")]).toEqual(["x-c", "xab-2", "xabc-3"]);
  });
});
