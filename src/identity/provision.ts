import { accountOf, type Person, REALM_SECRETS, type RealmDescription, realmSecrets } from "./description";
import { MAPPER_TYPE, STORAGE_TYPE } from "./directory";
import { realmOf } from "./realm";
import type { Realm, RealmComponent } from "./realm-model";
import { roleGroup } from "./roles";
import { TEAM_SYNC } from "./team-sync-client";
import { USER_PROFILE } from "./user-profile";

/** Files by name, as the script that applies a realm reads them. They hold `${NAME}` where a secret goes. */
export type RealmFiles = Readonly<Record<string, string>>;

/** A realm cut into what is applied at once when there is none, and what each part is brought into line with. */
export function realmFiles(description: RealmDescription): RealmFiles {
  const realm = realmOf(description);
  return {
    "secrets.txt": lines(realmSecrets(description).map((secret) => REALM_SECRETS[secret])),
    "realm.json": json(realm),
    "settings.json": json(settingsOf(realm)),
    "roles.txt": lines(realm.roles.realm.map(({ name }) => name)),
    ...Object.fromEntries(realm.roles.realm.map((role) => [`role.${role.name}.json`, json(role)])),
    "groups.csv": lines(realm.groups.map(({ name, realmRoles: [role = ""] }) => `${name},${role}`)),
    "client.json": json(realm.clients[0]),
    ...(description.teamSync === true ? { "team-sync.json": json(TEAM_SYNC) } : {}),
    ...Object.fromEntries(realm.identityProviders.map((broker) => [`broker.${broker.alias}.json`, json(broker)])),
    ...flowFiles(realm),
    "user-profile.json": json(USER_PROFILE),
    ...directoryFiles(realm),
    "people.csv": lines(description.people.map(line).sort()),
  };
}

function line(person: Person): string {
  const { broker, id, name } = accountOf(person);
  // Keycloak writes user names in lower case.
  return [broker, id, name.toLowerCase(), roleGroup(person.role)].join(",");
}

function settingsOf({
  roles: _roles,
  groups: _groups,
  clients: _clients,
  scopeMappings: _scopeMappings,
  identityProviders: _identityProviders,
  authenticationFlows: _authenticationFlows,
  authenticatorConfig: _authenticatorConfig,
  components: _components,
  ...settings
}: Realm) {
  return settings;
}

/** A flow made alone is made without its steps. */
function flowFiles({ authenticationFlows: [flow], authenticatorConfig: [config] }: Realm): RealmFiles {
  if (flow === undefined) return {};
  const { authenticationExecutions: _, ...alone } = flow;
  return { "flow.json": json(alone), "flow-config.json": json(config) };
}

function directoryFiles({ components }: Realm): RealmFiles {
  const [ldap] = components[STORAGE_TYPE] ?? [];
  if (ldap === undefined) return {};
  const { subComponents, ...alone } = ldap;
  const mappers = subComponents?.[MAPPER_TYPE] ?? [];
  return {
    "ldap.json": json(ofType(alone, STORAGE_TYPE)),
    ...Object.fromEntries(
      mappers.map((mapper) => [`ldap-mapper.${mapper.name}.json`, json(ofType(mapper, MAPPER_TYPE))]),
    ),
  };
}

function ofType(component: RealmComponent, providerType: string) {
  return { ...component, providerType };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
