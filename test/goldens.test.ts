import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { GOLDENS, goldens } from "./goldens";

const committed = readdirSync(GOLDENS, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(GOLDENS.length + 1))
  .sort();

describe("goldens of the example clients (npm run goldens rewrites them)", () => {
  let made: ReadonlyMap<string, string>;

  beforeAll(async () => {
    made = await goldens();
    // All clients at once, on a machine that others use as well.
  }, 60_000);

  it.each(committed)("%s is what is made today", (path) => {
    expect(made.get(path)).toBe(readFileSync(join(GOLDENS, path), "utf8"));
  });

  it("are all committed", () => {
    expect([...made.keys()].sort()).toEqual(committed);
  });
});
