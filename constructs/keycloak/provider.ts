import type { OidcProvider } from "../grafana/sign-on";

/** Where a realm of the Keycloak at this address answers. */
export function keycloakProvider(url: string, realm: string): OidcProvider {
  const issuer = `${url}/realms/${realm}`;
  const protocol = `${issuer}/protocol/openid-connect`;
  return {
    issuer,
    authUrl: `${protocol}/auth`,
    tokenUrl: `${protocol}/token`,
    apiUrl: `${protocol}/userinfo`,
    logoutUrl: `${protocol}/logout`,
  };
}
