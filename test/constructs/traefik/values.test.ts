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
});
