import { describe, expect, it } from "vitest";
import { blackboxValues, type Probe } from "../../../constructs/blackbox";
import { moduleOf, probeWires } from "../../../constructs/blackbox/probe";
import { probeConfig } from "../../../constructs/prometheus/probe-job";
import { ServiceEndpoint } from "../../../src/terraform";

const SHOP: Probe = {
  name: "shop",
  module: "http",
  target: "https://shop.acme.dev/health",
  interval: "60s",
  expect: {},
};
const MAIL: Probe = { name: "mail", module: "tls", target: "mail.acme.dev:993", interval: "30s" };
const NAMES: Probe = {
  name: "names",
  module: "dns",
  target: "acme.dev",
  server: "ns1.acme.dev",
  type: "A",
  interval: "2m",
  expect: {},
};

const PODS = { name: "blackbox", namespace: "observability", labels: { app: "blackbox" } };

describe("a probe's module", () => {
  it.each<[Probe, object]>([
    [SHOP, { prober: "http", timeout: "10s", http: { preferred_ip_protocol: "ip4" } }],
    [
      { ...SHOP, expect: { status: [200, 401], body: "ready" } },
      { http: { valid_status_codes: [200, 401], fail_if_body_not_matches_regexp: ["ready"] } },
    ],
    [
      { ...MAIL, module: "tcp" },
      { prober: "tcp", tcp: { preferred_ip_protocol: "ip4" } },
    ],
    [MAIL, { prober: "tcp", tcp: { tls: true } }],
    [
      NAMES,
      {
        prober: "dns",
        dns: {
          query_name: "acme.dev",
          query_type: "A",
          validate_answer_rrs: { fail_if_none_matches_regexp: [".+"] },
        },
      },
    ],
  ])("of %o", (probe, module) => {
    expect(moduleOf(probe)).toMatchObject(module);
  });

  it("is called like the probe", () => {
    const { config } = blackboxValues({ probes: [SHOP, MAIL] });
    expect(config).toEqual({ modules: { shop: moduleOf(SHOP), mail: moduleOf(MAIL) } });
  });
});

describe("a probe's wires", () => {
  it("lead to what is asked; names may be asked for anywhere", () => {
    expect([SHOP, MAIL, NAMES].map((probe) => probeWires(PODS, probe))).toEqual([
      [{ from: PODS, to: "anywhere", ports: [443] }],
      [{ from: PODS, to: "anywhere", ports: [993] }],
      [],
    ]);
  });
});

describe("the job of all probes", () => {
  it("calls the exporter, and names what is asked as the instance", () => {
    const exporter = new ServiceEndpoint("blackbox.observability.svc", 9115, { pods: PODS, port: 9115 });
    expect(probeConfig({ exporter, probes: [MAIL, NAMES] })).toEqual({
      metrics_path: "/probe",
      scrape_timeout: "10s",
      static_configs: [
        {
          targets: ["mail.acme.dev:993"],
          labels: {
            probe: "mail",
            __param_module: "mail",
            __param_target: "mail.acme.dev:993",
            __scrape_interval__: "30s",
          },
        },
        {
          targets: ["acme.dev"],
          labels: {
            probe: "names",
            __param_module: "names",
            __param_target: "ns1.acme.dev",
            __scrape_interval__: "2m",
          },
        },
      ],
      relabel_configs: [
        { source_labels: ["__address__"], target_label: "instance" },
        { target_label: "__address__", replacement: "blackbox.observability.svc:9115" },
      ],
    });
  });
});
