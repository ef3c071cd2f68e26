import { describe, expect, it } from "vitest";
import { problemsOf, shown, shownOf } from "./workspace";

/** A fault of a text, and the one line that is said of it. */
const FAULTS: readonly (readonly [name: string, text: string, said: string])[] = [
  ["an empty file", "", "a.yaml:1:1 file: got an empty file, must be a map with client, domain and more"],
  ["only comments", "# a\n\n# b\n", "a.yaml:1:1 file: got an empty file, must be a map with client, domain and more"],
  ["a null", "~\n", "a.yaml:1:1 file: got an empty file, must be a map with client, domain and more"],
  ["a list", "- a\n- b\n", "a.yaml:1:1 config: got a list of 2, must be a map with client, domain and more"],
  ["a text", "hello\n", 'a.yaml:1:1 config: got "hello", must be a map with client, domain and more'],
  [
    "two documents",
    "client: a\n---\nclient: b\n",
    "a.yaml:2:1 file: got a second document, must be one document in a file",
  ],
  [
    "a tab as indentation",
    "client: a\ncluster:\n\tname: x\n",
    "a.yaml:3:1 file: got a tab, must be spaces: YAML takes no tabs as indentation",
  ],
  [
    "a duplicate key",
    "client: a\ndomain: b\nclient: c\n",
    "a.yaml:3:1 client: got the key twice, must be once: the first is on line 1",
  ],
  [
    "a duplicate key in a flow map",
    "grafana: {host: a.b, host: c.d}\n",
    "a.yaml:1:22 grafana.host: got the key twice, must be once: the first is on line 1",
  ],
  ["a number as a key", "1: a\n", "a.yaml:1:1 config: got the key 1, must be text: write it in quotes"],
  ["null as a key", "alerts:\n  null: a\n", "a.yaml:2:3 alerts: got the key null, must be text: write it in quotes"],
  ["a list as a key", "? [a]\n: b\n", "a.yaml:1:3 config: got a key that is a list or a map, must be text"],
  [
    "__proto__ as a key",
    "loki: {__proto__: {bucket: x}}\n",
    'a.yaml:1:8 loki: got the key "__proto__", must be another name: JavaScript keeps this one to itself',
  ],
  [
    "!!binary",
    "client: !!binary aGk=\n",
    "a.yaml:1:18 client: got the YAML tag !!binary, must be a plain value without a tag",
  ],
  [
    "a tag of one's own",
    "client: !me {a: 1}\n",
    "a.yaml:1:13 client: got the YAML tag !me, must be a plain value without a tag",
  ],
  [
    "an alias of nothing",
    "client: *a\n",
    "a.yaml:1:9 client: got an alias without an anchor above it, must name an anchor such as &pool",
  ],
  [
    "an alias in its own anchor",
    "client: &a [*a]\n",
    "a.yaml:1:13 client[0][0]: got an alias inside the value that it stands for, must be outside",
  ],
  [
    "a merge of no map",
    "loki:\n  <<: 12\n",
    "a.yaml:2:3 loki.<<: got no map, must be an alias of a map, or a list of them",
  ],
  [
    "an infinite number",
    "alloy: {values: {a: .inf}}\n",
    "a.yaml:1:21 alloy.values.a: got .inf, must be a finite number, or text in quotes",
  ],
  [
    "a number too long for a number",
    "alloy: {values: {a: 12345678901234567890}}\n",
    "a.yaml:1:21 alloy.values.a: got 12345678901234567890, must be a finite number, or text in quotes",
  ],
  ["a control character", "client: a\n\u0000\n", "a.yaml:2:1 file: got the control character U+0000, must be text"],
  ["a bracket without its end", "client: [a\n", "a.yaml:2:1 file: got a bracket that is not closed, must end with ]"],
];

describe("what is no YAML", () => {
  it.each(FAULTS)("%s is one problem with its place", async (_, text, said) => {
    expect(await shownOf(text)).toEqual([said]);
  });

  it("shows the faults of several lines at once", async () => {
    expect(await shownOf('client: "\\q"\ndomain: @a\nloki: *b c\n')).toHaveLength(3);
  });

  it("never quotes the text around a fault", async () => {
    const said = await shownOf("grafana:\n  adminPassword: hunter2\n  - hunter2 }\n ] hunter2: 'x\n");
    expect(said.length).toBeGreaterThan(0);
    expect(said.join("\n")).not.toContain("hunter2");
  });

  it("says where the first byte is that is no UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from('client: a\ndomain: "é'), Buffer.from([0xff]), Buffer.from('"\n')]);
    expect((await problemsOf({ "a.yaml": bytes })).map(shown)).toEqual([
      "a.yaml:2:11 file: got bytes that are no UTF-8, must be a text file in UTF-8: save it anew with that encoding",
    ]);
  });

  it("does not let a config reach the prototype of anything", async () => {
    await shownOf("loki: {__proto__: {polluted: 1}, constructor: {prototype: {polluted: 1}}}\n");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("JSON", () => {
  it("has places, tabs and all", async () => {
    expect(await shownOf('{\n\t"client": "zai",\n\t"loki": {"buckett": "a"}\n}\n', "a.json")).toContain(
      'a.json:3:11 loki.buckett: unknown key, did you mean "bucket"? Allowed: profile, replicas, chart, bucket, region, endpoint, pathStyle, credentials, probe, retention, volume, tenant, schemaFrom, retentionByStream, limits, ruler, values',
    );
  });

  it("refuses a duplicate key", async () => {
    expect(await shownOf('{"client": "a",\n "client": "b"}', "a.json")).toEqual([
      "a.json:2:2 client: got the key twice, must be once: the first is on line 1",
    ]);
  });
});
