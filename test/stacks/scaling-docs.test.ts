import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ClientInput, parseClient } from "../../src/config";
import { PRICES_OF } from "../../src/sizing/droplets";
import { mimirSeries } from "../../src/sizing/mimir";
import { defaultVolume, PROFILES, type Size } from "../../src/sizing/profiles";
import { capacityProblems } from "../../stacks/capacity-problems";
import { overviewOf } from "../../stacks/overview";
import { ACME, DROPLETS, KEYCLOAK } from "./acme";

const DOCS = readFileSync(join(__dirname, "..", "..", "docs", "scaling.md"), "utf8");

/** Nodes on which everything has room. */
const ROOMY: ClientInput["cluster"] = {
  provider: "existing",
  context: "c",
  nodes: [{ cpu: 16, memory: "60Gi", count: 6 }],
};

const STORE = { bucket: "acme-metrics", endpoint: "https://s3.acme.dev", region: "eu" };

/** A line of the table of costs: size, what is in it, nodes, dollars. */
const ROW = /^\| `(\w+)`: ([^|]+) \| (\d+) x `([^`]+)` \| ([\d.]+) \|$/gm;

function costly(size: string, what: string, count: number, slug: string) {
  const written = {
    ...ACME,
    size,
    cluster: { ...DROPLETS, nodePools: { main: { size: slug, count } } },
    ingress: { certificates: { issuer: "letsencrypt", email: "ops@acme.dev" } },
    loki: { bucket: "acme-logs" },
    ...(what.includes("Mimir")
      ? { mimir: { bucket: "acme-metrics", replicationFactor: what.includes("three") ? 3 : 1 } }
      : {}),
    ...(what.includes("Keycloak") ? { identity: KEYCLOAK, tracing: { bucket: "acme-traces" } } : {}),
  };
  return parseClient(written as ClientInput);
}

describe("docs/scaling.md", () => {
  const rows = [...DOCS.matchAll(ROW)].map(([, size = "", what = "", count = "", slug = "", dollars = ""]) => ({
    size,
    what,
    count: Number(count),
    slug,
    dollars: Number(dollars),
  }));

  it("has every size, with and without all of it, with Mimir in both ways, and the day of the prices", () => {
    expect(rows).toHaveLength(12);
    expect(DOCS).toContain(`by the prices of ${PRICES_OF}`);
  });

  it.each(rows)("is right: $size, $what", ({ size, what, count, slug, dollars }) => {
    const config = costly(size, what, count, slug);
    expect(capacityProblems(config)).toEqual([]);
    expect(overviewOf(config).cost?.monthly).toEqual({ min: dollars, max: dollars });
  });

  const SIZES = /^\| `(\w+)` \| ([\d,]+) \| (\d+) Mi, (\d+)m \| (\d+) Mi, (\d+)m \| (.+) \|$/gm;
  const carried = [...DOCS.matchAll(SIZES)].map(([, size = "", series = "", ...figures]) => ({
    size: size as Size,
    series: Number(series.replaceAll(",", "")),
    figures: figures.slice(0, 4).map(Number),
    volumes: figures[4],
  }));

  it("says what Mimir of each size carries", () => {
    expect(carried.map(({ size }) => size)).toEqual([...PROFILES]);
  });

  it.each(carried)("is right about Mimir: $size", ({ size, series, figures, volumes }) => {
    expect(mimirSeries(size, { ingester: 1 }, 1)).toBe(series);
    const asked = ([1, 3] as const).flatMap((replicationFactor) => {
      const config = parseClient({ ...ACME, size, cluster: ROOMY, mimir: { ...STORE, replicationFactor } });
      const { cpu = 0, memory = 0 } =
        overviewOf(config).requests.find(({ chart }) => chart.startsWith("mimir"))?.fixed ?? {};
      return [memory, cpu];
    });
    expect(asked).toEqual(figures);
    const volume = defaultVolume("mimir", size).replace("Gi", " Gi");
    expect(volumes).toBe(`3 x ${volume}; 6 x ${volume}`);
  });
});
