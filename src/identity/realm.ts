import { brokers } from "./brokers";
import { placeholder, type RealmDescription } from "./description";
import { directory } from "./directory";
import type { Client, Group, ProtocolMapper, Realm, RealmSettings, Role } from "./realm-model";
import { REFUSAL_CONFIG, REFUSE_STRANGERS } from "./refuse-strangers";
import { GRAFANA_ROLES, KEYCLOAK_CLAIM, realmRole, roleGroup } from "./roles";
import { userProfile } from "./user-profile";

/** Whose a user is. Who is in neither of the first two was made by hand, and is never touched. */
export const PEOPLE_GROUPS = {
  /** Whom the config declares. */
  declared: "people",
  /** Whom the team sync looks after. */
  team: "team-members",
  /** Who was disabled by hand: neither the config nor a team lets them in. */
  suspended: "suspended",
} as const;

export const GRAFANA_CLIENT = "grafana";

/**
 * A realm as code, closed by default: people are no part of it (a file of theirs is applied after it), and nothing
 * in it lets a stranger become one. `clientScopes` and `defaultClientScopes` are absent on purpose: an explicit list
 * would drop the built-in ones.
 */
export function realmOf(description: RealmDescription): Realm {
  return {
    ...settings(description),
    roles: { realm: roles() },
    groups: groups(),
    clients: [grafanaClient(description)],
    scopeMappings: [{ client: GRAFANA_CLIENT, roles: GRAFANA_ROLES.map(realmRole) }],
    identityProviders: brokers(description),
    authenticationFlows: [REFUSE_STRANGERS],
    authenticatorConfig: [REFUSAL_CONFIG],
    components: { ...userProfile(), ...(description.ldap === undefined ? {} : directory(description.ldap)) },
  };
}

const EVENTS_DAYS = 30;

function settings({ realm, sessions }: RealmDescription): RealmSettings {
  return {
    realm,
    enabled: true,
    displayName: realm,
    sslRequired: "external",
    registrationAllowed: false,
    registrationEmailAsUsername: false,
    resetPasswordAllowed: false,
    editUsernameAllowed: false,
    rememberMe: false,
    verifyEmail: false,
    // Addresses tell nobody apart: who has somebody's address at GitHub must not be taken for them.
    loginWithEmailAllowed: false,
    duplicateEmailsAllowed: true,
    passwordPolicy: "length(12) and notUsername",
    bruteForceProtected: true,
    permanentLockout: false,
    failureFactor: 5,
    waitIncrementSeconds: 60,
    maxFailureWaitSeconds: 900,
    accessTokenLifespan: sessions.accessToken,
    ssoSessionIdleTimeout: sessions.idle,
    ssoSessionMaxLifespan: sessions.longest,
    eventsEnabled: true,
    eventsExpiration: EVENTS_DAYS * 86_400,
    adminEventsEnabled: true,
    // Details would hold whole representations, secrets among them.
    adminEventsDetailsEnabled: false,
  };
}

function roles(): readonly Role[] {
  return GRAFANA_ROLES.map((role) => ({ name: realmRole(role), description: `May enter Grafana as ${role}` }));
}

function groups(): readonly Group[] {
  const people = Object.values(PEOPLE_GROUPS).map((name) => ({ name, realmRoles: [] }));
  return [...people, ...GRAFANA_ROLES.map((role) => ({ name: roleGroup(role), realmRoles: [realmRole(role)] }))];
}

function grafanaClient({ grafanaUrl }: RealmDescription): Client {
  return {
    clientId: GRAFANA_CLIENT,
    name: "Grafana",
    enabled: true,
    protocol: "openid-connect",
    publicClient: false,
    clientAuthenticatorType: "client-secret",
    secret: placeholder("grafana"),
    standardFlowEnabled: true,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: false,
    consentRequired: false,
    fullScopeAllowed: false,
    frontchannelLogout: false,
    rootUrl: grafanaUrl,
    baseUrl: grafanaUrl,
    redirectUris: [`${grafanaUrl}/login/generic_oauth`],
    webOrigins: [],
    attributes: {
      "pkce.code.challenge.method": "S256",
      "post.logout.redirect.uris": `${grafanaUrl}/login`,
    },
    protocolMappers: [ROLES_IN_TOKENS],
  };
}

/** The built-in mapper writes roles into the access token alone; Grafana looks at ID token and userinfo first. */
const ROLES_IN_TOKENS: ProtocolMapper = {
  name: "roles in ID token and userinfo",
  protocol: "openid-connect",
  protocolMapper: "oidc-usermodel-realm-role-mapper",
  consentRequired: false,
  config: {
    "claim.name": KEYCLOAK_CLAIM,
    "jsonType.label": "String",
    // Without it several roles become one text.
    multivalued: "true",
    "id.token.claim": "true",
    "access.token.claim": "true",
    "userinfo.token.claim": "true",
    "introspection.token.claim": "true",
  },
};
