import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { metaOf } from "../../src/config/explain/example";
import { accepts, type Schema } from "../../src/config/explain/schema-walk";
import { clientJsonSchema } from "../../src/config/json-schema";
import { configReference } from "../../src/config/reference";
import { sections } from "../../src/config/schema";
import { type SchemaKey, schemaKeys } from "../../src/config/schema-keys";
import { changed, validClient } from "./workspace";

const ROOT = join(__dirname, "..", "..");
const schema = clientJsonSchema();
const valid = new Ajv({ strict: true, strictTypes: false, allErrors: true }).compile(schema);

const KEYS: readonly SchemaKey[] = Object.entries<Schema>(sections).flatMap(([name, each]) => schemaKeys(name, each));

describe("the schema for editors", () => {
  it("is committed as it is made", () => {
    const committed = readFileSync(join(ROOT, "schema/client.schema.json"), "utf8");
    expect(committed).toBe(`${JSON.stringify(schema, null, 2)}\n`);
  });

  it("is draft 7, which YAML language servers take", () => {
    expect(schema).toMatchObject({
      $schema: "http://json-schema.org/draft-07/schema#",
      $id: expect.any(String),
      title: "Belvedere client",
    });
  });

  it.each(readdirSync(join(ROOT, "clients")).filter((file) => file.endsWith(".yaml")))("takes clients/%s", (file) => {
    expect(valid(parse(readFileSync(join(ROOT, "clients", file), "utf8"))), JSON.stringify(valid.errors)).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ["an unknown section", { zzz: 1 }],
    ["an unknown key", { grafana: { zzz: 1 } }],
    ["a missing key", { grafana: { host: undefined } }],
    ["a number for a version", { cluster: { version: 1.34 } }],
    ["a literal secret", { grafana: { adminPassword: "x" } }],
    ["a size of 1 GB", { cluster: { nodePools: { main: { size: "s-1vcpu-1gb" } } } }],
    ["a key of another kind of backend", { backend: { bucket: "x" } }],
    ["a null", { loki: { retention: null } }],
  ])("refuses %s", (_, change) => {
    expect(valid(changed({}))).toBe(true);
    expect(valid(changed(change))).toBe(false);
  });

  it("lets a file that extends leave out and take away, but not misspell", () => {
    expect(valid({ loki: { retention: "62d" } })).toBe(false);
    expect(valid({ extends: "./base.yaml" })).toBe(true);
    const overlay = { extends: "./base.yaml", loki: { tenant: null }, cluster: { nodePools: { main: { count: 3 } } } };
    expect(valid(overlay), JSON.stringify(valid.errors)).toBe(true);
    expect(
      valid({
        extends: "./base.yaml",
        alerts: { contactPoints: { team: { slack: { channel: "#a", webhook: { revision: 2 } } } } },
      }),
    ).toBe(true);
    expect(valid({ extends: "./base.yaml", loki: { zzz: 1 } })).toBe(false);
    expect(valid({ ...validClient(), extends: 1 })).toBe(false);
  });
});

describe("every key of the schema", () => {
  it("is found", () => {
    expect(KEYS.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "client",
        "cluster.nodePools.<name>.autoscale.max",
        "cluster.nodes[].memory",
        "loki.values",
      ]),
    );
  });

  it.each(KEYS)("$path says what it means, with an example that is allowed", ({ schema: each }) => {
    const { description = "", examples = [] } = metaOf(each);
    expect(description).not.toBe("");
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(accepts(each, example), JSON.stringify(example)).toBe(true);
  });
});

describe("the reference page", () => {
  const page = configReference();

  it("is committed as it is made", () => {
    expect(readFileSync(join(ROOT, "docs/config.md"), "utf8")).toBe(page);
  });

  it("lists every key with its default", () => {
    for (const { path } of KEYS.filter(({ path }) => path.includes(".") || path in { client: 1, domain: 1 }))
      expect(page).toContain(`| \`${path}\` |`);
    expect(page).toMatch(/\| `loki\.retention` \| .* \| `31d` \| `31d` \|/);
    expect(page).toMatch(/\| `grafana\.host` \| .* \| required \| `grafana\.zai\.dev` \|/);
  });
});
