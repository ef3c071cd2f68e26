import type { Problem } from "../problem";
import type { AnyRealm } from "./check";

/** Names that are there once, and names that name something. Keycloak makes a role of a misspelt one. */
export function checkNames(realm: AnyRealm): Problem[] {
  const roles = (realm.roles?.realm ?? []).map(({ name }) => name);
  const clients = (realm.clients ?? []).map(({ clientId }) => clientId);
  const flows = (realm.authenticationFlows ?? []).map(({ alias }) => alias);
  const configs = (realm.authenticatorConfig ?? []).map(({ alias }) => alias);
  return [
    ...once("roles.realm", roles),
    ...once(
      "groups",
      (realm.groups ?? []).map(({ name }) => name),
    ),
    ...once("clients", clients),
    ...once(
      "identityProviders",
      (realm.identityProviders ?? []).map(({ alias }) => alias),
    ),
    ...once("authenticationFlows", flows),
    ...(realm.groups ?? []).flatMap((group) =>
      known(`groups.${group.name}.realmRoles`, group.realmRoles, roles, "role"),
    ),
    ...(realm.scopeMappings ?? []).flatMap((mapping, index) => [
      ...known(`scopeMappings[${index}].client`, [mapping.client], clients, "client"),
      ...known(`scopeMappings[${index}].roles`, mapping.roles, roles, "role"),
    ]),
    ...(realm.identityProviders ?? []).flatMap(({ alias, firstBrokerLoginFlowAlias }) =>
      known(`identityProviders.${alias}.firstBrokerLoginFlowAlias`, [firstBrokerLoginFlowAlias], flows, "flow"),
    ),
    ...(realm.authenticationFlows ?? []).flatMap(({ alias, authenticationExecutions }) =>
      known(
        `authenticationFlows.${alias}`,
        authenticationExecutions.map(({ authenticatorConfig }) => authenticatorConfig),
        configs,
        "authenticatorConfig",
      ),
    ),
  ];
}

function once(path: string, names: readonly string[]): Problem[] {
  const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return repeated.map((name) => ({ path, message: `got "${name}" twice, must be there once` }));
}

function known(path: string, names: readonly string[], all: readonly string[], what: string): Problem[] {
  return names
    .filter((name) => !all.includes(name))
    .map((name) => ({
      path,
      message: `got "${name}", must be a ${what} of this realm: ${all.join(", ") || "it has none"}`,
    }));
}
