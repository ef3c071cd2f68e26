import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ClientInput, parseClient } from "../../src/config";
import { PRICES_OF } from "../../src/sizing/droplets";
import { capacityProblems } from "../../stacks/capacity-problems";
import { overviewOf } from "../../stacks/overview";
import { ACME, DROPLETS, KEYCLOAK } from "./acme";

const DOCS = readFileSync(join(__dirname, "..", "..", "docs", "scaling.md"), "utf8");

/** A line of the table of costs: size, what is in it, nodes, dollars. */
const ROW = /^\| `(\w+)`: ([^|]+) \| (\d+) x `([^`]+)` \| ([\d.]+) \|$/gm;

function costly(size: string, what: string, count: number, slug: string) {
  const written = {
    ...ACME,
    size,
    cluster: { ...DROPLETS, nodePools: { main: { size: slug, count } } },
    ingress: { certificates: { issuer: "letsencrypt", email: "ops@acme.dev" } },
    loki: { bucket: "acme-logs" },
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

  it("has every size, with and without all of it, and the day of the prices", () => {
    expect(rows).toHaveLength(6);
    expect(DOCS).toContain(`by the prices of ${PRICES_OF}`);
  });

  it.each(rows)("is right: $size, $what", ({ size, what, count, slug, dollars }) => {
    const config = costly(size, what, count, slug);
    expect(capacityProblems(config)).toEqual([]);
    expect(overviewOf(config).cost?.monthly).toEqual({ min: dollars, max: dollars });
  });
});
