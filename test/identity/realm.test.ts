import { describe, expect, it } from "vitest";
import { checkRealm } from "../../src/identity/check";
import { realmFiles } from "../../src/identity/provision";
import { realmOf } from "../../src/identity/realm";
import { DESCRIPTION, secretsOf, WITH_ALL, WITH_DIRECTORY } from "./descriptions";

describe("realmOf", () => {
  it.each([DESCRIPTION, WITH_DIRECTORY, WITH_ALL])("has nothing that its own check refuses", (description) => {
    expect(checkRealm(realmOf(description), secretsOf(description))).toEqual([]);
  });

  it("puts the roles into ID token and userinfo, and no other role (defect 11)", () => {
    const [client] = realmOf(DESCRIPTION).clients;
    expect(client?.fullScopeAllowed).toBe(false);
    expect(client?.protocolMappers[0]?.config).toMatchObject({
      "claim.name": "realm_access.roles",
      multivalued: "true",
      "id.token.claim": "true",
      "userinfo.token.claim": "true",
    });
    expect(realmOf(DESCRIPTION).scopeMappings).toEqual([
      { client: "grafana", roles: ["grafana-admin", "grafana-editor", "grafana-viewer"] },
    ]);
  });

  it("holds no people and no secret", () => {
    const text = JSON.stringify(realmOf(WITH_DIRECTORY));
    expect(text).not.toContain("583231");
    expect([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name).sort()).toEqual(
      [...secretsOf(WITH_DIRECTORY)].sort(),
    );
  });
});

describe("realmFiles", () => {
  it("lists people by number, with user names as Keycloak writes them", () => {
    expect(realmFiles(DESCRIPTION)["people.csv"]).toBe("github,2,hubot,viewers\ngithub,583231,octocat,admins\n");
  });

  it("lists people with Google accounts by theirs", () => {
    expect(realmFiles(WITH_ALL)["people.csv"]).toContain("google,117202389230948230948,jane@acme.dev,editors\n");
  });

  it("has an account for a team sync, where there is one, that can do nothing by itself", () => {
    expect(realmFiles(DESCRIPTION)).not.toHaveProperty("team-sync.json");
    expect(JSON.parse(realmFiles(WITH_ALL)["team-sync.json"] ?? "")).toMatchObject({
      secret: "${TEAM_SYNC_CLIENT_SECRET}",
      serviceAccountsEnabled: true,
      publicClient: false,
      standardFlowEnabled: false,
      directAccessGrantsEnabled: false,
      redirectUris: [],
    });
  });

  it("has a broker for each way in, closed to whom nobody declared", () => {
    expect(Object.keys(realmFiles(DESCRIPTION)).filter((name) => name.startsWith("broker"))).toEqual([
      "broker.github.json",
    ]);
    expect(JSON.parse(realmFiles(WITH_ALL)["broker.google.json"] ?? "")).toMatchObject({
      providerId: "google",
      firstBrokerLoginFlowAlias: "refuse-strangers",
      trustEmail: false,
      config: { hostedDomain: "acme.dev", clientSecret: "${GOOGLE_CLIENT_SECRET}" },
    });
  });

  it("is the same whatever the order of the people", () => {
    expect(realmFiles({ ...DESCRIPTION, people: [...DESCRIPTION.people].reverse() })).toEqual(realmFiles(DESCRIPTION));
  });

  it("keeps what an update of the realm ignores out of the settings", () => {
    const settings = JSON.parse(realmFiles(DESCRIPTION)["settings.json"] ?? "") as object;
    expect(settings).toHaveProperty("bruteForceProtected", true);
    for (const part of ["roles", "groups", "clients", "identityProviders", "components"])
      expect(settings).not.toHaveProperty(part);
  });

  it("has a file for the directory and for each of its mappers", () => {
    const files = Object.keys(realmFiles(WITH_DIRECTORY)).filter((name) => name.startsWith("ldap"));
    expect(files).toEqual([
      "ldap.json",
      "ldap-mapper.username.json",
      "ldap-mapper.email.json",
      "ldap-mapper.firstName.json",
      "ldap-mapper.lastName.json",
      "ldap-mapper.everybody.json",
    ]);
    expect(Object.keys(realmFiles(DESCRIPTION))).not.toContain("ldap.json");
  });
});
