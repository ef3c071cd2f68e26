import { describe, expect, it } from "vitest";
import { identity, type KeycloakConfig } from "../../src/config/schema/identity";
import { describeRealm } from "../../src/identity/from-config";

const INPUT = {
  provider: "keycloak",
  host: "sso.acme.dev",
  github: { clientId: "Iv1.0", clientSecret: { env: "GITHUB_CLIENT_SECRET" } },
  ldap: {
    url: "ldaps://ldap.acme.dev",
    bindDn: "cn=keycloak",
    bindPassword: { env: "LDAP_BIND_PASSWORD" },
    usersDn: "ou=people",
  },
  people: [{ github: "octocat", id: 583231, role: "admin" }],
};

const PLATFORM = { client: "acme", grafanaHost: "grafana.acme.dev" };

const realm = (input: object) => describeRealm(identity.parse(input) as KeycloakConfig, PLATFORM);

describe("describeRealm", () => {
  it("is named after the client, lives as long as the config says, and holds no secret", () => {
    expect(realm(INPUT)).toMatchObject({
      realm: "acme",
      grafanaUrl: "https://grafana.acme.dev",
      people: [{ github: "octocat", id: 583231, role: "admin" }],
      sessions: { idle: 28_800, longest: 43_200, accessToken: 300 },
      ldap: { url: "ldaps://ldap.acme.dev", role: "viewer" },
    });
    expect(JSON.stringify(realm(INPUT))).not.toContain("env");
    expect(realm({ ...INPUT, realm: "people" }).realm).toBe("people");
  });

  it("knows both kinds of accounts, and holds no secret of either", () => {
    const described = realm({
      ...INPUT,
      google: { clientId: "g", clientSecret: { env: "GOOGLE_CLIENT_SECRET" }, hostedDomain: "acme.dev" },
      people: [...INPUT.people, { google: "jane@acme.dev", id: "117202389230948230948", role: "viewer" }],
      teams: [{ organization: "acme", team: "platform", role: "editor" }],
      teamSync: { token: { env: "GITHUB_TEAMS_TOKEN" } },
    });
    expect(described).toMatchObject({ google: { clientId: "g", hostedDomain: "acme.dev" }, teamSync: true });
    expect(described.people[1]).toEqual({ google: "jane@acme.dev", id: "117202389230948230948", role: "viewer" });
    expect(JSON.stringify(described)).not.toContain("env");
    expect(realm(INPUT).teamSync).toBe(false);
  });

  it("takes nobody without an id", () => {
    expect(() => realm({ ...INPUT, people: [{ github: "octocat", role: "admin" }] })).toThrow("octocat has no id");
  });
});
