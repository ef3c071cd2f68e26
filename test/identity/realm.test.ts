import { describe, expect, it } from "vitest";
import { checkRealm } from "../../src/identity/check";
import { realmFiles } from "../../src/identity/provision";
import { realmOf } from "../../src/identity/realm";
import { DESCRIPTION, secretsOf, WITH_DIRECTORY } from "./descriptions";

describe("realmOf", () => {
  it.each([DESCRIPTION, WITH_DIRECTORY])("has nothing that its own check refuses", (description) => {
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
    expect(realmFiles(DESCRIPTION)["people.csv"]).toBe("2,hubot,viewers\n583231,octocat,admins\n");
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
