import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hold } from "./hold";
import { MUTATED_BYTES, MUTATED_TREE } from "./mutations";

/** A bounded share of `npm run fuzz`, the same at every run. */
const SHARE = 100;

describe("any change of an example", { timeout: 120_000 }, () => {
  it("of its tree is checked to the end, every problem with its place, and synthesized where it is none", async () => {
    let synthesized = 0;
    const property = fc.asyncProperty(MUTATED_TREE, async (text) => {
      if ((await hold(text)).synthesized) synthesized += 1;
    });
    await fc.assert(property, { numRuns: SHARE, seed: 11 });
    expect(synthesized).toBeGreaterThan(5);
  });

  it("of its bytes is checked to the end, every problem with its place", async () => {
    await fc.assert(
      fc.asyncProperty(MUTATED_BYTES, async (bytes) => {
        await hold(bytes);
      }),
      { numRuns: SHARE, seed: 12 },
    );
  });

  it.each(["toString", "constructor", "__proto__"])("%s is a text like any other", async (text) => {
    const client = readFileSync(join(__dirname, "..", "..", "clients", "minimal.yaml"), "utf8");
    expect(await hold(client.replace("fra1", text))).toMatchObject({ problems: 1, synthesized: false });
  });
});
