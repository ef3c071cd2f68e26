import { z } from "zod";
import { dnsName, httpsUrl, optional, secretSource } from "./common";
import { keycloak } from "./identity-keycloak";

const emailAddress = z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "must be an e-mail address");

const clientId = z.string().min(1).max(255);

const google = z
  .strictObject({
    provider: z.literal("google").meta({ description: "Google accounts of your domains.", examples: ["google"] }),
    clientId: clientId.meta({
      description: "Id of the OAuth client at Google; its redirect is https://GRAFANA/login/google.",
      examples: ["1234-abcd.apps.googleusercontent.com"],
    }),
    clientSecret: secretSource
      .prefault({ env: "GOOGLE_CLIENT_SECRET" })
      .meta({ description: "Secret of the OAuth client.", examples: [{ env: "GOOGLE_CLIENT_SECRET" }] }),
    allowedDomains: z
      .array(dnsName)
      .min(1)
      .meta({ description: "Google Workspace domains whose accounts may enter.", examples: [["zai.dev"]] }),
    admins: z
      .array(emailAddress)
      .default([])
      .meta({ description: "Addresses of the administrators.", examples: [["ops@zai.dev"]] }),
    editors: z
      .array(emailAddress)
      .default([])
      .meta({ description: "Addresses of those who may edit dashboards.", examples: [["dev@zai.dev"]] }),
    others: z
      .enum(["viewer", "none"])
      .default("viewer")
      .meta({ description: "Role of every other account of these domains.", examples: ["none"] }),
  })
  .meta({ id: "GoogleIdentity" });

const endpoint = (what: string, path: string) =>
  httpsUrl.meta({
    description: `Address of ${what}, as the issuer publishes it.`,
    examples: [`https://id.zai.dev/${path}`],
  });

const oidc = z
  .strictObject({
    provider: z.literal("oidc").meta({ description: "Any OpenID Connect issuer.", examples: ["oidc"] }),
    issuer: httpsUrl.meta({
      description: "The issuer. ISSUER/.well-known/openid-configuration lists its endpoints.",
      examples: ["https://id.zai.dev"],
    }),
    name: z
      .string()
      .min(1)
      .max(60)
      .default("SSO")
      .meta({ description: "What the button of Grafana's login page says.", examples: ["Okta"] }),
    endpoints: z
      .strictObject({
        authorization: endpoint("authorization_endpoint", "authorize"),
        token: endpoint("token_endpoint", "token"),
        userinfo: endpoint("userinfo_endpoint", "userinfo"),
        logout: optional(endpoint("end_session_endpoint", "logout")),
      })
      .meta({
        description: "Endpoints of the issuer: Grafana does not look them up.",
        examples: [
          {
            authorization: "https://id.zai.dev/authorize",
            token: "https://id.zai.dev/token",
            userinfo: "https://id.zai.dev/userinfo",
          },
        ],
      }),
    clientId: clientId.meta({ description: "Id of the client at the issuer.", examples: ["grafana"] }),
    clientSecret: secretSource
      .prefault({ env: "OIDC_CLIENT_SECRET" })
      .meta({ description: "Secret of the client.", examples: [{ env: "OIDC_CLIENT_SECRET" }] }),
    scopes: z
      .array(z.string().regex(/^[!#-[\]-~]+$/, "must be a scope: no space, quote or backslash"))
      .min(1)
      .default(["openid", "profile", "email"])
      .meta({ description: "Scopes that are asked for.", examples: [["openid", "profile", "email", "groups"]] }),
    roles: z
      .strictObject({
        claim: z
          .string()
          .regex(
            /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/,
            "must be names joined by dots, such as realm.roles",
          )
          .default("roles")
          .meta({
            description: "Claim that lists a person's roles or groups, in ID token or userinfo.",
            examples: ["groups"],
          }),
        admin: roleName("administrators", "grafana-admin"),
        editor: roleName("those who may edit", "grafana-editor"),
        viewer: roleName("those who may look", "grafana-viewer"),
      })
      .prefault({})
      .meta({
        description: "How a person's role is told from the claims. Who has none of them stays outside.",
        examples: [{ claim: "groups", admin: "platform-team" }],
      }),
  })
  .meta({ id: "OidcIdentity" });

function roleName(whose: string, name: string) {
  return z
    .string()
    .regex(/^[^'`\\\s][^'`\\]*$/, "must be a name without quotes and backslashes")
    .default(name)
    .meta({ description: `Entry of the claim that ${whose} have.`, examples: [name] });
}

/** Who may sign in, and how. Without it Grafana has its local admin alone. */
export const identity = z.discriminatedUnion("provider", [keycloak, google, oidc]).meta({
  description: "Single sign-on: a Keycloak of the platform's own with GitHub logins, Google, or any OIDC issuer.",
  examples: [
    {
      provider: "keycloak",
      host: "sso.zai.dev",
      github: { clientId: "Iv1.0123456789abcdef", clientSecret: { env: "GITHUB_CLIENT_SECRET" } },
      people: [{ github: "octocat", id: 583231, role: "admin" }],
    },
  ],
});

export type IdentityConfig = z.output<typeof identity>;
export type KeycloakConfig = Extract<IdentityConfig, { provider: "keycloak" }>;
export type GoogleConfig = Extract<IdentityConfig, { provider: "google" }>;
export type OidcConfig = Extract<IdentityConfig, { provider: "oidc" }>;
