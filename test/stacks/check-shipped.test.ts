import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ClientConfig, loadClient } from "../../src/config";
import { checkClient } from "../../stacks/check";
import { checkShipped, platformOf } from "../../stacks/check-shipped";

const CLIENTS = join(__dirname, "..", "..", "clients");

async function client(name: string): Promise<ClientConfig> {
  return (await loadClient(join(CLIENTS, name), { allowTypeScript: false })).config;
}

describe("shipped dashboards and alerts", () => {
  it.each(readdirSync(CLIENTS))("ask for nothing that %s does not have", async (name) => {
    expect(checkShipped(await client(name))).toEqual([]);
  });

  it("ask for nothing that a client with the rarest scrapes of them all does not have", async () => {
    const config = await client("minimal.yaml");
    const at = (scrapeInterval: string) => ({ ...config, prometheus: { ...config.prometheus, scrapeInterval } });
    expect(checkShipped(at("60s"))).toEqual([]);
    expect(checkClient(at("60s"))).toEqual([]);
    expect(checkClient(at("10m"))).toEqual(checkShipped(at("10m")));
  });

  it("are refused where scrapes are too rare for their windows", async () => {
    const config = await client("minimal.yaml");
    const rare = { ...config, prometheus: { ...config.prometheus, scrapeInterval: "10m" } };
    const found = checkShipped(rare);
    expect(found.length).toBeGreaterThan(0);
    for (const { message } of found) expect(message).toContain("two scrapes");
  });
});

describe("platformOf", () => {
  it("takes metrics, scrapes and log labels from the config", async () => {
    const { catalogue, scrapeInterval, logLabels } = platformOf(await client("on-premise.yaml"));
    expect(catalogue.components).not.toContain("cert-manager");
    expect(scrapeInterval).toBe(60);
    expect(logLabels).toContain("namespace");
  });
});
