import { z } from "zod";
import { dnsName, duration, helmValues, httpsUrl, optional, ownSecret, secretSource } from "./common";
import { database } from "./identity-database";
import { google, person, team, teamSync } from "./identity-people";

const github = z
  .strictObject({
    clientId: z
      .string()
      .min(1)
      .meta({
        description: "Id of the OAuth app at GitHub; its callback is https://HOST/realms/REALM/broker/github/endpoint.",
        examples: ["Iv1.0123456789abcdef"],
      }),
    clientSecret: secretSource.meta({
      description: "Secret of the OAuth app.",
      examples: [{ env: "GITHUB_CLIENT_SECRET" }],
    }),
    baseUrl: httpsUrl
      .optional()
      .meta({ description: "GitHub Enterprise Server. Without it: github.com.", examples: ["https://github.zai.dev"] }),
    apiUrl: httpsUrl
      .optional()
      .meta({ description: "API of that server.", examples: ["https://github.zai.dev/api/v3"] }),
  })
  .meta({
    description: "The OAuth app at GitHub that people sign in with.",
    examples: [{ clientId: "Iv1.0123456789abcdef", clientSecret: { env: "GITHUB_CLIENT_SECRET" } }],
  });

const attribute = (what: string, name: string) =>
  z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, "must be the name of an LDAP attribute")
    .default(name)
    .meta({ description: `Attribute with ${what}.`, examples: [name] });

const ldap = z
  .strictObject({
    url: z
      .string()
      .regex(/^ldaps:\/\/[^\s/?#@]+$/, "must be an ldaps address such as ldaps://ldap.example.com")
      .meta({
        description: "Address of the directory. Passwords go over it, so it is encrypted.",
        examples: ["ldaps://ldap.zai.dev"],
      }),
    bindDn: z
      .string()
      .min(1)
      .meta({ description: "Account that searches the directory.", examples: ["cn=keycloak,dc=zai,dc=dev"] }),
    bindPassword: secretSource.meta({ description: "Its password.", examples: [{ env: "LDAP_BIND_PASSWORD" }] }),
    usersDn: z
      .string()
      .min(1)
      .meta({ description: "Where the people are.", examples: ["ou=people,dc=zai,dc=dev"] }),
    filter: z
      .string()
      .regex(/^\(.+\)$/s, "must be an LDAP filter in parentheses")
      .optional()
      .meta({ description: "Which of them may enter.", examples: ["(memberOf=cn=ops,ou=groups,dc=zai,dc=dev)"] }),
    role: z
      .enum(["viewer", "editor"])
      .default("viewer")
      .meta({ description: "Role of everyone whom the filter admits.", examples: ["viewer"] }),
    attributes: z
      .strictObject({
        username: attribute("the user name", "uid"),
        id: attribute("what never changes", "entryUUID"),
        email: attribute("the e-mail address", "mail"),
        firstName: attribute("the first name", "givenName"),
        lastName: attribute("the last name", "sn"),
      })
      .prefault({})
      .meta({ description: "Attributes of a person in the directory.", examples: [{ username: "sAMAccountName" }] }),
  })
  .meta({
    description: "A directory whose people sign in with their password. Nothing is written to it.",
    examples: [
      {
        url: "ldaps://ldap.zai.dev",
        bindDn: "cn=keycloak,dc=zai,dc=dev",
        bindPassword: { env: "LDAP_BIND_PASSWORD" },
        usersDn: "ou=people,dc=zai,dc=dev",
      },
    ],
  });

const sessions = z
  .strictObject({
    idle: duration
      .default("8h")
      .meta({ description: "After how long without use a person signs in again.", examples: ["8h"] }),
    longest: duration
      .default("12h")
      .meta({ description: "After how long a person signs in again in any case.", examples: ["12h"] }),
    accessToken: duration
      .default("5m")
      .meta({ description: "How long a token is good: so long a person who was removed may stay.", examples: ["5m"] }),
  })
  .prefault({})
  .meta({ description: "Lifetimes.", examples: [{ idle: "4h" }] });

/** Keycloak on the cluster, with the people of this config and nobody else. */
export const keycloak = z
  .strictObject({
    provider: z.literal("keycloak").meta({ description: "A Keycloak of the platform's own.", examples: ["keycloak"] }),
    host: dnsName.meta({ description: "Host, under `domain`.", examples: ["sso.zai.dev"] }),
    realm: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,35}$/, "must be lower-case letters, digits and hyphens, start with a letter")
      .refine((realm) => realm !== "master", "must not be master, which is Keycloak's own")
      .optional()
      .meta({ description: "Realm of the people. Without it: the client's name.", examples: ["zai"] }),
    replicas: z
      .int()
      .min(1)
      .max(5)
      .default(1)
      .meta({ description: "Keycloak pods, each on a node of its own.", examples: [2] }),
    admin: ownSecret.prefault({ env: "KEYCLOAK_ADMIN_PASSWORD" }).meta({
      description: "Password of the first administrator, `admin`. Keycloak takes it at its first start only.",
      examples: [{ env: "KEYCLOAK_ADMIN_PASSWORD" }],
    }),
    clientSecret: ownSecret.prefault({ env: "GRAFANA_OIDC_CLIENT_SECRET" }).meta({
      description: "Secret that Grafana shows to Keycloak.",
      examples: [{ env: "GRAFANA_OIDC_CLIENT_SECRET" }],
    }),
    database,
    github: optional(github),
    google: optional(google),
    ldap: optional(ldap),
    people: z
      .array(person)
      .default([])
      .meta({
        description: "Who may enter by GitHub or Google. A stranger is refused without a record.",
        examples: [[{ github: "octocat", id: 583231, role: "admin" }]],
      }),
    teams: z
      .array(team)
      .default([])
      .meta({
        description: "Whole teams at GitHub whose members may enter, beside `people`.",
        examples: [[{ organization: "zai", team: "platform", role: "editor" }]],
      }),
    teamSync: optional(teamSync),
    sessions,
    values: helmValues,
  })
  .meta({ id: "KeycloakIdentity" });
