import { describe, expect, it } from "vitest";
import { chartNames, checkValues, imagesOf, imageValues, mainImage, mirrored } from "../../src/charts";

const REGISTRY = "registry.zai.dev:5000/mirror";
const ALL = chartNames().flatMap((chart) => imagesOf(chart, {}));

describe("images", () => {
  it("are named whole, with a tag that says what it is", () => {
    for (const image of ALL) expect(image).toMatch(/^[a-z0-9.-]+\.[a-z]+\/[a-z0-9./-]+:[vr]?\d[\w.-]*$/);
  });

  it("keep their path in another registry, where no two of them meet", () => {
    expect(mirrored("quay.io/prometheus/prometheus:v3.14.0", REGISTRY)).toBe(
      "registry.zai.dev:5000/mirror/prometheus/prometheus:v3.14.0",
    );
    const sources = new Set(ALL);
    expect(new Set([...sources].map((image) => mirrored(image, REGISTRY))).size).toBe(sources.size);
  });

  it("have the tag of the user's own values, and are left out where those name another place", () => {
    expect(imagesOf("loki", { loki: { image: { tag: "3.7.7" } } })).toEqual([
      "docker.io/grafana/loki:3.7.7",
      "docker.io/nginxinc/nginx-unprivileged:1.31-alpine",
    ]);
    expect(imagesOf("traefik", { image: { registry: "own.example.com" } })).toEqual([]);
  });

  it("are what Jobs of the same program run", () => {
    expect(mainImage("keycloakx", {})).toBe("quay.io/keycloak/keycloak:26.5.6");
    expect(mainImage("keycloakx", { registry: REGISTRY })).toBe(`${REGISTRY}/keycloak/keycloak:26.5.6`);
  });
});

describe.each(chartNames())("image values of %s", (chart) => {
  it("are none without a registry and a Secret", () => {
    expect(imageValues(chart, {})).toEqual({});
  });

  it("are known to the chart", () => {
    const values = imageValues(chart, { registry: REGISTRY, pullSecret: "registry-login" });
    expect(JSON.stringify(values)).toContain(REGISTRY);
    expect(JSON.stringify(values)).toContain("registry-login");
    expect(checkValues(chart, values, chart)).toEqual([]);
  });
});

describe("a digest of the chart's", () => {
  it("is left to the chart's own registry: a copy may have another one", () => {
    expect(imageValues("postgres", { registry: REGISTRY })).toEqual({
      global: { imageRegistry: REGISTRY },
      image: { tag: "18.6" },
    });
  });
});
