import type { Problem } from "../problem";
import type { AnyRealm } from "./check";
import { MAPPER_TYPE, STORAGE_TYPE } from "./directory";
import type { IdentityProvider, RealmComponent } from "./realm-model";
import { USER_PROFILE_TYPE } from "./user-profile";

/** Steps that make a user of a stranger, or give one somebody's account. */
const REFUSES = "deny-access-authenticator";
const MAPPERS = ["user-attribute-ldap-mapper", "hardcoded-ldap-role-mapper"];
const PROVIDERS = ["github", "google"];
const COMPONENTS = [USER_PROFILE_TYPE, STORAGE_TYPE];

/** Ways in that let nobody in by themselves. */
export function checkBrokers(realm: AnyRealm): Problem[] {
  return [
    ...(realm.identityProviders ?? []).flatMap(broker),
    ...(realm.authenticationFlows ?? []).flatMap(({ alias, authenticationExecutions }) =>
      authenticationExecutions.length === 1 &&
      authenticationExecutions.every(
        ({ authenticator, requirement }) => authenticator === REFUSES && requirement === "REQUIRED",
      )
        ? []
        : [
            {
              path: `authenticationFlows.${alias}`,
              message: `must be ${REFUSES} alone, REQUIRED: any other step may let a stranger in`,
            },
          ],
    ),
    ...components(realm),
  ];
}

function broker({ alias, providerId, trustEmail, storeToken, config }: IdentityProvider): Problem[] {
  const path = `identityProviders.${alias}`;
  return [
    ...(PROVIDERS.includes(providerId)
      ? []
      : [
          {
            path: `${path}.providerId`,
            message: `got "${providerId}", must be one of ${PROVIDERS.join(", ")}: an unknown one ends the import`,
          },
        ]),
    ...(trustEmail ? [{ path: `${path}.trustEmail`, message: "got true, must be false: an address is no proof" }] : []),
    ...(storeToken
      ? [{ path: `${path}.storeToken`, message: "got true, must be false: tokens of people would lie in the database" }]
      : []),
    ...["clientId", "clientSecret"]
      .filter((key) => !config[key])
      .map((key) => ({ path: `${path}.config.${key}`, message: "is missing: nobody could sign in" })),
    ...(providerId === "google" && !/^[^*,\s]+$/.test(config.hostedDomain ?? "")
      ? [{ path: `${path}.config.hostedDomain`, message: "must be one domain: accounts of any other could knock" }]
      : []),
  ];
}

function components({ components: all, roles }: AnyRealm): Problem[] {
  const names = (roles?.realm ?? []).map(({ name }) => name);
  return [
    ...Object.keys(all ?? {})
      .filter((type) => !COMPONENTS.includes(type))
      .map((type) => ({ path: `components.${type}`, message: `must be one of ${COMPONENTS.join(", ")}` })),
    ...(all?.[USER_PROFILE_TYPE]?.length === 1
      ? []
      : [
          {
            path: `components.${USER_PROFILE_TYPE}`,
            message: "must be there once: people would be asked for their names at sign-in",
          },
        ]),
    ...(all?.[STORAGE_TYPE] ?? []).flatMap((ldap) => directory(ldap, names)),
  ];
}

function directory(ldap: RealmComponent, roles: readonly string[]): Problem[] {
  const path = `components.${ldap.name}`;
  const mappers = ldap.subComponents?.[MAPPER_TYPE] ?? [];
  const username = mappers.some(({ config }) => config["user.model.attribute"]?.[0] === "username");
  return [
    ...["connectionUrl", "bindDn", "bindCredential", "usersDn"]
      .filter((key) => !ldap.config[key]?.[0])
      .map((key) => ({ path: `${path}.config.${key}`, message: "is missing" })),
    ...(username ? [] : [{ path, message: 'has no mapper for the user name: sign-in would end with "null username"' }]),
    ...mappers.flatMap(({ name, providerId, config }) => [
      ...(MAPPERS.includes(providerId)
        ? []
        : [{ path: `${path}.${name}`, message: `got the type "${providerId}", must be one of ${MAPPERS.join(", ")}` }]),
      ...(config.role ?? [])
        .filter((role) => !roles.includes(role))
        .map((role) => ({ path: `${path}.${name}`, message: `got the role "${role}", must be one of this realm` })),
    ]),
  ];
}
