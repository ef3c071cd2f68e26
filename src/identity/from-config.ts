import type { KeycloakConfig } from "../config/schema/identity";
import { durationSeconds } from "../quantity";
import type { Person, RealmDescription } from "./description";

/**
 * The realm that a client's config asks for.
 *
 * @throws Error for a person without an id, which the config's own rules refuse.
 */
export function describeRealm(
  identity: KeycloakConfig,
  platform: { readonly client: string; readonly grafanaHost: string },
): RealmDescription {
  const { github, google, ldap, teamSync, sessions } = identity;
  return {
    realm: identity.realm ?? platform.client,
    grafanaUrl: `https://${platform.grafanaHost}`,
    ...(github === undefined ? {} : { github: withoutSecret(github) }),
    ...(google === undefined ? {} : { google: withoutSecret(google) }),
    people: identity.people.map(declared),
    sessions: {
      idle: durationSeconds(sessions.idle),
      longest: durationSeconds(sessions.longest),
      accessToken: durationSeconds(sessions.accessToken),
    },
    ...(ldap === undefined ? {} : { ldap: withoutPassword(ldap) }),
    teamSync: teamSync !== undefined,
  };
}

function declared({ github, google, id, role }: KeycloakConfig["people"][number]): Person {
  if (github !== undefined && typeof id === "number") return { github, id, role };
  if (google !== undefined && typeof id === "string") return { google, id, role };
  throw new Error(`${github ?? google} has no id`);
}

function withoutSecret<T extends object>({ clientSecret: _, ...app }: T & { readonly clientSecret: unknown }) {
  return app;
}

function withoutPassword({ bindPassword: _, ...ldap }: NonNullable<KeycloakConfig["ldap"]>) {
  return ldap;
}
