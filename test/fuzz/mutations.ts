import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse, stringify } from "yaml";

const CLIENTS = join(__dirname, "..", "..", "clients");
const SCHEMA = join(__dirname, "..", "..", "schema", "client.schema.json");

/** The example clients, which mutations start from. */
const SEEDS: readonly string[] = readdirSync(CLIENTS)
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => readFileSync(join(CLIENTS, name), "utf8"));

type Path = readonly (string | number)[];

/** One change of a tree: at which of its places, and what. */
interface Edit {
  readonly place: number;
  readonly how: "replace" | "remove" | "rename" | "add" | "copy" | "example";
  readonly value: unknown;
  readonly pick: number;
}

/** What people write by mistake, and what programs do. */
const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  "",
  " ",
  "~",
  "yes",
  "0x1F",
  "1e3",
  "2026-11-30",
  "12:30:45",
  "$" + "{HOME}",
  "%{ if x }",
  "{{ .Values.x }}",
  "$__file{/etc/passwd}",
  "../../etc/passwd",
  "file:///etc/passwd",
  "https://user:pass@example.com",
  "-----BEGIN PRIVATE KEY-----",
  "a".repeat(300),
  "\u0000",
  "\u202Etxt",
  "ünïcode",
  "15d",
  "15",
  "1Gi",
  "1g",
  "s-1vcpu-1gb",
  "lon1",
  "constructor",
  "__proto__",
  "toString",
  [],
  {},
  [[]],
  [null],
  { env: "X" },
  { env: "" },
  { existing: { name: "a", key: "b" } },
  { a: { b: { c: {} } } },
];

const edit: fc.Arbitrary<Edit> = fc.record({
  place: fc.nat(),
  how: fc.constantFrom("replace", "replace", "remove", "rename", "add", "copy", "example", "example"),
  value: fc.oneof(fc.constantFrom(...ODD), fc.string({ maxLength: 12, unit: "binary" }), fc.integer(), fc.double()),
  pick: fc.nat(),
});

/** An example client with some places of its tree changed, as YAML. */
export const MUTATED_TREE: fc.Arbitrary<string> = fc
  .tuple(fc.nat({ max: SEEDS.length - 1 }), fc.array(edit, { minLength: 1, maxLength: 5 }))
  .map(([seed, edits]) => edits.reduce(applied, parse(SEEDS[seed] as string) as unknown))
  .map((tree) => stringify(tree, { aliasDuplicateObjects: false }));

/** Pieces of YAML that change what stands around them. */
const MARKS = "&a |*a |<<: |{|}|[|]|\t|\n|- |? |!x |!!binary |> |'|\"|: |#|---\n|...\n|%Y\n|null|\u0085|\uFEFF".split(
  "|",
);

/** An example client with some bytes changed. */
export const MUTATED_BYTES: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.nat({ max: SEEDS.length - 1 }),
    fc.array(
      fc.record({
        at: fc.nat(),
        remove: fc.nat({ max: 12 }),
        insert: fc.oneof(
          fc.uint8Array({ maxLength: 4 }),
          fc.constantFrom(...MARKS).map((mark) => Buffer.from(mark)),
        ),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([seed, edits]) =>
    edits.reduce<Buffer>(
      (bytes, { at, remove, insert }) => {
        const start = at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + remove)]);
      },
      Buffer.from(SEEDS[seed] as string),
    ),
  );

function applied(tree: unknown, { place, how, value, pick }: Edit): unknown {
  const paths = pathsOf(tree).filter((path) => path.length > 0);
  const path = paths[place % Math.max(paths.length, 1)];
  if (path === undefined) return tree;
  const key = path.at(-1) as string | number;
  switch (how) {
    case "replace":
      return setAt(tree, path, () => value);
    case "example":
      return setAt(tree, path, (before) => exampleFor(key, pick) ?? before);
    case "copy":
      return setAt(tree, path, () => valueAt(tree, paths[pick % paths.length] as Path));
    case "remove":
      return changeParent(tree, path, (entries) => entries.filter(([name]) => name !== String(key)));
    case "rename":
      return changeParent(tree, path, (entries) =>
        entries.map(([name, inner]) => [name === String(key) ? typo(name, pick) : name, inner]),
      );
    case "add":
      return changeParent(tree, path, (entries) => [...entries, [keyOf(value), value]]);
  }
}

/** A map as text would be a fault of ours in the messages. */
function keyOf(value: unknown): string {
  return typeof value === "object" ? "x" : String(value).slice(0, 20) || "x";
}

function typo(name: string, pick: number): string {
  const at = pick % name.length;
  return pick % 2 === 0 ? name.slice(0, at) + name.slice(at + 1) : `${name.slice(0, at)}x${name.slice(at)}`;
}

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key], [...path, key]))];
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)?.[key], value);
}

function setAt(value: unknown, [key, ...rest]: Path, change: (before: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((inner, index) => (index === key ? setAt(inner, rest, change) : inner));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? setAt(inner, rest, change) : inner]),
  );
}

type Entries = readonly (readonly [string, unknown])[];

function changeParent(tree: unknown, path: Path, change: (entries: Entries) => Entries): unknown {
  return setAt(tree, path.slice(0, -1), (parent) =>
    typeof parent !== "object" || parent === null || Array.isArray(parent)
      ? parent
      : Object.fromEntries(change(Object.entries(parent))),
  );
}

let examples: ReadonlyMap<string, readonly unknown[]> | undefined;

/** A value that the schema gives as an example of a key of this name, wherever that stands. */
function exampleFor(key: string | number, pick: number): unknown {
  examples ??= examplesIn(JSON.parse(readFileSync(SCHEMA, "utf8")));
  const all = examples.get(String(key)) ?? [];
  return all[pick % Math.max(all.length, 1)];
}

function examplesIn(schema: unknown): ReadonlyMap<string, readonly unknown[]> {
  const found = new Map<string, unknown[]>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries((value as { properties?: object }).properties ?? {}))
      found.set(key, [...(found.get(key) ?? []), ...((inner as { examples?: unknown[] }).examples ?? [])]);
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(schema);
  return found;
}
