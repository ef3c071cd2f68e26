import { describe, expect, it } from "vitest";
import { closedMetrics, middlewareNames, middlewares, Traefik, traefikValues } from "../../../constructs/traefik";
import { resourcesOf, synthesized } from "../../synth";
import { PROPS } from "./props";

const LIMIT = { average: 100, burst: 300 };

describe("the edge", () => {
  it("speaks TLS 1.2 with forward secrecy or TLS 1.3, for every host", () => {
    const { tlsOptions } = traefikValues(PROPS) as { tlsOptions: { default: { cipherSuites: string[] } } };
    expect(tlsOptions).toMatchObject({ default: { minVersion: "VersionTLS12" } });
    for (const suite of tlsOptions.default.cipherSuites) expect(suite).toMatch(/^TLS_ECDHE_.*(GCM|POLY1305)/);
  });

  it("lets every request over HTTPS pass through all of its middlewares", () => {
    const names = middlewares("ingress", LIMIT).map(
      ({ metadata }) => `${metadata.namespace}-${metadata.name}@kubernetescrd`,
    );
    expect(middlewareNames("ingress")).toEqual(names);
    expect(traefikValues(PROPS)).toMatchObject({ ports: { websecure: { http: { middlewares: names } } } });
  });

  it("limits what one address may ask", () => {
    expect(middlewares("ingress", LIMIT)).toContainEqual(
      expect.objectContaining({ metadata: { name: "rate-limit", namespace: "ingress" }, spec: { rateLimit: LIMIT } }),
    );
  });

  it("keeps what a host tells Prometheus from the world", () => {
    const [route, ...rest] = closedMetrics("ingress", ["grafana.zai.dev"]);
    expect(rest).toEqual([]);
    expect(route?.spec.routes).toEqual([
      expect.objectContaining({
        match: "Host(`grafana.zai.dev`) && (Path(`/metrics`) || PathPrefix(`/metrics/`))",
        services: [{ kind: "TraefikService", name: "noop@internal" }],
      }),
    ]);
    expect(closedMetrics("ingress", [])).toEqual([]);
  });

  it("has browsers come back over HTTPS only, and guess nothing", () => {
    const [headers] = middlewares("ingress", LIMIT);
    expect(headers?.spec).toMatchObject({
      headers: {
        stsSeconds: 31_536_000,
        contentTypeNosniff: true,
        customFrameOptionsValue: "SAMEORIGIN",
        customResponseHeaders: { Server: "", "X-Powered-By": "" },
      },
    });
  });
});

describe("Traefik", () => {
  it("makes its middlewares after itself: their kind comes with it", () => {
    const { resource } = synthesized((stack) => {
      const gateway = new Traefik(stack, "gateway", { ...PROPS, rateLimit: LIMIT });
      expect(gateway).toMatchObject({
        ingressClass: "traefik",
        service: { name: "traefik", namespace: "ingress" },
      });
    });
    expect(resourcesOf(resource, "edge").map(({ kind }) => kind)).toEqual(["Middleware", "Middleware"]);
    const edge = Object.values(resource.helm_release ?? {}).find(({ name }) => name === "edge");
    expect(edge?.depends_on).toEqual([expect.stringMatching(/^helm_release\.gateway_release/)]);
  });
});
