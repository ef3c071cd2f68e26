import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { billOf, type Lock } from "../../scripts/sbom/bill";

const ROOT = join(__dirname, "..", "..");
const LOCK: Lock = {
  name: "us",
  version: "1.0.0",
  packages: {
    "": { license: "Apache-2.0", dependencies: { a: "1", "@s/b": "2" } },
    "node_modules/a": { version: "1.1.0", integrity: "sha512-AQI=", license: "MIT", dependencies: { c: "1" } },
    "node_modules/a/node_modules/c": { version: "1.0.0", integrity: "sha512-AQI=", license: "ISC" },
    "node_modules/@s/b": {
      version: "2.0.0",
      integrity: "sha1-AQI=",
      license: "(MIT OR ISC)",
      dependencies: { c: "2" },
    },
    "node_modules/c": { version: "2.0.0", integrity: "sha512-AQI=" },
    "node_modules/of-tests": { version: "9.0.0" },
  },
};

describe("billOf", () => {
  it("has what is installed with the package, each version once, and nothing of the tests", () => {
    const bill = billOf(LOCK);
    expect(bill.components.map((component) => component["bom-ref"])).toEqual([
      "@s/b@2.0.0",
      "a@1.1.0",
      "c@1.0.0",
      "c@2.0.0",
    ]);
    expect(bill.dependencies).toContainEqual({ ref: "a@1.1.0", dependsOn: ["c@1.0.0"] });
    expect(bill.dependencies).toContainEqual({ ref: "@s/b@2.0.0", dependsOn: ["c@2.0.0"] });
  });

  it("names each by address, digest and licence", () => {
    const [scoped] = billOf(LOCK).components;
    expect(scoped).toMatchObject({
      purl: "pkg:npm/%40s/b@2.0.0",
      hashes: [{ alg: "SHA-1", content: "0102" }],
      licenses: [{ expression: "(MIT OR ISC)" }],
    });
  });

  it("refuses a lock that lacks a dependency", () => {
    const { "node_modules/c": _, ...packages } = LOCK.packages;
    expect(() => billOf({ ...LOCK, packages })).toThrow(
      "c, which node_modules/@s/b needs, is not in package-lock.json",
    );
  });

  it("knows every dependency of ours, with its licence", () => {
    const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as Lock;
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { dependencies: object };
    const { components } = billOf(lock);
    for (const name of Object.keys(dependencies)) expect(components.map((one) => one.name)).toContain(name);
    for (const { name, licenses, hashes } of components) {
      expect(JSON.stringify(licenses), name).not.toContain("NOASSERTION");
      expect(hashes[0]?.content, name).toMatch(/^[0-9a-f]{128}$/);
    }
  });
});
