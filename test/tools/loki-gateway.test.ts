import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClientConfig, loadClient } from "../../src/config";
import { exampleIn, releasesOf, scratchFolder } from "./examples";
import { freePort } from "./free-port";
import { chartPackages, rendered } from "./rendered";
import { fileOnPath, installed } from "./requirement";
import { suiteWith } from "./suite";

const FERMILAB = join(__dirname, "..", "..", "clients", "fermilab-example.yaml");

const charts = chartPackages(installed("helm"));
const nginx = fileOnPath("nginx", "Loki's gateway is one: install the distribution's");

/** What stands in for Loki: it answers with the tenant that it was told. */
async function echo(): Promise<Server> {
  const server = createServer((request, response) => response.end(String(request.headers["x-scope-orgid"] ?? "none")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** The gateway's configuration as the chart renders it, with addresses of this machine. */
function nginxConfig(text: string, folder: string, port: number, loki: number): string {
  return text
    .replaceAll(/listen +\[::\]:\d+;/g, "")
    .replaceAll(/listen +\d+;/g, `listen 127.0.0.1:${port};`)
    .replaceAll(/http:\/\/loki[^/:]*:3100/g, `http://127.0.0.1:${loki}`)
    .replaceAll(/resolver [^;]+;/g, "")
    .replaceAll("/tmp/", `${folder}/`)
    .replaceAll("/dev/stderr", `${folder}/log`);
}

suiteWith("Loki's gateway", "value" in nginx ? charts : nginx, (place) => {
  if ("missing" in nginx || !("helm" in place)) throw new Error("no nginx");
  describe.each(["current", "conservative"] as const)("of the chart %s", (chart) => {
    let gateway: ChildProcess;
    let loki: Server;
    let address: string;

    beforeAll(async () => {
      const { config } = await loadClient(FERMILAB);
      const changed: ClientConfig = { ...config, loki: { ...config.loki, chart } };
      const folder = scratchFolder();
      const release = releasesOf(exampleIn(folder, FERMILAB, changed)).find(({ name }) => name.startsWith("loki"));
      if (release === undefined) throw new Error("no release of Loki");
      const maps = rendered(place, release, folder).filter(({ data }) => data?.["nginx.conf"] !== undefined);
      loki = await echo();
      const port = await freePort();
      address = `http://127.0.0.1:${port}`;
      mkdirSync(join(folder, "logs"));
      const text = nginxConfig(maps[0]?.data?.["nginx.conf"] ?? "", folder, port, (loki.address() as AddressInfo).port);
      writeFileSync(join(folder, "nginx.conf"), text);
      gateway = spawn(nginx.value, ["-p", folder, "-c", join(folder, "nginx.conf"), "-g", "daemon off;"]);
      await answers(address, () => readFileSync(join(folder, "log"), "utf8"));
    }, 60_000);

    afterAll(() => {
      gateway.kill();
      loki.close();
    });

    const tenant = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(`${address}${path}`, { method: "POST", headers, body: "{}" })).text();

    it("gives lines without a tenant to the client", async () => {
      expect(await tenant("/loki/api/v1/push")).toBe("fermilab-example");
    });

    it("leaves lines to the tenant that they name", async () => {
      expect(await tenant("/loki/api/v1/push", { "X-Scope-OrgID": "other" })).toBe("other");
    });

    it("still has whoever reads name a tenant", async () => {
      expect(await tenant("/loki/api/v1/query_range")).toBe("none");
      expect(await tenant("/loki/api/v1/query_range", { "X-Scope-OrgID": "other" })).toBe("other");
    });
  });
});

async function answers(address: string, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const up = await fetch(address).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing answers at ${address}: ${said()}`);
}
