import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { chartNames, chartPin, checkValues, contractOf, type HelmValues } from "../../src/charts";
import { CONTRACTS_FOLDER } from "../../src/charts/contract";
import { contractText } from "../../src/charts/generate/contract-text";
import { folderOf } from "./folders";

const DEFAULTS = folderOf("the charts' own values", undefined, join(__dirname, "../../../shared/charts"));

describe("the lock", () => {
  it("pins each chart by an https or oci repository and a whole version", () => {
    for (const pin of chartNames().map(chartPin)) {
      expect(pin.repository).toMatch(/^(https|oci):\/\/\S+[^/]$/);
      expect(pin.version).toMatch(/^v?\d+\.\d+\.\d+(-weekly\.\d+)?$/);
      expect(pin.appVersion).not.toBe("");
    }
  });

  it("has a contract of the same version for each chart, and no other", () => {
    expect(readdirSync(CONTRACTS_FOLDER).sort()).toEqual(
      chartNames()
        .map((chart) => `${chart}.json`)
        .sort(),
    );
    for (const { chart, version, appVersion } of chartNames().map(chartPin)) {
      expect(contractOf(chart)).toMatchObject({ chart, version, appVersion });
    }
  });
});

describe.each(chartNames())("the contract of %s", (chart) => {
  const file = join(CONTRACTS_FOLDER, `${chart}.json`);

  it("is small, and written as the update writes it", () => {
    expect(statSync(file).size).toBeLessThan(60_000);
    expect(contractText(contractOf(chart))).toBe(readFileSync(file, "utf8"));
  });

  it("holds facts, and no text of the chart", () => {
    const texts = JSON.stringify(contractOf(chart)).match(/"(?:[^"\\]|\\.)*"/g) ?? [];
    expect(texts.filter((text) => /\s/.test(text) || text.length > 80)).toEqual([]);
  });

  const { package: name, version } = chartPin(chart);
  const defaults = join(DEFAULTS ?? "", name, version, "values.yaml");
  it.skipIf(!existsSync(defaults))("accepts the chart's own defaults", () => {
    const text = readFileSync(defaults, "utf8");
    expect(checkValues(chart, parse(text, { merge: true }) as HelmValues, chart)).toEqual([]);
  });
});

describe("sums of the contracts", () => {
  it("know what a chart requests by default", () => {
    const [alloy] = contractOf("alloy").workloads;
    expect(alloy).toMatchObject({ kind: "DaemonSet", perNode: true });
    expect(alloy?.containers).toContainEqual({
      name: "config-reloader",
      requests: { cpu: "10m", memory: "50Mi" },
      limits: null,
    });
    const caches = contractOf("loki").workloads.filter(({ onlyWith }) => /Cache\.enabled$/.test(onlyWith ?? ""));
    expect(caches.map(({ containers }) => containers[0]?.requests?.memory)).toEqual(["9830Mi", "1229Mi"]);
  });

  it("know the volumes", () => {
    const volumes = contractOf("prometheus").workloads.flatMap(({ key, volumes }) =>
      volumes.map(({ size }) => `${key} ${size}`),
    );
    expect(volumes).toEqual(["alertmanager 2Gi", "prometheus-pushgateway 2Gi", "server 8Gi"]);
  });
});
