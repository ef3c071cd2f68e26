import { describe, expect, it } from "vitest";
import { explainIssues } from "../../src/config/explain/issues";
import { formatPath } from "../../src/config/explain/path";
import { checkIdentity } from "../../src/config/rules/identity";
import { identity } from "../../src/config/schema/identity";

type Input = Readonly<Record<string, unknown>>;

const OCTOCAT = { github: "octocat", id: 583231, role: "admin" };

const KEYCLOAK: Input = {
  provider: "keycloak",
  host: "sso.acme.dev",
  github: { clientId: "Iv1.0", clientSecret: { env: "GITHUB_CLIENT_SECRET" } },
  people: [OCTOCAT],
};

const GOOGLE: Input = { provider: "google", clientId: "g", allowedDomains: ["acme.dev"], admins: ["ops@acme.dev"] };

const OIDC: Input = {
  provider: "oidc",
  issuer: "https://id.acme.dev",
  endpoints: {
    authorization: "https://id.acme.dev/authorize",
    token: "https://id.acme.dev/token",
    userinfo: "https://id.acme.dev/userinfo",
  },
  clientId: "grafana",
};

const LDAP: Input = {
  url: "ldaps://ldap.acme.dev",
  bindDn: "cn=keycloak",
  bindPassword: { env: "LDAP_BIND_PASSWORD" },
  usersDn: "ou=people",
};

/** What is said of a section in a client whose domain is acme.dev. */
function findings(input: Input) {
  const parsed = identity.safeParse(input);
  const part = { schema: identity, value: input, path: ["identity"], text: () => undefined };
  const found = parsed.success
    ? checkIdentity({ domain: "acme.dev", grafana: { host: "grafana.acme.dev" }, identity: parsed.data })
    : explainIssues(part, parsed.error.issues);
  return found.map(({ path, message, fix }) => ({ said: `${formatPath(path)}: ${message}`, fix }));
}

const said = (input: Input) => findings(input).map((finding) => finding.said);

const REFUSED: readonly (readonly [name: string, input: Input, said: string])[] = [
  [
    "a host outside the domain",
    { ...KEYCLOAK, host: "sso.elsewhere.dev" },
    'identity.host: got "sso.elsewhere.dev", must be a lower-case DNS name under "acme.dev"',
  ],
  [
    "two components on one host",
    { ...KEYCLOAK, host: "grafana.acme.dev" },
    'identity.host: got "grafana.acme.dev", which is Grafana\'s',
  ],
  ["an http issuer", { ...OIDC, issuer: "http://id.acme.dev" }, "must be an https address"],
  [
    "an http endpoint",
    { ...OIDC, endpoints: { ...(OIDC.endpoints as object), token: "http://id.acme.dev/token" } },
    "identity.endpoints.token: ",
  ],
  [
    "a broker without a secret",
    { ...KEYCLOAK, github: { clientId: "Iv1.0" } },
    "identity.github.clientSecret: is missing",
  ],
  [
    "a person in two roles",
    { ...KEYCLOAK, people: [OCTOCAT, { ...OCTOCAT, github: "OctoCat", role: "viewer" }] },
    "identity.people[1].github: got OctoCat as viewer, who is admin further up; must have one role",
  ],
  [
    "a person twice",
    { ...KEYCLOAK, people: [OCTOCAT, OCTOCAT] },
    "identity.people[1].github: got octocat a second time",
  ],
  [
    "one id twice",
    { ...KEYCLOAK, people: [OCTOCAT, { github: "hubot", id: 583231, role: "viewer" }] },
    "identity.people[1].id: got 583231, which is octocat's too",
  ],
  [
    "a login without an id",
    { ...KEYCLOAK, people: [OCTOCAT, { github: "hubot", role: "viewer" }] },
    "Open https://api.github.com/users/hubot, or run: belvedere people add hubot --role viewer",
  ],
  ["no admin", { ...KEYCLOAK, people: [{ ...OCTOCAT, role: "editor" }] }, "identity.people: got no admin"],
  ["nobody", { ...KEYCLOAK, people: [] }, "identity.people: got no admin"],
  [
    "LDAP without a search account",
    { ...KEYCLOAK, ldap: { ...LDAP, bindDn: undefined } },
    "identity.ldap.bindDn: is missing",
  ],
  [
    "LDAP without its password",
    { ...KEYCLOAK, ldap: { ...LDAP, bindPassword: undefined } },
    "identity.ldap.bindPassword: is missing",
  ],
  ["LDAP in the clear", { ...KEYCLOAK, ldap: { ...LDAP, url: "ldap://ldap.acme.dev" } }, "must be an ldaps address"],
  [
    "half of an Enterprise server",
    { ...KEYCLOAK, github: { ...(KEYCLOAK.github as object), baseUrl: "https://git.acme.dev" } },
    "identity.github.apiUrl: is missing, must stand beside the other address",
  ],
  [
    "an idle time beyond the longest",
    { ...KEYCLOAK, sessions: { idle: "2d" } },
    'identity.sessions.idle: got "2d", must be at most identity.sessions.longest, which is 12h',
  ],
  [
    "tokens of seconds",
    { ...KEYCLOAK, sessions: { accessToken: "10s" } },
    'identity.sessions.accessToken: got "10s", must be at least 1m',
  ],
  ["Keycloak's own realm", { ...KEYCLOAK, realm: "master" }, "must not be master"],
  ["an unknown key", { ...KEYCLOAK, hots: "sso.acme.dev" }, "hots"],
  ["Google without an admin", { ...GOOGLE, admins: [] }, "identity.admins: got no admin"],
  [
    "a Google account in two roles",
    { ...GOOGLE, editors: ["OPS@acme.dev"] },
    "who is among the admins too; must have one role",
  ],
  [
    "a Google account elsewhere",
    { ...GOOGLE, editors: ["a@elsewhere.dev"] },
    'identity.editors[0]: got "a@elsewhere.dev", must be of an allowed domain',
  ],
  ["a claim that is an expression", { ...OIDC, roles: { claim: "a || 'Admin'" } }, "identity.roles.claim: "],
  ["a role that ends the expression", { ...OIDC, roles: { admin: "x') || 'Admin" } }, "identity.roles.admin: "],
];

describe("identity", () => {
  it.each(REFUSED)("refuses %s", (_, input, message) => {
    expect(said(input).join("\n")).toContain(message);
  });

  it.each([KEYCLOAK, { ...KEYCLOAK, ldap: LDAP }, GOOGLE, OIDC])("takes %j", (input) => {
    expect(said(input)).toEqual([]);
  });

  it("never prints a literal where a secret belongs, and shows what to write", () => {
    const [finding] = findings({ ...KEYCLOAK, github: { clientId: "Iv1.0", clientSecret: "hunter2" } });
    expect(finding?.said).toContain("identity.github.clientSecret: got a literal");
    expect(JSON.stringify(finding)).not.toContain("hunter2");
    expect(finding?.fix).toEqual({ identity: { github: { clientSecret: { env: "GITHUB_CLIENT_SECRET" } } } });
  });

  it("fixes a host by its first label", () => {
    expect(findings({ ...KEYCLOAK, host: "sso.elsewhere.dev" })[0]?.fix).toEqual({
      identity: { host: "sso.acme.dev" },
    });
  });

  it("has defaults that work", () => {
    expect(identity.parse(KEYCLOAK)).toMatchObject({
      replicas: 1,
      database: { type: "in-cluster", volume: "5Gi" },
      sessions: { idle: "8h", longest: "12h", accessToken: "5m" },
      admin: { env: "KEYCLOAK_ADMIN_PASSWORD" },
    });
  });
});
