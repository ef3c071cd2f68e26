import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isSecret, type Schema, sourcesOf } from "../../src/config/explain/schema-walk";
import { variableFor } from "../../src/config/explain/secret";
import { sections } from "../../src/config/schema";
import { schemaKeys } from "../../src/config/schema-keys";
import type { Problem } from "../../src/problem";
import { plain, problemsWith } from "./workspace";

const MARKER = "hunter2-MARKER!";

/** Every path of the schema that takes a secret, or one by this source; free names are `some`. */
function secretPaths(source?: string): string[][] {
  return Object.entries<Schema>(sections)
    .flatMap(([name, schema]) => schemaKeys(name, schema))
    .filter(({ schema }) => isSecret(schema) && (source === undefined || sourcesOf(schema).includes(source)))
    .map(({ path }) => path.replaceAll("<name>", "some").split("."));
}

function under(path: readonly string[], value: unknown): Record<string, unknown> {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>;
}

function mentions(problems: readonly Problem[]): boolean {
  return JSON.stringify(problems).includes("hunter2");
}

/** What people write where a reference belongs. */
const WRITTEN: readonly (readonly [name: string, value: unknown])[] = [
  ["a text", MARKER],
  ["an address", `https://hooks.example.com/${MARKER}`],
  ["a list", [MARKER]],
  ["a map of another shape", { value: MARKER }],
  ["a map with it as key", { [MARKER]: null }],
  ["the value for the variable's name", { env: MARKER }],
  ["a list for the variable's name", { env: [MARKER] }],
  ["the value beside the variable", { env: "A", value: MARKER }],
  ["the value for the revision", { env: "A", revision: MARKER }],
  ["the value for a Secret", { existing: MARKER }],
  ["the value for a Secret's name", { existing: { name: MARKER, key: "password" } }],
  ["the value for a Secret's key", { existing: { name: "a", key: MARKER } }],
  ["the value beside a Secret's key", { existing: { name: "a", key: "b", value: MARKER } }],
  ["the value for an entry of a store", { externalSecret: MARKER }],
  ["the value for a store", { externalSecret: { store: MARKER, key: "a" } }],
  ["the value beside an entry", { externalSecret: { store: "a", key: "b", value: MARKER } }],
  ["the value to be generated", { generated: MARKER }],
  ["the value for its length", { generated: { length: MARKER } }],
  ["both at once", { env: MARKER, existing: { name: MARKER } }],
];

