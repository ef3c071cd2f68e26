import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartNames, checkValues, contractOf, type HelmValue, type HelmValues } from "../../src/charts";
import { schemaFor } from "../../src/charts/value-schema";
import {
  ANY_KEY,
  fits,
  knownKeys,
  leafKinds,
  resolved,
  type ValueNode,
  type ValueShapes,
} from "../../src/charts/value-tree";

interface Place {
  readonly path: readonly string[];
  readonly node: ValueNode;
}

/** Every place of a tree, with `free` for a key that an open map takes. */
function places(given: ValueNode, shapes: ValueShapes, path: readonly string[] = []): Place[] {
  const node = resolved(given, shapes);
  if (typeof node === "string") return [{ path, node }];
  const below = knownKeys(node).flatMap((key) => places(node[key] ?? "", shapes, [...path, key]));
  const free = node[ANY_KEY] === undefined ? [] : places(node[ANY_KEY], shapes, [...path, "free"]);
  return [{ path, node }, ...below, ...free];
}

const SAMPLES: Readonly<Record<string, HelmValue>> = {
  s: "x",
  i: 1,
  n: 1.5,
  b: true,
  l: [1],
  m: { any: 1 },
  "*": { any: 1 },
};
const ANY_SAMPLE = fc.constantFrom<HelmValue>("x", 1, 1.5, true, [1], { any: 1 }, {}, null);

function at(path: readonly string[], value: HelmValue): HelmValues {
  const [key = "", ...rest] = path;
  return { [key]: rest.length === 0 ? value : at(rest, value) };
}

const TREES = chartNames().map((chart) => {
  const { values, shapes } = contractOf(chart);
  return { chart, values, shapes, places: places(values, shapes).filter(({ path }) => path.length > 0) };
});

describe.each(TREES)("the tree of $chart", ({ chart, values: tree, shapes, places: known }) => {
  it("accepts every one of its places, with every kind that it may have", () => {
    for (const { path, node } of known) {
      const kinds = typeof node === "string" ? node : leafKinds(node);
      for (const kind of kinds)
        expect(checkValues(chart, at(path, SAMPLES[kind] ?? null), ""), path.join(".")).toEqual([]);
    }
  });

  it("refuses a mutated key in every closed map", () => {
    const closed = known.filter(({ node }) => typeof node !== "string" && node[ANY_KEY] === undefined);
    const misspelled = closed.flatMap(({ path, node }) => {
      const [key] = typeof node === "string" ? [] : knownKeys(node);
      return key === undefined ? [] : [[...path, `${key}Q7`]];
    });
    expect(misspelled.length).toBeGreaterThan(10);
    for (const path of misspelled) expect(fits(at(path, 1), tree, shapes), path.join(".")).toBe(false);
    fc.assert(
      fc.property(fc.constantFrom(...misspelled), (path) => {
        const [problem, ...others] = checkValues(chart, at(path, 1), "");
        expect(others).toEqual([]);
        expect(problem?.message).toMatch(/^unknown key/);
      }),
      { numRuns: 20 },
    );
  });

  it("is read alike by the walk and by ajv", () => {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, validateSchema: false });
    const mutated = fc.tuple(fc.constantFrom(...known), ANY_SAMPLE, fc.constantFrom("", "", "Q7"));
    fc.assert(
      fc.property(mutated, ([{ path }, sample, tail]) => {
        const value = at([...path.slice(0, -1), `${path.at(-1)}${tail}`], sample);
        expect(ajv.compile(schemaFor(value, tree, shapes))(value)).toBe(fits(value, tree, shapes));
      }),
      { numRuns: 100 },
    );
  });
});
