import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defineClient, loadClient } from "../../src/config";
import { type CodePlace, exportedPlaces } from "../../src/config/source/code-places";
import { problemsOf, shown, validClient, workspace } from "./workspace";

const ALLOWED = { allowTypeScript: true };
const CLIENT = JSON.stringify(validClient(), null, 2);

async function shownOf(text: string): Promise<string[]> {
  return (await problemsOf({ "a.ts": text }, ALLOWED)).map(shown);
}

describe("a config in TypeScript", () => {
  it("is not run without the flag", async () => {
    expect((await problemsOf({ "a.ts": "throw new Error('ran');" })).map(shown)).toEqual([
      'a.ts:1:1 file: got "a.ts", which is code that runs when it is loaded, must be allowed by --allow-typescript',
    ]);
  });

  it("loads like YAML", async () => {
    const folder = workspace({
      "a.ts": `import { defineClient } from "belvedere";\nconst name: string = "zai";\nexport default defineClient({ ...(${CLIENT} as const), client: name });\n`,
    });
    const { config } = await loadClient(join(folder, "a.ts"), ALLOWED);
    expect(config).toMatchObject({ client: "zai", loki: { retention: "31d" } });
  });

  it("may extend YAML", async () => {
    const files = { "a.ts": 'export default { extends: "./b.yaml", loki: { retention: "1h" } };', "b.yaml": CLIENT };
    expect((await problemsOf(files, ALLOWED)).map(shown)).toEqual([
      'a.ts:1:58 loki.retention: got "1h", must be at least 24h',
    ]);
  });

  it("has places where a scan finds them", async () => {
    const said = await shownOf(`import { defineClient } from "belvedere";
// export default { client: "no" }
const size = /[{"]/.test("{") ? "s-1vcpu-1gb" : \`a\${1}\`;
const config = {
  ...${CLIENT.split("\n").join(" ")},
  'client': "Zai", // it's
  cluster: { provider: "digitalocean", name: "zai", region: "lon1" as const, destroyAllAssociatedResources: false,
    nodePools: { a: { size, count: 1 }, b: { ...{ size, count: 0 } } } },
  loky: {},
};
export default defineClient(config as never);
`);
    expect(said.map((line) => line.split(", must")[0]?.split(", did")[0])).toEqual([
      'a.ts:6:13 client: got "Zai"',
      'a.ts:8:23 cluster.nodePools.a.size: got "s-1vcpu-1gb"',
      'a.ts:8:44 cluster.nodePools.b.size: got "s-1vcpu-1gb"',
      "a.ts:8:44 cluster.nodePools.b.count: got 0",
      "a.ts:9:3 loky: unknown key",
    ]);
  });

  it("says when only the file is known", async () => {
    const said = await shownOf(`export default (() => ({ ...${CLIENT.split("\n").join(" ")}, client: "Zai" }))();`);
    expect(said).toEqual([
      'a.ts:1:1 client: got "Zai", must be lower-case letters, digits and hyphens, start with a letter, at most 30 characters (somewhere in this file: its place in the code is not known)',
    ]);
  });

  it.each([
    [
      "export default {\n  client: 1,,\n};",
      "a.ts:2:13 file: got code that fails (Unexpected token), must run without an error",
    ],
    [
      "const x: number = 1;\n  throw new Error('no\\nway');",
      "a.ts:2:3 file: got code that fails (no), must run without an error",
    ],
    [
      "export default 12;",
      "a.ts:1:1 file: got no default export of a config, must be: export default defineClient({...})",
    ],
    [
      "export default {\n  client: () => 1 };",
      "a.ts:2:11 client: got a function, must be data: text, numbers, true or false, lists, maps",
    ],
    [
      "const a: any = {};\na.loki = a;\nexport default a;",
      "a.ts:1:16 loki: got an object that holds itself, must be a tree",
    ],
    [
      "export default {\n  client: new Date(0) };",
      "a.ts:2:11 client: got an instance of a class, must be a plain object",
    ],
    ["export default {\n  client: NaN };", "a.ts:2:11 client: got NaN, must be a finite number"],
    [
      "export default JSON.parse('{\"__proto__\": {}}');",
      'a.ts:1:1 config: got the key "__proto__", must be another name',
    ],
  ])("tells what is wrong with %j", async (text, said) => {
    const lines = await shownOf(text);
    expect(lines.map((line) => line.replace(/ \(somewhere.*/, ""))).toEqual([said]);
  });

  it("is given back by defineClient as it is", () => {
    const input = validClient();
    expect(defineClient(input)).toBe(input);
  });
});

describe("the scan of code", () => {
  const paths = (place: CodePlace | undefined): unknown =>
    place &&
    (place.keys.size > 0
      ? Object.fromEntries([...place.keys].map(([key, { value }]) => [key, paths(value)]))
      : place.items.length || "value");

  it.each([
    ["export default { a: 1, b: { c: [1, 2], d } };", { a: "value", b: { c: 2, d: "value" } }],
    ["export default defineClient({ a: f({ no: 1 }), b: x ? { no: 1 } : 2 });", { a: "value", b: "value" }],
    ["/* { */ module.exports = { a: '}', \"b-c\": `}${1}` };", { a: "value", "b-c": "value" }],
    ["const c = { a: { b: 1 } };\nexport default c;", { a: { b: "value" } }],
    ["export default", undefined],
    ["export default {", "value"],
  ])("finds the keys of %j", (text, expected) => {
    expect(paths(exportedPlaces(text))).toEqual(expected);
  });
});
