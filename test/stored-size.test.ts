import { describe, expect, it } from "vitest";
import { MOST_STORED, storedBytes, tooLarge } from "../src/stored-size";

describe("what Kubernetes stores in one object", () => {
  it("is a mebibyte, of which metadata has its part", () => {
    expect(MOST_STORED).toBe(1_040_384);
    expect(tooLarge("a file", MOST_STORED, "fewer lines")).toBeUndefined();
    expect(tooLarge("a file", MOST_STORED + 1, "fewer lines")).toBe(
      "got a file of 1040385 bytes, must be at most 1040384, which is what Kubernetes stores in one object: fewer lines",
    );
  });

  it("is counted in bytes, without keys", () => {
    expect(storedBytes({ a: "é", "long-name.json": "ab" })).toBe(4);
  });
});
