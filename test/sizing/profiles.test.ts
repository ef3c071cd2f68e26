import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ClientConfig, type ClientInput, parseClient } from "../../src/config";
import { CONTAINERS } from "../../src/sizing/container-table";
import { containersOf, sizedValues } from "../../src/sizing/containers";
import { GROWING_CONTAINERS, PROFILES } from "../../src/sizing/profiles";
import { overviewOf } from "../../stacks/overview";
import { synthesize } from "../../stacks/synthesize";
import { ACME, KEYCLOAK } from "../stacks/acme";
import type { Synthesized } from "../synth";
import { releasesOf, scratchFolder } from "../tools/examples";

const CLIENT: ClientInput = {
  ...ACME,
  cluster: { provider: "existing", context: "c", nodes: [{ cpu: 8, memory: "30Gi", count: 3 }] },
  ingress: { certificates: { issuer: "letsencrypt", email: "ops@acme.dev" } },
  identity: KEYCLOAK,
  tracing: {},
};

function releasesIn(config: ClientConfig): Readonly<Record<string, object>> {
  const out = join(scratchFolder(), "out");
  const stacks = synthesize([config], out).map((name) => {
    const folder = join(out, "stacks", name);
    return { name, folder, json: JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as Synthesized };
  });
  return Object.fromEntries(releasesOf({ file: "", config, stacks }).map(({ chart, values }) => [chart, values]));
}

describe("profiles", () => {
  it("name containers that there are", () => {
    expect(CONTAINERS.map(({ chart, container }) => `${chart}/${container}`)).toEqual(
      expect.arrayContaining(GROWING_CONTAINERS),
    );
  });

  it("never ask for less as they grow, and keep the limit above the request", () => {
    const [small, standard, large] = PROFILES.map(containersOf);
    for (const [index, { container, cpu, memory, limit }] of (small ?? []).entries()) {
      const sizes = [standard?.[index], large?.[index]];
      for (const [before, after] of [
        [{ cpu, memory, limit }, sizes[0]],
        [sizes[0], sizes[1]],
      ] as const) {
        expect(after?.cpu, container).toBeGreaterThanOrEqual(before?.cpu ?? 0);
        expect(after?.memory, container).toBeGreaterThanOrEqual(before?.memory ?? 0);
        expect(after?.limit, container).toBeGreaterThan(after?.memory ?? 0);
      }
    }
  });

  it("size the values of a chart", () => {
    expect(sizedValues("prometheus", "standard")).toHaveProperty("server.resources", {
      requests: { cpu: "300m", memory: "2048Mi" },
      limits: { memory: "4096Mi" },
    });
    expect(sizedValues("cert-manager", "large")).toEqual(sizedValues("cert-manager"));
  });
});

describe("size in a config", () => {
  it("gives volumes that are not given, and leaves the others", () => {
    const config = parseClient({ ...CLIENT, size: "standard", loki: { volume: "12Gi" } });
    expect([config.grafana.volume, config.prometheus.volume, config.loki.volume, config.tracing?.volume]).toEqual([
      "10Gi",
      "50Gi",
      "12Gi",
      "30Gi",
    ]);
    expect(config.identity).toMatchObject({ database: { type: "in-cluster", volume: "10Gi" } });
    expect(parseClient(CLIENT).prometheus.volume).toBe("8Gi");
  });

  it("adds no section that is not written", () => {
    const { tracing, identity, ...rest } = CLIENT;
    const config = parseClient({ ...rest, size: "large" });
    expect([config.tracing, config.identity]).toEqual([undefined, undefined]);
  });

  it.each(PROFILES)("reaches every release: %s", (size) => {
    const config = parseClient({ ...CLIENT, size });
    const releases = releasesIn(config);
    expect(Object.keys(releases).sort()).toEqual(
      overviewOf(config)
        .components.map(({ chart }) => chart as string)
        .sort(),
    );
    for (const [chart, values] of Object.entries(releases))
      expect(values, chart).toMatchObject(sizedValues(chart, size));
  });
});
