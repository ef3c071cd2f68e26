import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { chartNames, chartPin } from "../../src/charts";
import { digestDifference, packageDigest } from "../../src/charts/digest";

const folder = mkdtempSync(join(tmpdir(), "belvedere-digest-"));
const file = join(folder, "alloy-1.11.1.tgz");
writeFileSync(file, "a package");

/** Their indexes could not be read when they were locked: `charts update` records what their repositories serve. */
const UNRECORDED = ["cert-manager", "prometheus", "prometheus-blackbox-exporter", "traefik"];

afterAll(() => rmSync(folder, { recursive: true }));

describe("digests of the lock", () => {
  it("are SHA-256, and of every chart but those whose index is not known", () => {
    const digests = chartNames().map((chart) => [chart, chartPin(chart).digest] as const);
    expect(digests.filter(([, digest]) => digest === undefined).map(([chart]) => chart)).toEqual(UNRECORDED);
    for (const [, digest] of digests) if (digest !== undefined) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("let the package pass that they are of", () => {
    expect(digestDifference({ ...chartPin("alloy"), digest: packageDigest(file) }, file)).toBeUndefined();
  });

  it("say what another package is, and where it should be from", () => {
    expect(digestDifference(chartPin("alloy"), file)).toBe(
      `${file} is not the package that https://grafana.github.io/helm-charts served as ${chartPin("alloy").version} when it was locked: got ${packageDigest(file)}, must be ${chartPin("alloy").digest}`,
    );
  });

  it("say nothing of a pin without one", () => {
    const { digest: _, ...pin } = chartPin("alloy");
    expect(digestDifference(pin, file)).toBeUndefined();
  });
});
