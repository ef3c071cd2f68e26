import { describe, expect, it } from "vitest";
import { earlierAlike } from "../../src/config/rules/earlier";

describe("earlierAlike", () => {
  it("finds the first before each that has the same key", () => {
    const items = ["ant", "bee", "Ant", "ANT", "-", "-"];
    const key = (item: string) => (item === "-" ? undefined : item.toLowerCase());
    expect(earlierAlike(items, key)).toEqual([undefined, undefined, "ant", "ant", undefined, undefined]);
  });

  it("walks a long list once", () => {
    let asked = 0;
    const items = Array.from({ length: 1000 }, (_, index) => index);
    earlierAlike(items, (item) => String(asked++ && item));
    expect(asked).toBe(1000);
  });
});
