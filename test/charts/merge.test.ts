import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HelmValue, type HelmValues, mergeValues } from "../../src/charts";

const KEYS = fc.constantFrom("a", "b", "c", "__proto__", "constructor");
const { values } = fc.letrec<{ value: HelmValue; values: HelmValues }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<HelmValue>(null, true, 1, "x", [], [{ a: 1 }], {}),
    tie("values") as fc.Arbitrary<HelmValue>,
  ),
  values: fc
    .array(fc.tuple(KEYS, tie("value") as fc.Arbitrary<HelmValue>), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries)),
}));

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) for (const below of Object.values(value)) deepFreeze(below);
  return Object.freeze(value);
}

describe("merging values", () => {
  it("merges maps deeply, replaces lists and scalars", () => {
    const base = { replicas: 1, image: { tag: "1", repository: "r" }, args: ["a", "b"] };
    expect(mergeValues(base, { replicas: 2, image: { tag: "2" }, args: ["c"] })).toEqual({
      replicas: 2,
      image: { tag: "2", repository: "r" },
      args: ["c"],
    });
  });

  it("keeps a null, so that Helm deletes the chart's default too", () => {
    expect(mergeValues({ affinity: { podAffinity: {} } }, { affinity: null })).toEqual({ affinity: null });
  });

  it("puts a map in the place of a scalar, and a scalar in the place of a map", () => {
    expect(mergeValues({ a: 1, b: { c: 1 } }, { a: { d: 1 }, b: 2 })).toEqual({ a: { d: 1 }, b: 2 });
  });

  it("takes __proto__ for a key like any other", () => {
    const merged = mergeValues({}, JSON.parse('{"__proto__": {"polluted": true}}') as HelmValues);
    expect(Object.keys(merged)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("holds its laws", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        deepFreeze([a, b]);
        const merged = mergeValues(a, b);
        expect(mergeValues(a, {})).toEqual(a);
        expect(mergeValues({}, b)).toEqual(b);
        expect(mergeValues(merged, b)).toEqual(merged);
        expect(new Set(Object.keys(merged))).toEqual(new Set([...Object.keys(a), ...Object.keys(b)]));
        for (const [key, value] of Object.entries(b)) {
          const below = Object.hasOwn(a, key) ? a[key] : undefined;
          if (!isMap(value)) expect(own(merged, key)).toEqual(value);
          else expect(own(merged, key)).toEqual(mergeValues(isMap(below) ? below : {}, value));
        }
      }),
    );
  });

  it("shares no map with what it was given", () => {
    const base = { a: { b: { c: 1 } }, list: [{ d: 1 }] };
    const merged = mergeValues(base, {});
    expect(merged.a).not.toBe(base.a);
    expect((merged.list as HelmValue[])[0]).not.toBe(base.list[0]);
  });
});

function isMap(value: HelmValue | undefined): value is HelmValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(map: HelmValues, key: string): HelmValue | undefined {
  return Object.getOwnPropertyDescriptor(map, key)?.value as HelmValue | undefined;
}
