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
  const { github, ldap, sessions } = identity;
  return {
    realm: identity.realm ?? platform.client,
    grafanaUrl: `https://${platform.grafanaHost}`,
    github: { clientId: github.clientId, baseUrl: github.baseUrl, apiUrl: github.apiUrl },
    people: identity.people.map(declared),
    sessions: {
      idle: durationSeconds(sessions.idle),
      longest: durationSeconds(sessions.longest),
      accessToken: durationSeconds(sessions.accessToken),
    },
    ...(ldap === undefined ? {} : { ldap: withoutPassword(ldap) }),
  };
}

function declared({ github, id, role }: KeycloakConfig["people"][number]): Person {
  if (id === undefined) throw new Error(`${github} has no id`);
  return { github, id, role };
}

function withoutPassword({ bindPassword: _, ...ldap }: NonNullable<KeycloakConfig["ldap"]>) {
  return ldap;
}
