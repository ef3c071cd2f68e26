import type { Problem } from "../problem";
import type { AnyRealm } from "./check";

const FLAGS = [
  "enabled",
  "registrationAllowed",
  "registrationEmailAsUsername",
  "resetPasswordAllowed",
  "editUsernameAllowed",
  "rememberMe",
  "verifyEmail",
  "loginWithEmailAllowed",
  "duplicateEmailsAllowed",
  "bruteForceProtected",
  "permanentLockout",
  "eventsEnabled",
  "adminEventsEnabled",
  "adminEventsDetailsEnabled",
] as const;

const NUMBERS = [
  "failureFactor",
  "waitIncrementSeconds",
  "maxFailureWaitSeconds",
  "accessTokenLifespan",
  "ssoSessionIdleTimeout",
  "ssoSessionMaxLifespan",
  "eventsExpiration",
] as const;

const TEXTS = ["realm", "displayName", "sslRequired", "passwordPolicy"] as const;

const PARTS = [
  "roles",
  "groups",
  "clients",
  "scopeMappings",
  "identityProviders",
  "authenticationFlows",
  "authenticatorConfig",
  "components",
] as const;

const KNOWN: readonly string[] = [...FLAGS, ...NUMBERS, ...TEXTS, ...PARTS];

/** Keys that a realm may have and ours must not, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  clientScopes: "an explicit list drops the built-in scopes, and every sign-in ends with invalid_scope",
  users: "users of a file get no default roles; people are applied after the realm",
  identityProviderMappers: "a mapper that gives a role gives it to everybody who comes that way",
};

/** The realm's own keys: known ones, of the right kind, within what works. */
export function checkSettings(realm: AnyRealm): Problem[] {
  return [
    ...Object.keys(realm).flatMap(unknownKey),
    ...FLAGS.flatMap((key) => kind(realm, key, "boolean")),
    ...NUMBERS.flatMap((key) => [...kind(realm, key, "number"), ...positive(realm, key)]),
    ...TEXTS.flatMap((key) => kind(realm, key, "string")),
    ...closed(realm),
  ];
}

function unknownKey(key: string): Problem[] {
  if (KNOWN.includes(key)) return [];
  const why = REFUSED[key];
  if (why !== undefined) return [{ path: key, message: `must be left out: ${why}` }];
  return [
    { path: key, message: "is not a key of ours; one that Keycloak does not know keeps the server from starting" },
  ];
}

/** Keycloak takes "false" for false and "300" for 300 in some places, and not in others. */
function kind(realm: AnyRealm, key: string, wanted: "boolean" | "number" | "string"): Problem[] {
  const value = realm[key];
  if (value === undefined) return [{ path: key, message: `is missing, must be a ${wanted}` }];
  return typeof value === wanted ? [] : [{ path: key, message: `got a ${typeof value}, must be a ${wanted}` }];
}

function positive(realm: AnyRealm, key: string): Problem[] {
  const value = realm[key];
  if (typeof value !== "number" || (Number.isInteger(value) && value > 0)) return [];
  return [
    {
      path: key,
      message: `got ${value}, must be a whole number above 0: Keycloak takes it and then refuses everybody`,
    },
  ];
}

function closed(realm: AnyRealm): Problem[] {
  const must = (key: string, wanted: unknown, why: string): Problem[] =>
    realm[key] === undefined || realm[key] === wanted
      ? []
      : [{ path: key, message: `got ${JSON.stringify(realm[key])}, must be ${JSON.stringify(wanted)}: ${why}` }];
  return [
    ...must("registrationAllowed", false, "anybody could make an account"),
    ...must("loginWithEmailAllowed", false, "an address would stand for whoever has it elsewhere"),
    ...must("duplicateEmailsAllowed", true, "a sign-in with somebody's address would be refused, or taken for them"),
    ...must("editUsernameAllowed", false, "a person could take another's name"),
    ...must("bruteForceProtected", true, "passwords could be tried without end"),
    ...must("adminEventsDetailsEnabled", false, "secrets would stand in the events"),
    ...(realm.realm === "master" ? [{ path: "realm", message: "must not be master, which is Keycloak's own" }] : []),
    ...sessionOrder(realm),
  ];
}

function sessionOrder({ ssoSessionIdleTimeout: idle, ssoSessionMaxLifespan: longest }: AnyRealm): Problem[] {
  if (typeof idle !== "number" || typeof longest !== "number" || idle <= longest) return [];
  return [
    {
      path: "ssoSessionIdleTimeout",
      message: `got ${idle}, must be at most ssoSessionMaxLifespan, which is ${longest}`,
    },
  ];
}
