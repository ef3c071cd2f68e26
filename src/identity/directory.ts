import { type Directory, placeholder } from "./description";
import type { RealmComponent } from "./realm-model";
import { realmRole } from "./roles";

export const STORAGE_TYPE = "org.keycloak.storage.UserStorageProvider";
export const MAPPER_TYPE = "org.keycloak.storage.ldap.mappers.LDAPStorageMapper";

/** A directory that people sign in from. Read only: Keycloak writes nothing to it. */
export function directory(ldap: Directory): Readonly<Record<string, readonly RealmComponent[]>> {
  const { attributes } = ldap;
  return {
    [STORAGE_TYPE]: [
      {
        name: "ldap",
        providerId: "ldap",
        config: lists({
          enabled: "true",
          priority: "0",
          vendor: "other",
          connectionUrl: ldap.url,
          authType: "simple",
          bindDn: ldap.bindDn,
          bindCredential: placeholder("ldap"),
          usersDn: ldap.usersDn,
          usernameLDAPAttribute: attributes.username,
          rdnLDAPAttribute: attributes.username,
          uuidLDAPAttribute: attributes.id,
          userObjectClasses: "inetOrgPerson",
          ...(ldap.filter === undefined ? {} : { customUserSearchFilter: ldap.filter }),
          searchScope: "2",
          editMode: "READ_ONLY",
          importEnabled: "true",
          syncRegistrations: "false",
          trustEmail: "false",
          useTruststoreSpi: "always",
          connectionTimeout: "5000",
          readTimeout: "10000",
        }),
        subComponents: { [MAPPER_TYPE]: mappers(ldap) },
      },
    ],
  };
}

/** Without mappers a login ends with "User returned from LDAP has null username!". */
function mappers({ attributes, role }: Directory): readonly RealmComponent[] {
  return [
    fromAttribute("username", attributes.username, true),
    fromAttribute("email", attributes.email, false),
    fromAttribute("firstName", attributes.firstName, false),
    fromAttribute("lastName", attributes.lastName, false),
    { name: "everybody", providerId: "hardcoded-ldap-role-mapper", config: lists({ role: realmRole(role) }) },
  ];
}

function fromAttribute(model: string, ldap: string, mandatory: boolean): RealmComponent {
  return {
    name: model,
    providerId: "user-attribute-ldap-mapper",
    config: lists({
      "user.model.attribute": model,
      "ldap.attribute": ldap,
      "read.only": "true",
      "always.read.value.from.ldap": "true",
      "is.mandatory.in.ldap": String(mandatory),
    }),
  };
}

function lists(config: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, [value]]));
}
