import { describe, expect, it } from "vitest";
import { prometheusValues, type RemoteWrite, type ScrapeJob } from "../../../constructs/prometheus";
import { remoteWriteConfig } from "../../../constructs/prometheus/remote-write";
import { scrapeConfig, scrapeWires } from "../../../constructs/prometheus/scrape-job";

const HOSTS: ScrapeJob = {
  name: "hosts",
  source: { targets: ["db1.acme.dev:9100", "10.0.0.7:9182"] },
  scheme: "http",
  path: "/metrics",
  labels: {},
};

const MIMIR: RemoteWrite = {
  name: "mimir",
  url: "https://mimir.acme.dev/push",
  queue: { capacity: 10, maxShards: 2, maxSamplesPerSend: 5 },
};

const SERVER = { name: "server", namespace: "observability", labels: { app: "prometheus" } };

describe("scrapeConfig", () => {
  it("lists hosts, and quotes the name that the chart writes without quotes", () => {
    expect(scrapeConfig(HOSTS)).toEqual({
      job_name: '"hosts"',
      scheme: "http",
      metrics_path: "/metrics",
      static_configs: [{ targets: ["db1.acme.dev:9100", "10.0.0.7:9182"] }],
    });
  });

  it("has its own interval, labels, and a secret by its file", () => {
    const credentials = { user: "u", passwordFile: "/etc/secrets/x/scrape.hosts" };
    expect(scrapeConfig({ ...HOSTS, interval: "1m", labels: { site: "rack" }, credentials })).toMatchObject({
      scrape_interval: "1m",
      static_configs: [{ labels: { site: "rack" } }],
      basic_auth: { username: "u", password_file: "/etc/secrets/x/scrape.hosts" },
    });
    expect(scrapeConfig({ ...HOSTS, credentials: { tokenFile: "/t" } })).toMatchObject({
      authorization: { type: "Bearer", credentials_file: "/t" },
    });
  });

  it("finds pods by their labels, and asks them at one port", () => {
    const source = { pods: { namespace: "shop", labels: { app: "cart", tier: "web" }, port: 8080 } };
    const { kubernetes_sd_configs, relabel_configs } = scrapeConfig({ ...HOSTS, source, labels: { price: "$1" } });
    expect(kubernetes_sd_configs).toEqual([
      { role: "pod", namespaces: { names: ["shop"] }, selectors: [{ role: "pod", label: "app=cart,tier=web" }] },
    ]);
    expect(relabel_configs).toContainEqual({
      source_labels: ["__meta_kubernetes_pod_ip"],
      target_label: "__address__",
      replacement: "$1:8080",
    });
    // A dollar of ours is no group of the expression.
    expect(relabel_configs).toContainEqual({ target_label: "price", replacement: "$$1" });
  });

  it("is wired to every host at its port", () => {
    expect(scrapeWires(SERVER, HOSTS)).toEqual([
      { from: SERVER, to: "anywhere", ports: [9100] },
      { from: SERVER, to: "anywhere", ports: [9182] },
    ]);
  });
});

describe("remoteWriteConfig", () => {
  it("bounds its queue, and sends exemplars where there are some", () => {
    expect(remoteWriteConfig(MIMIR, true)).toEqual({
      name: "mimir",
      url: "https://mimir.acme.dev/push",
      send_exemplars: true,
      queue_config: { capacity: 10, max_shards: 2, max_samples_per_send: 5 },
    });
    expect(remoteWriteConfig(MIMIR, false)).not.toHaveProperty("send_exemplars");
    expect(remoteWriteConfig(MIMIR, false)).not.toHaveProperty("headers");
    expect(remoteWriteConfig({ ...MIMIR, tenant: "zai" }, false).headers).toEqual({ "X-Scope-OrgID": "zai" });
  });

  it("filters by names", () => {
    expect(remoteWriteConfig({ ...MIMIR, keep: ["up", "node_*"] }, false).write_relabel_configs).toEqual([
      { source_labels: ["__name__"], regex: "up|node_.*", action: "keep" },
    ]);
  });

  it("writes its address so that the chart reads it as it is", () => {
    expect(remoteWriteConfig({ ...MIMIR, url: "https://a/{{b}}" }, false).url).toBe("https://a/{{ `{{` }}b}}");
  });
});

describe("prometheusValues", () => {
  it("adds jobs to those of the chart, and mounts what they read", () => {
    const values = prometheusValues({
      retention: "15d",
      volume: "8Gi",
      scrapeInterval: "30s",
      externalLabels: {},
      alertmanager: { volume: "1Gi", config: {}, secretMounts: [] },
      scrape: [HOSTS],
      remoteWrite: [MIMIR],
      secretMounts: [{ name: "secret-x", path: "/etc/secrets/x", secret: "x" }],
      nodeAgentsNamespace: "node-agents",
    });
    expect(values.scrapeConfigs).toEqual({ hosts: scrapeConfig(HOSTS) });
    expect(values.server).toMatchObject({
      remoteWrite: [remoteWriteConfig(MIMIR, false)],
      extraSecretMounts: [{ name: "secret-x", mountPath: "/etc/secrets/x", secretName: "x", readOnly: true }],
    });
  });
});
