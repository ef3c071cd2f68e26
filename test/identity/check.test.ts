import { assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnyRealm, checkRealm } from "../../src/identity/check";
import { realmOf } from "../../src/identity/realm";
import { secretsOf, WITH_ALL } from "./descriptions";

/** A realm that may be changed anywhere. */
// biome-ignore lint/suspicious/noExplicitAny: a file that somebody wrote can have any shape
type Loose = any;

function damaged(damage: (realm: Loose) => void): string[] {
  const realm = JSON.parse(JSON.stringify(realmOf(WITH_ALL))) as Loose;
  damage(realm);
  return checkRealm(realm as AnyRealm, secretsOf(WITH_ALL)).map(({ path, message }) => `${path}: ${message}`);
}

const LDAP = "org.keycloak.storage.UserStorageProvider";
const MAPPERS = "org.keycloak.storage.ldap.mappers.LDAPStorageMapper";

/** What Keycloak takes in silence, or what ends its import: facts/sso-run.md. */
const DAMAGES: readonly (readonly [name: string, damage: (realm: Loose) => void, said: string])[] = [
  ["an unknown field", (realm) => (realm.colour = "red"), "colour: is not a key of ours"],
  ["client scopes", (realm) => (realm.clientScopes = []), "clientScopes: must be left out"],
  ["users", (realm) => (realm.users = []), "users: must be left out"],
  [
    "a mapper that gives a role",
    (realm) => (realm.identityProviderMappers = []),
    "identityProviderMappers: must be left out",
  ],
  ["a text for a number", (realm) => (realm.accessTokenLifespan = "300"), "accessTokenLifespan: got a string"],
  ["a text for a boolean", (realm) => (realm.enabled = "false"), "enabled: got a string"],
  ["a lifetime below zero", (realm) => (realm.accessTokenLifespan = -5), "accessTokenLifespan: got -5"],
  ["no failure allowed", (realm) => (realm.failureFactor = 0), "failureFactor: got 0"],
  ["no idle time", (realm) => (realm.ssoSessionIdleTimeout = 0), "ssoSessionIdleTimeout: got 0"],
  ["a missing setting", (realm) => delete realm.bruteForceProtected, "bruteForceProtected: is missing"],
  ["open registration", (realm) => (realm.registrationAllowed = true), "registrationAllowed: got true, must be false"],
  ["sign-in by address", (realm) => (realm.loginWithEmailAllowed = true), "loginWithEmailAllowed: got true"],
  ["unique addresses", (realm) => (realm.duplicateEmailsAllowed = false), "duplicateEmailsAllowed: got false"],
  ["Keycloak's own realm", (realm) => (realm.realm = "master"), "realm: must not be master"],
  [
    "a misspelt role of a group",
    (realm) => (realm.groups[3].realmRoles = ["grafana-amdin"]),
    'groups.admins.realmRoles: got "grafana-amdin"',
  ],
  ["a misspelt role in scope", (realm) => (realm.scopeMappings[0].roles = ["x"]), 'scopeMappings[0].roles: got "x"'],
  ["a misspelt client", (realm) => (realm.scopeMappings[0].client = "x"), 'scopeMappings[0].client: got "x"'],
  ["a client twice", (realm) => realm.clients.push(realm.clients[0]), 'clients: got "grafana" twice'],
  [
    "an unknown flow",
    (realm) => (realm.identityProviders[0].firstBrokerLoginFlowAlias = "first broker login"),
    'firstBrokerLoginFlowAlias: got "first broker login"',
  ],
  ["a public client", (realm) => (realm.clients[0].publicClient = true), "clients.grafana.publicClient: got true"],
  ["a client without a secret", (realm) => delete realm.clients[0].secret, "clients.grafana.secret: is missing"],
  [
    "every role in scope",
    (realm) => (realm.clients[0].fullScopeAllowed = true),
    "clients.grafana.fullScopeAllowed: got true",
  ],
  [
    "default client scopes",
    (realm) => (realm.clients[0].defaultClientScopes = []),
    "clients.grafana.defaultClientScopes: must be left out",
  ],
  [
    "passwords over the API",
    (realm) => (realm.clients[0].directAccessGrantsEnabled = true),
    "directAccessGrantsEnabled: got true",
  ],
  ["no PKCE", (realm) => delete realm.clients[0].attributes["pkce.code.challenge.method"], "must be S256"],
  [
    "no way back",
    (realm) => delete realm.clients[0].attributes["post.logout.redirect.uris"],
    "has no post.logout.redirect.uris",
  ],
  [
    "any way back",
    (realm) => (realm.clients[0].redirectUris = ["https://grafana.acme.dev/*"]),
    'redirectUris: got "https://grafana.acme.dev/*"',
  ],
  [
    "a script for a way back",
    (realm) => (realm.clients[0].redirectUris = ["javascript:alert(1)"]),
    'redirectUris: got "javascript:alert(1)"',
  ],
  [
    "one role as a text",
    (realm) => delete realm.clients[0].protocolMappers[0].config.multivalued,
    "several roles would become one text",
  ],
  [
    "a misspelt mapper",
    (realm) => (realm.clients[0].protocolMappers[0].protocolMapper = "oidc-x"),
    'got the type "oidc-x"',
  ],
  ["no mapper", (realm) => (realm.clients[0].protocolMappers = []), "got 0 of oidc-usermodel-realm-role-mapper"],
  ["trust in addresses", (realm) => (realm.identityProviders[0].trustEmail = true), "trustEmail: got true"],
  ["an unknown broker", (realm) => (realm.identityProviders[0].providerId = "gitbub"), 'providerId: got "gitbub"'],
  [
    "a broker without a secret",
    (realm) => delete realm.identityProviders[0].config.clientSecret,
    "config.clientSecret: is missing",
  ],
  [
    "Google accounts of any domain",
    (realm) => (realm.identityProviders[1].config.hostedDomain = "*"),
    "google.config.hostedDomain: must be one domain",
  ],
  [
    "Google accounts of no domain",
    (realm) => delete realm.identityProviders[1].config.hostedDomain,
    "google.config.hostedDomain: must be one domain",
  ],
  [
    "a step that makes users",
    (realm) => (realm.authenticationFlows[0].authenticationExecutions[0].authenticator = "idp-create-user-if-unique"),
    "must be deny-access-authenticator alone",
  ],
  [
    "a flow without steps",
    (realm) => (realm.authenticationFlows[0].authenticationExecutions = []),
    "must be deny-access-authenticator alone",
  ],
  [
    "no user profile",
    (realm) => delete realm.components["org.keycloak.userprofile.UserProfileProvider"],
    "people would be asked for their names",
  ],
  [
    "a directory without mappers",
    (realm) => delete realm.components[LDAP][0].subComponents,
    "has no mapper for the user name",
  ],
  [
    "a directory that gives an unknown role",
    (realm) => (realm.components[LDAP][0].subComponents[MAPPERS][4].config.role = ["x"]),
    'got the role "x"',
  ],
  [
    "a directory without a search account",
    (realm) => delete realm.components[LDAP][0].config.bindDn,
    "config.bindDn: is missing",
  ],
  ["a variable that is not there", (realm) => (realm.clients[0].secret = "${NOPE}"), "clients[0].secret: got ${NOPE}"],
  ["a literal secret", (realm) => (realm.clients[0].secret = "hunter2"), "clients[0].secret: got a literal"],
];

describe("checkRealm", () => {
  it.each(DAMAGES)("refuses %s", (_, damage, said) => {
    expect(damaged(damage).join("\n")).toContain(said);
  });

  it("never prints a literal secret", () => {
    expect(damaged((realm) => (realm.identityProviders[0].config.clientSecret = "hunter2")).join("\n")).not.toContain(
      "hunter2",
    );
  });

  it("finds each of two damages", () => {
    assert(
      property(
        constantFrom(...DAMAGES.slice(0, 14)),
        constantFrom(...DAMAGES.slice(25)),
        ([, a, saidA], [, b, saidB]) => {
          const said = damaged((realm) => {
            a(realm);
            b(realm);
          }).join("\n");
          expect(said).toContain(saidA);
          expect(said).toContain(saidB);
        },
      ),
    );
  });
});
