import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { changesText, listCharts, updateCharts } from "../../cli/charts-update";
import { chartNames, chartPin } from "../../src/charts";
import { LOCK_FILE } from "../../src/charts/lock";
import { InputError } from "../../src/problem";
import { tar } from "./generate/tar";

const folder = mkdtempSync(join(tmpdir(), "belvedere-update-"));
const { version } = chartPin("alloy");
const path = process.env.PATH;

function packageOf(name: string, files: Readonly<Record<string, string>>): string {
  const from = mkdtempSync(join(folder, "packages-"));
  writeFileSync(join(from, name), gzipSync(tar(files)));
  return from;
}

async function problemOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

beforeEach(() => {
  mkdirSync(join(folder, "contracts"), { recursive: true });
  writeFileSync(join(folder, "lock.json"), readFileSync(LOCK_FILE));
});
afterEach(() => {
  process.env.PATH = path;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("updating charts", () => {
  it("lists what is locked", () => {
    expect(listCharts().map(({ chart }) => chart)).toEqual(chartNames());
  });

  it("says which package is missing from a folder, and what there is", async () => {
    const from = packageOf("alloy-0.0.1.tgz", {});
    const message = await problemOf(updateCharts({ charts: ["alloy"], from, folder }));
    expect(message).toContain(
      `charts.alloy: ${join(from, `alloy-${version}.tgz`)} does not exist; there are alloy-0.0.1.tgz`,
    );
  });

  it("refuses a package that is another chart than its name says", async () => {
    const from = packageOf(`alloy-${version}.tgz`, { "loki/Chart.yaml": "name: loki\nversion: 1.0.0\n" });
    expect(await problemOf(updateCharts({ charts: ["alloy"], from, folder }))).toContain(`got loki 1.0.0 in `);
  });

  it("says what to do without helm, and writes nothing", async () => {
    process.env.PATH = folder;
    const from = packageOf(`alloy-${version}.tgz`, { "alloy/Chart.yaml": `name: alloy\nversion: ${version}\n` });
    expect(await problemOf(updateCharts({ charts: ["alloy"], from, folder }))).toMatch(
      /^helm: could not be run .*; the contracts/,
    );
    expect(readdirSync(join(folder, "contracts"))).toEqual([]);
  });

  it("asks for a package of a registry by its address, and of a repository by its name", async () => {
    const asked = join(folder, "asked");
    writeFileSync(join(folder, "helm"), `#!/bin/sh\necho "$@" >> ${asked}\nexit 1\n`, { mode: 0o755 });
    process.env.PATH = `${folder}:${path}`;
    for (const chart of ["postgres", "alloy"] as const)
      expect(await problemOf(updateCharts({ charts: [chart], folder }))).toContain("helm could not pull version");
    const [registry, repository] = readFileSync(asked, "utf8").split("\n");
    expect(registry).toMatch(
      /^pull oci:\/\/registry-1\.docker\.io\/cloudpirates\/postgres --version \S+ --destination /,
    );
    expect(repository).toMatch(/^pull alloy --repo https:\/\/\S+ --version /);
  });

  it("refuses a package that its repository serves in the place of the locked one", async () => {
    const packed = packageOf("made.tgz", { "alloy/Chart.yaml": `name: alloy\nversion: ${version}\n` });
    const pull = `#!/bin/sh\nwhile [ "$1" != --destination ]; do shift; done\ncp ${packed}/made.tgz "$2/alloy-${version}.tgz"\n`;
    writeFileSync(join(folder, "helm"), pull, { mode: 0o755 });
    process.env.PATH = `${folder}:${path}`;
    expect(await problemOf(updateCharts({ charts: ["alloy"], folder }))).toMatch(
      /charts\.alloy: \S+ is not the package that https:\S+ served as \S+ when it was locked: got [0-9a-f]{64}, must be [0-9a-f]{64}/,
    );
    expect(readFileSync(join(folder, "lock.json"), "utf8")).toBe(readFileSync(LOCK_FILE, "utf8"));
  });

  it("prints no change as such", () => {
    expect(changesText([])).toBe("no change\n");
    expect(changesText([{ chart: "loki", lines: ["service gateway: gone"] }])).toBe("loki\n  service gateway: gone\n");
  });
});
