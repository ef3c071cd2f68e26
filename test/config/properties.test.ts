import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineCounter, parseDocument, stringify } from "yaml";
import { mergeMaps } from "../../src/config/source/merge";
import { sourceText } from "../../src/config/source/text";
import { locateValue, type MapNode, type Path, toValue } from "../../src/config/source/tree";
import { fromValue } from "../../src/config/source/value";
import { parseYaml } from "../../src/config/source/yaml";
import { problemsIn, problemsOf, workspace } from "./workspace";

const KEY = fc.oneof(
  fc.stringMatching(/^[a-z][A-Za-z0-9-]{0,8}$/),
  fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }).filter((key) => key !== "__proto__" && !hasControl(key)),
);

const LEAF = fc.oneof(
  fc.string({ maxLength: 20, unit: "grapheme" }).filter((text) => !hasControl(text)),
  fc.constant("two\nlines\n"),
  fc.integer(),
  fc.boolean(),
);

/** Trees of maps, lists and values, as a config may be. */
const TREE = fc.letrec<{ node: unknown; map: Record<string, unknown> }>((tie) => ({
  node: fc.oneof({ depthSize: "small" }, LEAF, tie("map"), fc.array(tie("node"), { maxLength: 4 })),
  map: fc.dictionary(KEY, tie("node"), { maxKeys: 5, noNullPrototype: true }),
})).map;

/** Trees of one kind at each key, so that a map never stands over a value: what a schema asks for. */
const OVERLAY: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    a: fc.integer(),
    b: fc.array(fc.integer(), { maxLength: 3 }),
    c: fc.record(
      { a: fc.integer(), d: fc.record({ e: fc.string(), f: fc.integer() }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    ),
    g: fc.dictionary(fc.constantFrom("x", "y", "z"), fc.record({ h: fc.integer() }, { requiredKeys: [] }), {
      noNullPrototype: true,
    }),
  },
  { requiredKeys: [] },
);

function hasControl(text: string): boolean {
  return [...text].some((character) => character < " " || character === "\u007f");
}

/** All paths of a value. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key], [...path, key]))];
}

function mapOf(value: unknown): MapNode {
  const { node } = fromValue(value);
  if (node.kind !== "map") throw new Error("got no map");
  return node;
}

describe("for any config", () => {
  it("every path has the place where a fresh parse finds it", () => {
    fc.assert(
      fc.property(TREE, fc.boolean(), fc.boolean(), (value, flow, windows) => {
        fc.pre(Object.keys(value).length > 0);
        const lines = stringify(value, { collectionStyle: flow ? "flow" : "any", aliasDuplicateObjects: false });
        const text = windows ? lines.replaceAll("\n", "\r\n") : lines;
        const counter = new LineCounter();
        const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false });
        const root = parseYaml(sourceText("a.yaml", text));
        expect(toValue(root)).toEqual(document.toJS());
        for (const path of pathsOf(value)) {
          const node = path.length === 0 ? document.contents : document.getIn(path, true);
          const { line, col } = counter.linePos((node as { range: [number] }).range[0]);
          expect(locateValue(root, path)).toEqual({ file: "a.yaml", line, column: col });
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("merging is associative, has an identity, and joins maps key by key", () => {
    const merged = (...all: Record<string, unknown>[]) =>
      toValue(all.map(mapOf).reduce(mergeMaps)) as Record<string, unknown>;
    fc.assert(
      fc.property(OVERLAY, OVERLAY, OVERLAY, (a, b, c) => {
        expect(merged(a, merged(b, c))).toEqual(merged(merged(a, b), c));
        expect(merged(a, {})).toEqual(a);
        expect(merged({}, a)).toEqual(a);
        expect(merged(a, a)).toEqual(a);
        expect(Object.keys(merged(a, b)).sort()).toEqual([...new Set([...Object.keys(a), ...Object.keys(b)])].sort());
        if ("b" in b) expect(merged(a, b).b).toEqual(b.b);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("null takes away what the base has, and nothing else", () => {
    fc.assert(
      fc.property(TREE, fc.nat(), (base, pick) => {
        const keys = Object.keys(base);
        fc.pre(keys.length > 0);
        const key = keys[pick % keys.length] as string;
        const { [key]: _, ...rest } = base;
        expect(toValue(mergeMaps(mapOf(base), mapOf({ [key]: null })))).toEqual(rest);
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});

describe("for any damage to a valid client", () => {
  const client = readFileSync(join(__dirname, "../../clients/zai-lon1.yaml"));
  const damage = fc.array(
    fc.record({
      at: fc.nat({ max: client.length - 1 }),
      remove: fc.nat({ max: 6 }),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 3 }),
        fc
          .constantFrom(
            "&a ",
            "*a ",
            "<<: ",
            "{",
            "[",
            "]",
            "\t",
            "\n",
            "- ",
            "? ",
            "!x ",
            "|\n",
            "'",
            '"',
            ": ",
            "#",
            "---\n",
            "%Y\n",
            "null",
          )
          .map((text) => Buffer.from(text)),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  );

  it("there are only problems, each with its place, and soon", async () => {
    await fc.assert(
      fc.asyncProperty(damage, async (edits) => {
        let bytes: Buffer = client;
        for (const { at, remove, insert } of edits)
          bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
        const start = performance.now();
        for (const { message, position } of await problemsOf({ "a.yaml": bytes })) {
          expect(position?.file).toBe("a.yaml");
          expect(position?.line).toBeGreaterThan(0);
          expect(position?.column).toBeGreaterThan(0);
          expect(message).not.toMatch(/Invalid input|undefined|\[object|\n/);
        }
        expect(performance.now() - start).toBeLessThan(1000);
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it("a part of a valid client is read as well", async () => {
    for (let length = 0; length < client.length; length += 37)
      for (const { position } of await problemsIn(workspace({ "a.yaml": client.subarray(0, length) }), "a.yaml"))
        expect(position).toBeDefined();
  });
});
