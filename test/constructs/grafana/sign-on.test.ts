import { describe, expect, it } from "vitest";
import { checkGrafanaValues } from "../../../constructs/grafana";
import { type GoogleSignOn, KEYCLOAK_SCOPES, type OidcSignOn, signOnIni } from "../../../constructs/grafana/sign-on";
import { keycloakProvider } from "../../../constructs/keycloak";
import { secretFiles } from "../../../constructs/secret-files";
import { KEYCLOAK_ROLES } from "../../../src/identity/roles";

const URL = "https://grafana.acme.dev";
const FILES = secretFiles({ oidc: { name: "grafana-oidc", key: "client-secret" } });

const KEYCLOAK: OidcSignOn = {
  type: "keycloak",
  name: "Keycloak",
  clientId: "grafana",
  clientSecretFile: FILES.paths.oidc as string,
  provider: keycloakProvider("https://sso.acme.dev", "acme"),
  scopes: KEYCLOAK_SCOPES,
  roles: KEYCLOAK_ROLES,
};

const GOOGLE: GoogleSignOn = {
  type: "google",
  clientId: "g",
  clientSecretFile: FILES.paths.oidc as string,
  allowedDomains: ["acme.dev", "acme.org"],
  admins: ["ops@acme.dev"],
  editors: [],
};

describe("signOnIni", () => {
  const oauth = signOnIni(KEYCLOAK, URL)["auth.generic_oauth"];

  it("hides the login form where Grafana looks for it (defect 8)", () => {
    expect(signOnIni(KEYCLOAK, URL).auth).toEqual({
      disable_login_form: true,
      oauth_allow_insecure_email_lookup: false,
    });
    expect(oauth).not.toHaveProperty("disable_login_form");
  });

  it("reads the secret from a file that a mount covers (defects 9 and 10)", () => {
    expect(oauth?.client_secret).toBe("$__file{/etc/secrets/grafana-oidc/client-secret}");
    for (const signOn of [KEYCLOAK, GOOGLE])
      expect(checkGrafanaValues({ "grafana.ini": signOnIni(signOn, URL) }, "values", FILES.mounts)).toEqual([]);
  });

  it("takes roles from the issuer alone, and none for granted (defect 11)", () => {
    expect(oauth).toMatchObject({
      role_attribute_strict: true,
      skip_org_role_sync: false,
      allow_assign_grafana_admin: false,
      role_attribute_path:
        "contains(realm_access.roles || `[]`, 'grafana-admin') && 'Admin' || contains(realm_access.roles || `[]`, 'grafana-editor') && 'Editor' || contains(realm_access.roles || `[]`, 'grafana-viewer') && 'Viewer'",
    });
  });

  it("knows people by their user name, and renews without tokens that outlive a sign-out (defect 12)", () => {
    expect(oauth).toMatchObject({
      login_attribute_path: "preferred_username",
      use_refresh_token: true,
      use_pkce: true,
      scopes: "openid profile email roles",
    });
  });

  it("says where the realm answers, and signs out of it", () => {
    expect(oauth).toMatchObject({
      auth_url: "https://sso.acme.dev/realms/acme/protocol/openid-connect/auth",
      token_url: "https://sso.acme.dev/realms/acme/protocol/openid-connect/token",
      api_url: "https://sso.acme.dev/realms/acme/protocol/openid-connect/userinfo",
      signout_redirect_url:
        "https://sso.acme.dev/realms/acme/protocol/openid-connect/logout?post_logout_redirect_uri=https%3A%2F%2Fgrafana.acme.dev%2Flogin",
    });
  });

  it("ends Grafana's session alone where the issuer has no address for signing out", () => {
    const { logoutUrl: _, ...provider } = KEYCLOAK.provider;
    const sections = signOnIni({ ...KEYCLOAK, type: "oidc", provider }, URL);
    expect(sections["auth.generic_oauth"]).not.toHaveProperty("signout_redirect_url");
  });

  it("lets Google accounts of the domains in", () => {
    expect(signOnIni({ ...GOOGLE, others: "viewer" }, URL)).toMatchObject({
      "auth.google": {
        allowed_domains: "acme.dev acme.org",
        validate_hd: true,
        role_attribute_strict: true,
        role_attribute_path: "email == 'ops@acme.dev' && 'Admin' || 'Viewer'",
      },
    });
  });
});
