import { afterAll, beforeAll, expect, it } from "vitest";
import type { Person, RealmDescription } from "../../src/identity/description";
import { KEYCLOAK_ROLES, roleExpression } from "../../src/identity/roles";
import { grafanaRole } from "../identity/grafana-role";
import { Browser, type Page, type SignedIn } from "./keycloak-browser";
import { type Account, Github } from "./keycloak-github";
import { type Applied, KeycloakServer, keycloak } from "./keycloak-server";
import { suiteWith } from "./suite";

const ALICE: Account = { id: 1001, login: "Alice", name: null, email: "alice@acme.dev" };
const ED: Account = { id: 1002, login: "ed", name: "Ed Itor", email: "ed@acme.dev" };
const VIC: Account = { id: 1003, login: "vic", name: "Vic", email: "vic@acme.dev" };

const PEOPLE: readonly Person[] = [
  { github: ALICE.login, id: ALICE.id, role: "admin" },
  { github: ED.login, id: ED.id, role: "editor" },
  { github: VIC.login, id: VIC.id, role: "viewer" },
];

const LOCAL_PASSWORD = "a long local password";

interface User {
  readonly id: string;
  readonly username: string;
  readonly enabled: boolean;
}

suiteWith("a real Keycloak", keycloak(), (folder) => {
  let server: KeycloakServer;
  let github: Github;
  let first: Applied;

  beforeAll(async () => {
    github = await Github.start();
    server = await KeycloakServer.start(folder, "https://sso.acme.dev");
    first = await server.apply(description(PEOPLE));
    if (first.code !== 0) throw new Error(first.output);
    await server.admin("realms/acme/users", "POST", {
      username: "local-admin",
      email: "local@acme.dev",
      enabled: true,
      credentials: [{ type: "password", value: LOCAL_PASSWORD, temporary: false }],
    });
  });

  afterAll(async () => {
    github?.stop();
    await server?.stop();
  });

  const description = (people: readonly Person[]): RealmDescription => ({
    realm: "acme",
    grafanaUrl: "https://grafana.acme.dev",
    github: { clientId: "app", baseUrl: github.url, apiUrl: `${github.url}/api` },
    people,
    sessions: { idle: 28_800, longest: 43_200, accessToken: 300 },
    ldap: {
      url: "ldaps://127.0.0.1:1",
      bindDn: "cn=keycloak",
      usersDn: "ou=people",
      role: "viewer",
      attributes: { username: "uid", id: "entryUUID", email: "mail", firstName: "givenName", lastName: "sn" },
    },
  });

  const users = () => server.admin<User[]>("realms/acme/users?max=1000");
  const userNamed = async (name: string) => (await users()).find(({ username }) => username === name);

  function byGithub(account: Account): Promise<SignedIn | Page> {
    github.signIn(account);
    return new Browser(server, "acme").byGithub();
  }

  /** All of the realm that people made or will miss: parts, users, their groups and links. */
  async function everything() {
    const parts = await server.admin("realms/acme/partial-export?exportClients=true&exportGroupsAndRoles=true", "POST");
    const all = await Promise.all(
      (await users()).map(async (user) => ({
        ...user,
        groups: await server.admin(`realms/acme/users/${user.id}/groups`),
        roles: await server.admin(`realms/acme/users/${user.id}/role-mappings`),
        links: await server.admin(`realms/acme/users/${user.id}/federated-identity`),
      })),
    );
    return { parts, all };
  }

  it("takes the realm, and lets the declared people in", () => {
    expect(first.output).toContain("realm acme: made");
    expect(first.output).toContain("person alice: let in, to admins");
    expect(first.output).toContain("5 changes of people and parts");
  });

  it.each([
    { account: ALICE, role: "Admin", realmRoles: ["grafana-admin"] },
    { account: ED, role: "Editor", realmRoles: ["grafana-editor"] },
    { account: VIC, role: "Viewer", realmRoles: ["grafana-viewer"] },
  ])("signs $account.login in without a question, as $role", async ({ account, role, realmRoles }) => {
    const person = signedIn(await byGithub(account));
    for (const claims of [person.idToken, person.userinfo]) {
      expect(claims).toMatchObject({
        preferred_username: account.login.toLowerCase(),
        email: account.email,
        realm_access: { roles: realmRoles },
      });
      expect(await roleIn(claims)).toBe(role);
    }
    expect(person.idToken.iss).toBe("https://sso.acme.dev/realms/acme");
    expect(person.refreshToken).toBeDefined();
  });

  it("lets nobody set their link to another account", async () => {
    const alice = await userNamed("alice");
    const [account] = await server.admin<{ id: string }[]>("realms/acme/clients?clientId=account");
    const roles = await server.admin<{ name: string }[]>(
      `realms/acme/users/${alice?.id}/role-mappings/clients/${account?.id}/composite`,
    );
    expect(roles.map(({ name }) => name)).toEqual(["view-profile"]);
  });

  it("knows a person who has another login by now", async () => {
    const person = signedIn(await byGithub({ ...ED, login: "edward" }));
    expect(person.userinfo.preferred_username).toBe("ed");
    expect(await roleIn(person.userinfo)).toBe("Editor");
  });

  it("gives a user without a role none", async () => {
    const person = signedIn(await new Browser(server, "acme").byPassword("local-admin", LOCAL_PASSWORD));
    expect(person.idToken).not.toHaveProperty("realm_access");
    expect(await roleIn(person.idToken)).toBe(false);
    expect(await roleIn(person.userinfo)).toBe(false);
  });

  it.each([
    ["a stranger", { id: 6001, login: "stranger", name: "A Stranger", email: "s@elsewhere.dev" }],
    ["who took a login that a person gave up", { ...ED, id: 6002 }],
    ["who has a person's address", { id: 6003, login: "mallory", name: "M", email: ALICE.email }],
    ["who has the local admin's name", { id: 6004, login: "local-admin", name: "L", email: "l@elsewhere.dev" }],
    ["who has the local admin's address", { id: 6005, login: "eve", name: "E", email: "local@acme.dev" }],
  ])("refuses %s, and keeps no record", async (_, account) => {
    const before = await everything();
    const page = await byGithub(account);
    expect(page).toMatchObject({
      status: 401,
      text: expect.stringContaining("not on the list of those who may enter"),
    });
    expect(await everything()).toEqual(before);
  });

  it.each([
    [
      "no PKCE",
      { code_challenge: undefined, code_challenge_method: undefined },
      /Missing%20parameter|Missing\+parameter/,
    ],
    ["PKCE in the clear", { code_challenge_method: "plain" }, /code\+challenge\+method|code%20challenge%20method/],
  ])("refuses %s", async (_, changes, message) => {
    const browser = new Browser(server, "acme");
    const { at } = await browser.open(browser.loginPage(changes));
    expect(at).toContain("error=invalid_request");
    expect(at).toMatch(message);
  });

  it.each([
    "https://evil.dev/login/generic_oauth",
    "http://grafana.acme.dev/login/generic_oauth",
    "https://grafana.acme.dev/login/generic_oauth/",
    "https://grafana.acme.dev.evil.dev/login/generic_oauth",
  ])("sends no code to %s", async (redirect_uri) => {
    const browser = new Browser(server, "acme");
    const page = await browser.open(browser.loginPage({ redirect_uri }));
    expect(page.status).toBe(400);
    expect(page.text).toContain("Invalid parameter: redirect_uri");
  });

  it("signs a person out, and back to Grafana alone", async () => {
    const person = signedIn(await byGithub(VIC));
    const browser = new Browser(server, "acme");
    const logout = (back: string) =>
      browser.open(
        `https://sso.acme.dev/realms/acme/protocol/openid-connect/logout?${new URLSearchParams({ post_logout_redirect_uri: back, id_token_hint: person.rawIdToken })}`,
      );
    expect((await logout("https://evil.dev/login")).status).toBe(400);
    expect(await logout("https://grafana.acme.dev/login")).toMatchObject({
      status: 302,
      at: "https://grafana.acme.dev/login",
    });
    const refreshed = await browser.token({ grant_type: "refresh_token", refresh_token: person.refreshToken ?? "" });
    expect(refreshed.status).toBe(400);
  });

  it("is left as it is by a second run", async () => {
    const before = await everything();
    const second = await server.apply(description(PEOPLE));
    expect(second).toMatchObject({ code: 0, output: expect.stringContaining("0 changes of people and parts") });
    expect(await everything()).toEqual(before);
  });

  it("is brought back where somebody opened it, follows the people, and leaves alone who was made by hand", async () => {
    const local = await userNamed("local-admin");
    const ed = await userNamed("ed");
    await server.admin("realms/acme/identity-provider/instances/github/mappers", "POST", {
      name: "everybody is admin",
      identityProviderAlias: "github",
      identityProviderMapper: "oidc-hardcoded-role-idp-mapper",
      config: { syncMode: "INHERIT", role: "grafana-admin" },
    });
    await server.admin("realms/acme/authentication/flows/refuse-strangers/executions/execution", "POST", {
      provider: "idp-create-user-if-unique",
    });
    const client = await server.admin<{ id: string; redirectUris: string[] }[]>("realms/acme/clients?clientId=grafana");
    await server.admin(`realms/acme/clients/${client[0]?.id}`, "PUT", {
      ...client[0],
      redirectUris: ["https://evil.dev/*"],
    });

    const next: readonly Person[] = [
      { github: ALICE.login, id: ALICE.id, role: "admin" },
      { github: VIC.login, id: VIC.id, role: "editor" },
      { github: "local-admin", id: 7001, role: "admin" },
      { github: "newcomer", id: 7002, role: "viewer" },
    ];
    const { code, output } = await server.apply(description(next));
    expect(code).toBe(1);
    expect(output).toContain("CONFLICT: person local-admin: a user of this name is there without a link");
    expect(output).toContain("person vic: to editors");
    expect(output).toContain("person ed: disabled and signed out");
    expect(output).toContain("person newcomer: let in, to viewers");
    expect(output).toContain("a mapper that is not declared taken away");
    expect(output).toContain("flow refuse-strangers: set to refuse");

    expect(await userNamed("local-admin")).toEqual(local);
    expect(await userNamed("ed")).toMatchObject({ id: ed?.id, enabled: false });
    expect(await server.admin(`realms/acme/users/${ed?.id}/federated-identity`)).toMatchObject([{ userId: "1002" }]);
    expect(await byGithub(ED)).toMatchObject({ status: 400, text: expect.stringContaining("Account is disabled") });
    expect(await roleIn(signedIn(await byGithub(VIC)).idToken)).toBe("Editor");
    expect(await byGithub({ id: 6001, login: "stranger", name: null, email: "s@x.dev" })).toMatchObject({
      status: 401,
    });
    const browser = new Browser(server, "acme");
    expect((await browser.open(browser.loginPage({ redirect_uri: "https://evil.dev/x" }))).status).toBe(400);
  });
});

function signedIn(result: SignedIn | Page): SignedIn {
  if ("idToken" in result) return result;
  throw new Error(`no sign-in: ${result.status} ${result.text.slice(0, 2000)}`);
}

/** The role that Grafana reads out of these claims. */
function roleIn(claims: Readonly<Record<string, unknown>>): Promise<unknown> {
  return grafanaRole(roleExpression(KEYCLOAK_ROLES), claims);
}
