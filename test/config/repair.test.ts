import { describe, expect, it } from "vitest";
import { isWithin, repaired } from "../../src/config/repair";

const finding = (path: (string | number)[], fix?: unknown) => ({
  path,
  message: "",
  ...(fix === undefined ? {} : { fix }),
});

describe("repaired", () => {
  it("puts what a finding proposes in the place of what it found, and leaves the rest", () => {
    const input = { cluster: { region: "lon9", name: "a" } };
    expect(repaired(input, [finding(["cluster", "region"], { cluster: { region: "lon1" } })])).toEqual({
      cluster: { region: "lon1", name: "a" },
    });
    expect(input.cluster.region).toBe("lon9");
  });

  it("takes away what has no better value, in maps and in lists", () => {
    expect(repaired({ a: { x: 1, y: 2 }, l: [1, 2] }, [finding(["a", "x"]), finding(["l", 0])])).toEqual({
      a: { y: 2 },
      l: [undefined, 2],
    });
  });

  it("adds what is missing", () => {
    expect(repaired({}, [finding(["alerts"], { alerts: { routes: {} } })])).toEqual({ alerts: { routes: {} } });
  });
});

describe("isWithin", () => {
  it("is true of the place itself and of what lies below it", () => {
    expect(isWithin(["a", "b"], [["a"]])).toBe(true);
    expect(isWithin(["a"], [["a"]])).toBe(true);
    expect(isWithin(["a"], [["a", "b"]])).toBe(false);
  });
});
