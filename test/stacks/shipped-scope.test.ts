import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadClient } from "../../src/config";
import { shippedScope, slosOf } from "../../stacks/shipped-scope";

async function client(name: string) {
  const file = join(__dirname, "..", "..", "clients", `${name}.yaml`);
  return (await loadClient(file, { allowTypeScript: false })).config;
}

describe("shippedScope", () => {
  it("knows the pools of a DOKS cluster, what they cost, and how far they grow", async () => {
    const { pools } = shippedScope(await client("zai-lon1"));
    expect(pools).toMatchObject([
      { name: "dedicated", min: 1, max: 1, price: 28 },
      { name: "burst", min: 1, max: 3, price: 28 },
    ]);
    expect(shippedScope(await client("full")).pools).toEqual([]);
  });

  it("takes what was promised, over no longer than samples are kept", async () => {
    const config = await client("full");
    expect(slosOf(config)).toEqual([
      {
        name: "shop",
        of: { label: "service", value: "shop-web-80@kubernetes" },
        objective: 99.5,
        latency: { below: 0.5, objective: 95 },
        window: "15d",
      },
      {
        name: "login",
        of: { label: "router", value: "websecure-keycloak-keycloak-keycloakx-sso-full-example@kubernetes" },
        objective: 99.9,
        window: "15d",
      },
    ]);
    const kept = { ...config, prometheus: { ...config.prometheus, retention: "60d" } };
    expect(slosOf(kept).map(({ window }) => window)).toEqual(["30d", "30d"]);
  });
});
