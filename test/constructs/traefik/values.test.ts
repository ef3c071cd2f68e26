import { describe, expect, it } from "vitest";
import { traefikValues } from "../../../constructs/traefik";
import { PROPS } from "./props";

describe("traefikValues", () => {
  it("sends every plain request to HTTPS (defect 32)", () => {
    expect(traefikValues(PROPS)).toMatchObject({
      ports: { web: { http: { redirections: { entryPoint: { to: "websecure", scheme: "https", permanent: true } } } } },
    });
  });

  it("pins the load balancer's name, so that an upgrade keeps its address", () => {
    expect(traefikValues(PROPS)).toMatchObject({
      service: {
        spec: { type: "LoadBalancer" },
        annotations: {
          "service.beta.kubernetes.io/do-loadbalancer-name": "acme",
          "service.beta.kubernetes.io/do-loadbalancer-size-unit": "2",
        },
      },
    });
  });

  it("believes the load balancer who calls, and nobody outside", () => {
    const loadBalancer = { name: "acme", sizeUnit: 1, proxyProtocol: true };
    const proxyProtocol = { trustedIPs: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] };
    expect(traefikValues({ ...PROPS, loadBalancer })).toMatchObject({
      ports: { web: { proxyProtocol }, websecure: { proxyProtocol } },
      service: { annotations: { "service.beta.kubernetes.io/do-loadbalancer-enable-proxy-protocol": "true" } },
    });
    expect(JSON.stringify(traefikValues(PROPS))).not.toMatch(/proxy-?protocol/i);
  });

  it("says nothing of DigitalOcean elsewhere", () => {
    expect(traefikValues({ ...PROPS, loadBalancer: undefined, service: "NodePort" })).toMatchObject({
      service: { spec: { type: "NodePort" }, annotations: {} },
    });
  });

  it("shows no dashboard, and logs as JSON", () => {
    expect(traefikValues(PROPS)).toMatchObject({
      api: { dashboard: false },
      ingressRoute: { dashboard: { enabled: false } },
      accessLog: { enabled: true, format: "json" },
    });
    expect(traefikValues({ ...PROPS, accessLog: false }).accessLog).toEqual({ enabled: false });
  });

  it("counts durations by what was promised, beside Traefik's own bounds", () => {
    const of = (durations: readonly number[]) =>
      (traefikValues({ ...PROPS, durations }).metrics as { prometheus: object }).prometheus;
    expect(of([0.5, 1, 0.5])).toMatchObject({ buckets: "0.1,0.3,0.5,1,1.2,5" });
    expect(of([0.3])).not.toHaveProperty("buckets");
  });
});
