import { REALM_SECRETS, type RealmDescription, realmSecrets } from "../../src/identity/description";

/** A realm to be changed by each test. */
export const DESCRIPTION: RealmDescription = {
  realm: "acme",
  grafanaUrl: "https://grafana.acme.dev",
  github: { clientId: "app" },
  people: [
    { github: "Octocat", id: 583231, role: "admin" },
    { github: "hubot", id: 2, role: "viewer" },
  ],
  sessions: { idle: 28_800, longest: 43_200, accessToken: 300 },
};

export const WITH_DIRECTORY: RealmDescription = {
  ...DESCRIPTION,
  ldap: {
    url: "ldaps://ldap.acme.dev",
    bindDn: "cn=keycloak",
    usersDn: "ou=people",
    filter: "(memberOf=cn=ops)",
    role: "viewer",
    attributes: { username: "uid", id: "entryUUID", email: "mail", firstName: "givenName", lastName: "sn" },
  },
};

/** Every way in that there is. */
export const WITH_ALL: RealmDescription = {
  ...WITH_DIRECTORY,
  google: { clientId: "1234-abcd.apps.googleusercontent.com", hostedDomain: "acme.dev" },
  people: [...DESCRIPTION.people, { google: "Jane@acme.dev", id: "117202389230948230948", role: "editor" }],
  teamSync: true,
};

export function secretsOf(description: RealmDescription): readonly string[] {
  return realmSecrets(description).map((secret) => REALM_SECRETS[secret]);
}