describe("a secret of the schema", () => {
  it("is found at several paths", () => {
    expect(secretPaths().map((path) => path.join("."))).toEqual(
      expect.arrayContaining([
        "grafana.adminPassword",
        "loki.credentials.secretAccessKey",
        "alerts.contactPoints.some.slack.webhook",
        "alerts.contactPoints.some.webhook.url",
      ]),
    );
  });

  it.each(WRITTEN)("is refused and never shown: %s", async (_, value) => {
    for (const path of secretPaths()) {
      const problems = await problemsWith({ loki: { bucket: "zai-logs" }, ...under(path, value) });
      expect(problems.length, path.join(".")).toBeGreaterThan(0);
      expect(problems.every(({ position }) => position !== undefined)).toBe(true);
      expect(mentions(problems), path.join(".")).toBe(false);
    }
  });

  it("may be generated where nobody outside has to know it, and nowhere else", () => {
    expect(secretPaths("generated").map((path) => path.join("."))).toEqual([
      "identity.admin",
      "identity.clientSecret",
      "identity.database.password",
      "identity.database.adminPassword",
      "grafana.adminPassword",
    ]);
  });

  it("may come from a store, but for what opens the stores", () => {
    const paths = secretPaths().map((path) => path.join("."));
    const external = secretPaths("externalSecret").map((path) => path.join("."));
    expect(paths.filter((path) => !external.includes(path)).every((path) => path.startsWith("secrets.stores."))).toBe(
      true,
    );
    expect(external.some((path) => path.startsWith("secrets."))).toBe(false);
  });

  it("says why it cannot be generated", async () => {
    const problems = await problemsWith({
      alerts: { contactPoints: { some: { slack: { webhook: { generated: {} } } } } },
    });
    const problem = problems.find(({ path }) => path.endsWith(".webhook"));
    expect(problem?.message).toBe(
      "got generated, but somebody outside of the cluster has to know this secret as well, must be a reference to a secret: env, existing, or externalSecret",
    );
    expect(problem?.paste).toContain("env: SLACK_WEBHOOK");
  });

  it("is not shown when it stands a level too high", async () => {
    for (const path of secretPaths())
      for (let length = 1; length < path.length; length += 1) {
        const problems = await problemsWith(under(path.slice(0, length), MARKER));
        expect(mentions(problems), path.slice(0, length).join(".")).toBe(false);
      }
  });

  it("comes with lines to paste instead", async () => {
    const [problem] = await problemsWith({ grafana: { adminPassword: MARKER } });
    expect(problem?.message).toBe(
      "got a literal text that would lie in the repository and in the state, must be a reference to a secret: env, existing, externalSecret, or generated",
    );
    expect(problem?.paste).toBe("grafana:\n  adminPassword:\n    env: GRAFANA_ADMIN_PASSWORD");
  });

  it.each([
    [["alerts", "contactPoints", "platform", "slack", "webhook"], "SLACK_WEBHOOK"],
    [["loki", "credentials", "secretAccessKey"], "CREDENTIALS_SECRET_ACCESS_KEY"],
    [["a", "1-b.c"], "A_1_B_C"],
    [["1"], "SECRET"],
  ])("gets a variable named by its path: %j", (path, name) => {
    expect(variableFor(path)).toBe(name);
  });

  it("is not shown where its shape gives it away", async () => {
    const url = "https://hooks.slack.com/services/hunter2";
    const problems = await problemsWith({
      environment: url,
      charts: { mirror: "ftp://a:hunter2@b" },
      client: "ghp_hunter2hunter2hunter2",
    });
    expect(problems).toHaveLength(3);
    expect(mentions(problems)).toBe(false);
  });
});

describe("a secret in Helm values", () => {
  it.each([
    ["adminPassword", MARKER],
    ["GF_DATABASE_PASSWORD", MARKER],
    ["client_secret", MARKER],
    ["api-key", MARKER],
    ["private_key", `-----BEGIN KEY-----\n${MARKER}`],
    ["webhookUrl", `https://x/${MARKER}`],
    ["auth_token", `\${X}${MARKER}`],
    ["anything", "https://hooks.slack.com/services/hunter2"],
    ["env", [{ name: "DB_PASSWORD", value: MARKER }]],
  ])("is refused and never shown: %s", async (key, value) => {
    for (const section of ["grafana", "loki", "prometheus", "ingress", "alloy"]) {
      const problems = await problemsWith({ [section]: { values: { deep: [{ [key as string]: value }] } } });
      expect(problems.map(({ path }) => path)).toEqual([expect.stringContaining(`${section}.values.deep[0]`)]);
      expect(problems[0]?.position).toBeDefined();
      expect(mentions(problems)).toBe(false);
    }
  });

  it.each([
    ["existingSecret", "grafana-admin"],
    ["secretName", "tls"],
    ["passwordKey", "password"],
    ["userKey", "user"],
    ["secretKeyRef", { name: "a", key: "b" }],
    ["password", "$__file{/etc/secrets/password}"],
    ["password", "$__env{PASSWORD}"],
    ["password", "${PASSWORD}"],
    ["password", ""],
    ["token", null],
    ["automountServiceAccountToken", false],
    ["assertNoLeakedSecrets", true],
    ["tokenUrl", "https://sso.zai.dev/token"],
    ["secrets", [{ name: "a" }]],
    ["imagePullSecrets", ["registry"]],
  ])("may be named: %s: %j", async (key, value) => {
    expect((await problemsWith({ grafana: { values: { deep: { [key]: value } } } })).map(plain)).toEqual([]);
  });

  it("is told with its path and place, without lines that hold it", async () => {
    const [problem] = await problemsWith({ grafana: { values: { adminPassword: MARKER } } });
    expect(problem && plain(problem)).toBe(
      "grafana.values.adminPassword: got a literal that would lie in the repository, the plan and the state, must be a reference to a secret, such as $__file{/etc/secrets/...}, or the chart's key for an existing Secret",
    );
    expect(problem?.paste && parse(problem.paste)).toBeUndefined();
  });
});
