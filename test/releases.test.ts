import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { lossesOf } from "../src/upgrade";
import { RELEASES, type ReleasedExamples, releasedExamples } from "./releases";

const KEPT = readdirSync(RELEASES).sort();

/** What a release may lose, each with its reason. Empty as long as nothing has to. */
const ACCEPTED: readonly string[] = [];

describe.each(KEPT)("an upgrade from %s", (file) => {
  const before = JSON.parse(readFileSync(join(RELEASES, file), "utf8")) as ReleasedExamples;
  let after: ReleasedExamples;

  beforeAll(async () => {
    after = await releasedExamples();
  });

  it.each(Object.keys(before))("of %s replaces nothing that holds data", (client) => {
    for (const [name, stack] of Object.entries(before[client] ?? {})) {
      const now = after[client]?.[name];
      expect(now, `${name} is gone`).toBeDefined();
      const losses = lossesOf(name, { ...stack }, { ...now });
      expect(losses.map(({ path, message }) => `${path}: ${message}`).filter((one) => !ACCEPTED.includes(one))).toEqual(
        [],
      );
    }
  });

  it.each(Object.keys(before))("of %s keeps every uid that people link to", (client) => {
    for (const [name, { uids }] of Object.entries(before[client] ?? {}))
      for (const kind of ["dashboards", "datasources", "alerts"] as const)
        expect(after[client]?.[name]?.uids[kind], `${name}: ${kind}`).toEqual(expect.arrayContaining([...uids[kind]]));
  });
});

it("keeps at least one release", () => {
  expect(KEPT).not.toEqual([]);
});
