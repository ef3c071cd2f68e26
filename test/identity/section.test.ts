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

const GOOGLE_BROKER: Input = {
  clientId: "g",
  clientSecret: { env: "GOOGLE_CLIENT_SECRET" },
  hostedDomain: "acme.dev",
};

const JANE = { google: "jane@acme.dev", id: "117202389230948230948", role: "viewer" };

const WITH_GOOGLE: Input = { ...KEYCLOAK, google: GOOGLE_BROKER, people: [OCTOCAT, JANE] };

const PLATFORM = { organization: "acme", team: "platform", role: "editor" };

const WITH_TEAMS: Input = { ...KEYCLOAK, teams: [PLATFORM], teamSync: { token: { env: "GITHUB_TEAMS_TOKEN" } } };

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
    "a login without an id at an Enterprise server",
    {
      ...KEYCLOAK,
      github: {
        ...(KEYCLOAK.github as object),
        baseUrl: "https://git.acme.dev",
        apiUrl: "https://git.acme.dev/api/v3",
      },
      people: [OCTOCAT, { github: "hubot", role: "viewer" }],
    },
    "Open https://git.acme.dev/api/v3/users/hubot, or run",
  ],
  [
    "neither GitHub nor Google",
    { ...KEYCLOAK, github: undefined, ldap: LDAP, people: [] },
    "identity.github: is missing, must stand there, or identity.google",
  ],
  [
    "a person without an account",
    { ...KEYCLOAK, people: [OCTOCAT, { id: 1, role: "viewer" }] },
    "identity.people[1]: got neither github nor google, must have one of them",
  ],
  [
    "a person with two accounts",
    { ...WITH_GOOGLE, people: [OCTOCAT, { ...JANE, github: "jane" }] },
    "identity.people[1]: got github and google, must have one of them",
  ],
  [
    "a Google account without Google",
    { ...WITH_GOOGLE, google: undefined },
    "identity.people[1].google: got jane@acme.dev, who comes by google; must have identity.google for it",
  ],
  [
    "a GitHub account without GitHub",
    { ...WITH_GOOGLE, github: undefined },
    "identity.people[0].github: got octocat, who comes by github; must have identity.github for it",
  ],
  [
    "a Google account of another domain",
    { ...WITH_GOOGLE, people: [OCTOCAT, { ...JANE, google: "jane@gmail.com" }] },
    'identity.people[1].google: got "jane@gmail.com", must be of identity.google.hostedDomain, which is acme.dev',
  ],
  [
    "a Google account without an id",
    { ...WITH_GOOGLE, people: [OCTOCAT, { ...JANE, id: undefined }] },
    "identity.people[1]: got jane@acme.dev without an id, must have the number of the account: an address can be given to another",
  ],
  [
    "a Google id that is cut off",
    { ...WITH_GOOGLE, people: [OCTOCAT, { ...JANE, id: 100_200_300 }] },
    "identity.people[1].id: got a number, must be text in quotes",
  ],
  [
    "a GitHub id in quotes",
    { ...KEYCLOAK, people: [OCTOCAT, { github: "hubot", id: "2", role: "viewer" }] },
    'identity.people[1].id: got the text "2", must be without quotes',
  ],
  [
    "one Google id twice",
    { ...WITH_GOOGLE, people: [OCTOCAT, JANE, { ...JANE, google: "joe@acme.dev" }] },
    "identity.people[2].id: got 117202389230948230948, which is jane@acme.dev's too",
  ],
  [
    "Google without a secret",
    { ...WITH_GOOGLE, google: { ...GOOGLE_BROKER, clientSecret: undefined } },
    "identity.google.clientSecret: is missing",
  ],
  [
    "Google without a domain",
    { ...WITH_GOOGLE, google: { ...GOOGLE_BROKER, hostedDomain: undefined } },
    "identity.google.hostedDomain: is missing",
  ],
  [
    "teams that nobody reads",
    { ...WITH_TEAMS, teamSync: undefined },
    "identity.teamSync: is missing, must stand beside identity.teams",
  ],
  ["a sync without teams", { ...WITH_TEAMS, teams: [] }, "identity.teamSync: got no identity.teams"],
  [
    "teams without GitHub",
    { ...WITH_TEAMS, github: undefined, google: GOOGLE_BROKER, people: [{ ...JANE, role: "admin" }] },
    "identity.github: is missing, must stand beside identity.teams",
  ],
  [
    "a team in two roles",
    { ...WITH_TEAMS, teams: [PLATFORM, { ...PLATFORM, organization: "Acme", role: "viewer" }] },
    "identity.teams[1].team: got acme/platform as viewer, which is editor further up; must have one role",
  ],
  [
    "a team by its name",
    { ...WITH_TEAMS, teams: [{ ...PLATFORM, team: "Platform Team" }] },
    "must be the slug of a team",
  ],
  ["a sync without a token", { ...WITH_TEAMS, teamSync: {} }, "identity.teamSync.token: is missing"],
  ...["* * * *", "60 * * * *", "*/0 * * * *", "5-2 * * * *", "@hourly", "* * * * 7", "1,,2 * * * *"].map(
    (schedule): [string, Input, string] => [
      `the schedule ${schedule}`,
      { ...WITH_TEAMS, teamSync: { token: { env: "T" }, schedule } },
      "identity.teamSync.schedule: got ",
    ],
  ),
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

  it.each([KEYCLOAK, { ...KEYCLOAK, ldap: LDAP }, GOOGLE, OIDC, WITH_GOOGLE, WITH_TEAMS])("takes %j", (input) => {
    expect(said(input)).toEqual([]);
  });

  it.each(["*/15 * * * *", "0 3 1,15 * 1-5", "10-50/20 0-6 * 12 0"])("takes the schedule %s", (schedule) => {
    expect(said({ ...WITH_TEAMS, teamSync: { token: { env: "T" }, schedule } })).toEqual([]);
  });

  it("takes people of Google alone", () => {
    expect(said({ ...WITH_GOOGLE, github: undefined, people: [{ ...JANE, role: "admin" }] })).toEqual([]);
  });

  it.each([
    ["google", { ...WITH_GOOGLE, google: { ...GOOGLE_BROKER, clientSecret: "hunter2" } }, "GOOGLE_CLIENT_SECRET"],
    ["ldap", { ...KEYCLOAK, ldap: { ...LDAP, bindPassword: "hunter2" } }, "LDAP_BIND_PASSWORD"],
    ["teamSync", { ...WITH_TEAMS, teamSync: { token: "hunter2" } }, "TEAM_SYNC_TOKEN"],
  ])("never prints a literal of %s, and shows a reference to write", (section, input, variable) => {
    const [finding] = findings(input);
    expect(finding?.said).toContain(`identity.${section}.`);
    expect(JSON.stringify(finding)).not.toContain("hunter2");
    expect(JSON.stringify(finding?.fix)).toContain(`{"env":"${variable}"}`);
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
