import { TerraformVariable } from "cdktf";
import { describe, expect, it } from "vitest";
import { splitLate } from "../../src/terraform/late-values";
import { synthesized } from "../synth";

describe("Helm values that a plan will know", () => {
  it("are set beside those that are known now", () => {
    synthesized((stack) => {
      const host = new TerraformVariable(stack, "host", { type: "string" }).stringValue;
      expect(splitLate({ a: 1, database: { host, port: 5432 }, "x.y/z": { w: host }, list: ["b"] })).toEqual({
        known: { a: 1, database: { port: 5432 }, "x.y/z": {}, list: ["b"] },
        late: [
          { name: "database.host", value: host, type: "string" },
          { name: "x\\.y/z.w", value: host, type: "string" },
        ],
      });
    });
  });
});
