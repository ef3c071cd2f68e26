import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { main } from "../../cli/main";
import { chartPin } from "../../src/charts";
import { printed } from "./printed";

const CLIENT = "clients/on-premise.yaml";
/** Charts that it runs, each once or several times: the agents of its nodes, of its events and of its journal are one chart. */
const CHARTS = ["alloy", "grafana", "loki", "prometheus", "prometheus-blackbox-exporter", "traefik"] as const;

const told = printed();
const folder = mkdtempSync(join(tmpdir(), "belvedere-verify-"));
const path = process.env.PATH;

afterEach(() => {
  process.env.PATH = path;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder of packages that are those of nobody, and a helm that renders nothing of any. */
function packages(): string {
  const place = join(folder, "charts");
  mkdirSync(place, { recursive: true });
  for (const chart of CHARTS) writeFileSync(join(place, `${chart}-${chartPin(chart).version}.tgz`), "made up");
  writeFileSync(join(folder, "helm"), "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  process.env.PATH = `${folder}:${path}`;
  return place;
}

function differing(): readonly string[] {
  const lines = told.out.split("\n").filter((line) => line.includes("is not the package that"));
  return lines.map((line) => /charts\.([a-z-]+):/.exec(line)?.[1] ?? line);
}

describe("charts verify", () => {
  it("names every package that a folder lacks", async () => {
    expect(await main(["charts", "verify", CLIENT, "--from", folder], "1.2.3")).toBe(1);
    for (const chart of CHARTS)
      expect(told.err + told.out).toContain(`${chart}-${chartPin(chart).version}.tgz does not exist`);
  });

  it("holds a folder's packages against the lock where it is asked to, each once", async () => {
    const from = packages();
    expect(await main(["charts", "verify", CLIENT, "--digests", "--from", from], "1.2.3")).toBe(1);
    const locked = CHARTS.filter((chart) => chartPin(chart).digest !== undefined);
    expect([...differing()].sort()).toEqual(locked);
    expect(locked).toContain("alloy");
  });

  it("lets a mirror pack them anew where it is not", async () => {
    const from = packages();
    await main(["charts", "verify", CLIENT, "--from", from], "1.2.3");
    expect(differing()).toEqual([]);
  });
});
