import { afterAll, beforeAll, expect, it } from "vitest";
import type { RealmDescription } from "../../src/identity/description";
import { KEYCLOAK_ROLES, roleExpression } from "../../src/identity/roles";
import { grafanaRole } from "../identity/grafana-role";
import { Browser } from "./keycloak-browser";
import { GOOGLE_CLIENT, Google, type GoogleAccount } from "./keycloak-google";
import { KeycloakServer, keycloak } from "./keycloak-server";
import { suiteWith } from "./suite";

const JANE: GoogleAccount = { sub: "117202389230948230948", email: "Jane@acme.dev", hd: "acme.dev" };
const JOE: GoogleAccount = { sub: "100200300400500600700", email: "joe@acme.dev", hd: "acme.dev" };

suiteWith("Google accounts with a real Keycloak", keycloak(), (folder) => {
  let google: Google;
  let server: KeycloakServer;

  beforeAll(async () => {
    google = await Google.start();
    server = await KeycloakServer.start(folder, "https://sso.acme.dev", google.options);
    const { code, output } = await server.apply(DESCRIPTION);
    if (code !== 0) throw new Error(output);
    expect(output).toContain("person jane@acme.dev: let in, to admins");
  });

  afterAll(async () => {
    google?.stop();
    await server?.stop();
  });

  const DESCRIPTION: RealmDescription = {
    realm: "acme",
    grafanaUrl: "https://grafana.acme.dev",
    google: { clientId: GOOGLE_CLIENT, hostedDomain: "acme.dev" },
    people: [
      { google: JANE.email, id: JANE.sub, role: "admin" },
      { google: JOE.email, id: JOE.sub, role: "viewer" },
    ],
    sessions: { idle: 28_800, longest: 43_200, accessToken: 300 },
  };

  const signIn = (account: GoogleAccount) => new Browser(server, "acme").byGoogle(google.consent(account));
  const people = () => server.admin("realms/acme/users?max=1000");

  it.each([
    ["Jane", JANE, "Admin"],
    ["Joe", JOE, "Viewer"],
    ["Joe, whose address is another one by now", { ...JOE, email: "joseph@acme.dev" }, "Viewer"],
  ])("signs %s in without a question", async (_, account, role) => {
    const result = await signIn(account);
    if (!("idToken" in result)) throw new Error(`no sign-in: ${result.status} ${result.text.slice(0, 2000)}`);
    expect(await grafanaRole(roleExpression(KEYCLOAK_ROLES), result.idToken)).toBe(role);
  });

  it.each([
    ["a stranger of the domain", { ...JANE, sub: "1", email: "stranger@acme.dev" }, 401, "not on the list"],
    ["who got a person's address", { ...JANE, sub: "2" }, 401, "not on the list"],
    ["a stranger without a domain", { sub: "3", email: "jane@gmail.com" }, 502, "Unexpected error"],
    ["a declared person in another domain", { ...JANE, hd: "evil.dev" }, 502, "Unexpected error"],
    ["a declared person outside of any domain", { sub: JANE.sub, email: JANE.email }, 502, "Unexpected error"],
  ])("refuses %s, and keeps no record", async (_, account, status, text) => {
    const before = await people();
    expect(await signIn(account)).toMatchObject({ status, text: expect.stringContaining(text) });
    expect(await people()).toEqual(before);
  });

  it("shuts Google out when the config has it no more, and keeps its people's links", async () => {
    const { code, output } = await server.apply({
      ...DESCRIPTION,
      google: undefined,
      github: { clientId: "app" },
      people: [{ github: "octocat", id: 583231, role: "admin" }],
    });
    expect(code).toBe(0);
    expect(output).toContain("broker google: disabled");
    expect(output).toContain("person jane@acme.dev: disabled and signed out");
    await expect(signIn(JANE)).rejects.toThrow("not sent to Google");
    const [jane] = await server.admin<{ id: string }[]>("realms/acme/users?username=jane@acme.dev&exact=true");
    expect(await server.admin(`realms/acme/users/${jane?.id}/federated-identity`)).toMatchObject([
      { userId: JANE.sub },
    ]);
  });
});
