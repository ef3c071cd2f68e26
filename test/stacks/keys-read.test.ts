import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ClientConfig, type ClientInput, loadClient, parseClient } from "../../src/config";
import { sections } from "../../src/config/schema";
import { schemaKeys } from "../../src/config/schema-keys";
import { overviewOf } from "../../stacks/overview";
import { synthesize } from "../../stacks/synthesize";
import { EXAMPLE_FILES, scratchFolder } from "../tools/examples";
import { ACME, DROPLETS, KEYCLOAK } from "./acme";
import { clientWith, ORDERS } from "./own-alerts";

/** Keys that no stack reads, and who does. */
const READ_ELSEWHERE: Readonly<Record<string, string>> = {
  "alerts.ignore": "check, which leaves out what it names",
  dashboards: "the command line, which reads the files",
  "managedTokens.ferry.authMethod": "a rule, which says that the program knows one way alone",
};

/** Unit tests of own alerts, which promtool runs. */
const UNIT_TESTS = "alerts.rules[].alerts[].tests[]";

const EVERYTHING = join(__dirname, "..", "tools", "digitalocean", "everything.yaml");

/** What the examples have not, and what they have in another form. */
const FURTHER: readonly ClientInput[] = [
  clientWith({
    engine: "prometheus",
    rules: [ORDERS],
    overrides: { NodeClockSkew: { above: 0.1 } },
    routes: {
      default: "team",
      testing: "team",
      rules: [{ match: { service: { regex: "shop.*" } }, to: ["team"], groupBy: ["service"], wait: "1m" }],
    },
    inhibit: [{ source: { alertname: "NodeNotReady" }, target: { severity: "warning" }, equal: ["node"] }],
  }),
  { ...ACME, cluster: DROPLETS, identity: { ...KEYCLOAK, database: { type: "managed" } } },
  {
    ...ACME,
    identity: {
      provider: "oidc",
      name: "Company",
      issuer: "https://login.acme.dev",
      clientId: "grafana",
      endpoints: {
        authorization: "https://login.acme.dev/authorize",
        token: "https://login.acme.dev/token",
        userinfo: "https://login.acme.dev/userinfo",
      },
      roles: { claim: "groups", admin: "admins" },
    },
  },
];

/** Paths as texts, whose steps no name can join. */
const STEP = "\0";

/** An object that tells which of its keys are asked for, at any depth. */
function watched<T>(value: T, path: readonly string[], asked: Set<string>): T {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof key === "symbol" || typeof found === "function") return found;
      asked.add([...path, key].join(STEP));
      return watched(found, [...path, key], asked);
    },
  });
}

function pathsIn(value: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [
    [...path, key].join(STEP),
    ...pathsIn(below, [...path, key]),
  ]);
}

/** A key of the schema, such as `a.<name>.b[]`, as what matches its paths, one on each line. */
function pathsOf(key: string): RegExp {
  const steps = key.replaceAll("[]", ".[]").split(".");
  const patterns = steps.map((step) => ({ "<name>": `[^${STEP}\\n]+`, "[]": "\\d+" })[step] ?? step);
  return new RegExp(`^${patterns.join(STEP)}$`, "m");
}

describe("keys of the schema", () => {
  it("are all read by what is made of a config, where a config has them", { timeout: 120_000 }, async () => {
    const asked = new Set<string>();
    const there = new Set<string>();
    const configs: ClientConfig[] = FURTHER.map((input) => parseClient(input));
    for (const file of [...EXAMPLE_FILES, EVERYTHING]) configs.push((await loadClient(file)).config);
    for (const config of configs) {
      for (const path of pathsIn(config)) there.add(path);
      // What is parsed is frozen, and of what is frozen no other can be shown.
      const open = watched(structuredClone(config), [], asked);
      synthesize([open], join(scratchFolder(), "out"));
      overviewOf(open);
    }
    const keys = Object.entries(sections).flatMap(([name, schema]) => schemaKeys(name, schema).map(({ path }) => path));
    const [had, read] = [[...there].join("\n"), [...asked].join("\n")];
    const known = [...new Set(keys)].filter((key) => !key.startsWith(UNIT_TESTS) && pathsOf(key).test(had));
    expect(known.length).toBeGreaterThan(500);
    const unread = known.filter((key) => !pathsOf(key).test(read));
    expect(unread.sort()).toEqual(Object.keys(READ_ELSEWHERE).sort());
  });
});
