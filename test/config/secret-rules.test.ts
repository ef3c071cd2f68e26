import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plain, problemsWith } from "./workspace";

const VAULT = { vault: { server: "https://vault.zai.dev", auth: { kubernetes: { role: "belvedere" } } } };
const stores = (...names: readonly string[]) => ({
  secrets: { stores: Object.fromEntries(names.map((name) => [name, VAULT])) },
});
const fromStore = (store: string) => ({ adminPassword: { externalSecret: { store, key: "grafana" } } });

const keycloak = (secrets: Readonly<Record<string, unknown>>) => ({
  identity: {
    provider: "keycloak",
    host: "sso.zai.dev",
    github: { clientId: "Iv1.0", clientSecret: { env: "GITHUB_CLIENT_SECRET" } },
    people: [{ github: "octocat", id: 583231, role: "admin" }],
    ...secrets,
  },
});

async function said(change: Record<string, unknown>) {
  const problems = await problemsWith(change);
  return problems.map((problem) => ({
    said: plain(problem),
    severity: problem.severity ?? "error",
    placed: problem.position !== undefined,
    paste: problem.paste === undefined ? undefined : parse(problem.paste),
  }));
}

describe("a store that a secret names", () => {
  it("has to be declared, and the declared ones are named", async () => {
    expect(await said({ grafana: fromStore("vualt"), ...stores("vault", "spare"), ...slackFrom("spare") })).toEqual([
      {
        said: 'grafana.adminPassword.externalSecret.store: got "vualt", must be one of the stores vault, spare; did you mean "vault"?',
        severity: "error",
        placed: true,
        paste: { grafana: { adminPassword: { externalSecret: { store: "vault" } } } },
      },
      {
        said: "secrets.stores.vault: is not made, since no secret of this config names it",
        severity: "warning",
        placed: true,
        paste: undefined,
      },
    ]);
  });

  it("comes with a store to paste where there is none", async () => {
    const [problem, ...others] = await said({ grafana: fromStore("vault") });
    expect(others).toEqual([]);
    expect(problem?.said).toBe(
      'grafana.adminPassword.externalSecret.store: got "vault", must be declared under secrets.stores, where no store is',
    );
    const pasted = problem?.paste as Record<string, unknown>;
    expect(await said({ grafana: fromStore("vault"), ...pasted })).toEqual([]);
  });

  it("is looked for in secrets, and not in the values of a chart", async () => {
    const values = { extraObjects: [{ externalSecret: { store: "theirs" } }] };
    expect(await said({ grafana: { values } })).toEqual([]);
  });
});

describe("a store that is declared", () => {
  it("is worth a warning where no secret names it", async () => {
    expect((await said(stores("vault"))).map(({ said: text, severity }) => [severity, text])).toEqual([
      ["warning", "secrets.stores.vault: is not made, since no secret of this config names it"],
    ]);
  });

  it.each([
    ["aws", { aws: { region: "eu-west-2" } }],
    ["gcp", { gcp: { project: "zai-secrets" } }],
    ["onePassword", { onePassword: { vault: "Platform" } }],
    [
      "vault",
      {
        vault: {
          server: "https://vault.zai.dev",
          auth: { appRole: { roleId: "reader", secretId: { env: "VAULT_SECRET_ID" } } },
        },
      },
    ],
  ])("may be of kind %s", async (_, store) => {
    expect(await said({ grafana: fromStore("own"), secrets: { stores: { own: store } } })).toEqual([]);
  });

  it("is opened by what needs no store", async () => {
    const token = { externalSecret: { store: "own", key: "a" } };
    const [problem] = await said({
      grafana: fromStore("own"),
      secrets: { stores: { own: { onePassword: { vault: "Platform", token } } } },
    });
    expect(problem?.said).toBe(
      "secrets.stores.own.onePassword.token: got a map, must be a reference to a secret: env, or existing",
    );
  });
});

describe("a generated password that is taken once", () => {
  it.each([
    ["grafana.adminPassword", { grafana: { adminPassword: { generated: {}, revision: 2 } } }, "Grafana"],
    ["identity.admin", keycloak({ admin: { generated: {}, revision: 2 } }), "Keycloak"],
    [
      "identity.database.password",
      keycloak({ database: { type: "in-cluster", password: { generated: {}, revision: 2 } } }),
      "the database",
    ],
    [
      "identity.database.adminPassword",
      keycloak({ database: { type: "in-cluster", adminPassword: { generated: {}, revision: 2 } } }),
      "the database",
    ],
  ])("is not made anew: %s", async (path, change, who) => {
    expect((await said(change)).map((problem) => problem.said)).toEqual([
      `${path}.revision: got 2 for a generated value, must be 1: ${who} takes this password at its first start only, so another one would open nothing, and the one that does would be lost`,
    ]);
  });

  it("is unlike one that both sides take at any time, and one of the environment", async () => {
    const fine = keycloak({ clientSecret: { generated: {}, revision: 2 }, admin: { env: "ADMIN", revision: 2 } });
    expect(await said(fine)).toEqual([]);
  });
});

describe("values of the operator", () => {
  it("go with the operator that the platform installs", async () => {
    const secrets = { ...stores("vault").secrets, values: { concurrent: 2 } };
    expect(await said({ grafana: fromStore("vault"), secrets })).toEqual([]);
    expect((await said({ grafana: fromStore("vault"), secrets: { ...secrets, operator: "existing" } }))[0]).toEqual({
      said: "secrets.values: got values for an operator that is there already, must stand beside operator: installed",
      severity: "error",
      placed: true,
      paste: { secrets: { operator: "installed" } },
    });
  });
});

function slackFrom(store: string) {
  const webhook = { env: undefined, externalSecret: { store, key: "slack" } };
  return { alerts: { contactPoints: { platform: { slack: { webhook } } } } };
}
