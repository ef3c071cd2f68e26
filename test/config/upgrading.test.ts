import { describe, expect, it } from "vitest";
import { z } from "zod";
import { unknownKey } from "../../src/config/explain/unknown-key";
import { upgradingPage } from "../../src/config/upgrading";

const volume = z
  .string()
  .optional()
  .meta({ description: "Volume.", examples: ["8Gi"], renamedFrom: { key: "disk", since: "0.3.0" } });
const store = z.strictObject({ volume }).meta({ description: "A store." });

describe("a key that has another name now", () => {
  it("is an error that gives the name and the value to paste", () => {
    const part = { schema: store, value: { disk: "20Gi" }, path: ["store"], text: () => undefined };
    expect(unknownKey(part, [], "disk")).toEqual({
      path: ["store", "disk"],
      at: "key",
      message: 'is called "volume" since release 0.3.0',
      meant: ["store", "volume"],
      fix: { store: { volume: "20Gi" } },
    });
  });

  it("stands in UPGRADING.md", () => {
    expect(upgradingPage({ store })).toContain("| 0.3.0 | `store.disk` | `store.volume` |");
    expect(upgradingPage({ store: z.strictObject({}) })).toContain("None so far.");
  });
});
