import { KEYCLOAK_SCOPES, type SignOn } from "../constructs/grafana/sign-on";
import { keycloakProvider } from "../constructs/keycloak/provider";
import type { ClientConfig } from "../src/config";
import type { GoogleConfig, IdentityConfig, KeycloakConfig, OidcConfig } from "../src/config/schema/identity";
import { KEYCLOAK_ROLES } from "../src/identity/roles";

/** Client of Grafana in the realm. */
const GRAFANA_CLIENT = "grafana";

/** How people sign in to Grafana, with the file that holds the client's secret. */
export function signOnOf(config: ClientConfig, identity: IdentityConfig, clientSecretFile: string): SignOn {
  if (identity.provider === "google") return google(identity, clientSecretFile);
  return identity.provider === "oidc" ? oidc(identity, clientSecretFile) : keycloak(config, identity, clientSecretFile);
}

/** What Grafana calls when somebody signs in. */
export function addressesOf(signOn: SignOn): readonly string[] {
  if (signOn.type === "google") return [];
  return [signOn.provider.tokenUrl, signOn.provider.apiUrl];
}

function keycloak(
  { client }: ClientConfig,
  { host, realm = client }: KeycloakConfig,
  clientSecretFile: string,
): SignOn {
  return {
    type: "keycloak",
    name: "Keycloak",
    clientId: GRAFANA_CLIENT,
    clientSecretFile,
    provider: keycloakProvider(`https://${host}`, realm),
    scopes: KEYCLOAK_SCOPES,
    roles: KEYCLOAK_ROLES,
  };
}

function oidc({ name, clientId, scopes, roles, issuer, endpoints }: OidcConfig, clientSecretFile: string): SignOn {
  return {
    type: "oidc",
    name,
    clientId,
    clientSecretFile,
    scopes,
    roles,
    provider: {
      issuer,
      authUrl: endpoints.authorization,
      tokenUrl: endpoints.token,
      apiUrl: endpoints.userinfo,
      logoutUrl: endpoints.logout,
    },
  };
}

function google({ clientId, allowedDomains, admins, editors, others }: GoogleConfig, clientSecretFile: string): SignOn {
  return {
    type: "google",
    clientId,
    clientSecretFile,
    allowedDomains,
    admins,
    editors,
    others: others === "viewer" ? "viewer" : undefined,
  };
}
