import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { GOLDENS, goldens } from "./goldens";

const made = await goldens();

describe("goldens of the example clients (npm run goldens rewrites them)", () => {
  it.each([...made.keys()])("%s is as committed", (path) => {
    const file = join(GOLDENS, path);
    expect(made.get(path)).toBe(existsSync(file) ? readFileSync(file, "utf8") : "no such golden");
  });

  it("has no file that nothing makes", () => {
    const committed = readdirSync(GOLDENS, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(GOLDENS.length + 1));
    expect(committed.sort()).toEqual([...made.keys()].sort());
  });
});
