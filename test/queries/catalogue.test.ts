import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadClient } from "../../src/config";
import { catalogueOf, componentsOf } from "../../src/queries";
import { COMPONENTS, type ComponentName, readExposition } from "../../src/queries/catalogue";
import { parseMetricText } from "../../src/queries/catalogue/metric-text";

const ROOT = join(__dirname, "..", "..");
const FOLDER = join(ROOT, "src", "queries", "catalogue");

describe("readExposition", () => {
  it("reads types, units and labels", () => {
    const page = [
      "# TYPE a_seconds histogram",
      'a_seconds_bucket{code="5}\\"0",le="+Inf"} 1',
      "a_seconds_sum 2",
      "# TYPE b gauge",
      "b 1",
      "# TYPE c counter",
      "# TYPE d counter",
      'd_total{x="y"} 1',
    ].join("\n");
    expect(readExposition(page)).toEqual({
      a_seconds: "histogram seconds code",
      b: "gauge -",
      c: "counter - *",
      d_total: "counter - x",
    });
  });
});

describe("catalogue", () => {
  const catalogue = catalogueOf(["kube-state-metrics", "node-exporter", "traefik", "prometheus"]);

  it("resolves the parts of histograms and summaries", () => {
    const bucket = catalogue.series("traefik_service_request_duration_seconds_bucket");
    expect(bucket).toMatchObject({
      metric: "traefik_service_request_duration_seconds",
      counter: true,
      unit: "seconds",
    });
    expect(["le", "code", "pod", "job"].map((label) => bucket?.carries(label))).toEqual([true, true, true, true]);
    expect(catalogue.series("traefik_service_request_duration_seconds_count")?.carries("le")).toBe(false);
    expect(catalogue.series("go_gc_duration_seconds")).toMatchObject({
      counter: false,
      labels: expect.arrayContaining(["quantile"]),
    });
  });

  it("joins what several programs expose, and what a page shows with what is written", () => {
    expect(catalogue.series("go_goroutines")?.components).toEqual(["node-exporter", "traefik", "prometheus"]);
    expect(catalogue.series("kube_job_failed")?.carries("condition")).toBe(true);
  });

  it("knows what the scrape job adds, and no label of an external system", () => {
    const load = catalogue.series("node_load1");
    expect(["node", "namespace", "helm_sh_chart", "cluster", "pod"].map((label) => load?.carries(label))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("knows what is pushed, whoever pushes it, and what relabelling adds to it", () => {
    const pushed = catalogueOf(["managed-tokens", "pushgateway"]);
    const stored = pushed.series("managed_tokens_last_token_store_timestamp");
    expect(stored?.labels).toEqual(["credd", "experiment", "instance", "job", "role", "service"]);
    expect(stored?.values("job")).toBeUndefined();
    expect(pushed.series("push_time_seconds")?.values("job")).toBeUndefined();
    expect(pushed.series("pushgateway_build_info")?.values("job")).toEqual(["prometheus-pushgateway"]);
    // Of one process, so never a rate.
    expect(pushed.series("managed_tokens_ferry_request_duration_seconds_sum")?.counter).toBe(false);
    // Registered, and never exported.
    expect(pushed.series("managed_tokens_admin_error_email_last_sent_timestamp")).toBeUndefined();
  });

  it.each(Object.keys(COMPONENTS) as ComponentName[])("has metrics of %s, each line whole", (component) => {
    // Our own job pushes three.
    expect(catalogueOf([component]).names().length).toBeGreaterThan(component === "bucket-size" ? 9 : 20);
    for (const folder of ["scraped", "written"]) {
      const file = `${component}.json`;
      if (!readdirSync(join(FOLDER, folder)).includes(file)) continue;
      const { metrics, source } = JSON.parse(readFileSync(join(FOLDER, folder, file), "utf8"));
      expect(source).not.toBe("");
      for (const line of Object.values<string>(metrics)) expect(() => parseMetricText(line)).not.toThrow();
    }
  });

  it("refuses a type that there is not", () => {
    expect(() => parseMetricText("guage -")).toThrow('got the metric type "guage", must be one of: counter');
  });
});

describe("componentsOf", () => {
  it.each([
    ["minimal", false, true],
    ["zai-lon1", true, true],
  ])("follows the config of %s", async (name, certManager, pushgateway) => {
    const { config } = await loadClient(join(ROOT, "clients", `${name}.yaml`), { allowTypeScript: false });
    const components = componentsOf(config);
    expect(components.includes("cert-manager")).toBe(certManager);
    expect(components.includes("pushgateway")).toBe(pushgateway);
    const without = {
      ...config,
      prometheus: { ...config.prometheus, pushgateway: { ...config.prometheus.pushgateway, enabled: false } },
    };
    expect(componentsOf(without)).not.toContain("pushgateway");
  });

  it.each([
    ["minimal", []],
    ["full", ["keycloak", "opentelemetry-collector", "tempo"]],
    ["sign-on", ["keycloak"]],
    ["on-premise", ["blackbox"]],
    ["vault", ["external-secrets", "keycloak"]],
  ])("has what only %s runs: %j", async (name, some) => {
    const { config } = await loadClient(join(ROOT, "clients", `${name}.yaml`), { allowTypeScript: false });
    const components = componentsOf(config);
    expect(components).toEqual(expect.arrayContaining(["alertmanager", "alloy", "grafana", "loki"]));
    const optional = ["blackbox", "external-secrets", "keycloak", "opentelemetry-collector", "tempo"];
    expect(components.filter((one) => optional.includes(one)).sort()).toEqual(some);
  });

  it("has external-dns where it makes the records, and the operator where the platform brings it", async () => {
    const { config } = await loadClient(join(ROOT, "clients", "vault.yaml"), { allowTypeScript: false });
    const dns = { ...config.ingress.dns, provider: "external-dns" } as typeof config.ingress.dns;
    expect(componentsOf({ ...config, ingress: { ...config.ingress, dns } })).toContain("external-dns");
    const secrets = { ...config.secrets, operator: "existing" as const };
    expect(componentsOf({ ...config, secrets })).not.toContain("external-secrets");
  });
});
