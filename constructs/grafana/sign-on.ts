import { addressExpression, type RoleNames, roleExpression } from "../../src/identity/roles";

/** Where an issuer answers, as Grafana needs it. */
export interface OidcProvider {
  readonly issuer: string;
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly apiUrl: string;
  /** @default - a sign-out ends Grafana's session alone */
  readonly logoutUrl?: string | undefined;
}

/** What every way of signing in needs. */
interface Client {
  readonly clientId: string;
  /** File with the client's secret, out of the `paths` of the `SecretFiles` that Grafana mounts. */
  readonly clientSecretFile: string;
}

/** Sign-in at Keycloak or at any other OpenID Connect issuer. */
export interface OidcSignOn extends Client {
  readonly type: "keycloak" | "oidc";
  /** What the button says. */
  readonly name: string;
  readonly provider: OidcProvider;
  readonly scopes: readonly string[];
  readonly roles: RoleNames;
}

/** Sign-in with Google accounts of these domains. */
export interface GoogleSignOn extends Client {
  readonly type: "google";
  readonly allowedDomains: readonly string[];
  readonly admins: readonly string[];
  readonly editors: readonly string[];
  /** Role of every other account. @default - none: they stay outside */
  readonly others?: "viewer" | undefined;
}

export type SignOn = OidcSignOn | GoogleSignOn;

/** Sections of `grafana.ini`. */
export type IniSections = Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;

/** Scopes that Keycloak knows. `groups` is none of them, and `offline_access` would outlive the sign-out. */
export const KEYCLOAK_SCOPES = ["openid", "profile", "email", "roles"] as const;

/**
 * The sections that let people sign in there and nowhere else. The local admin stays for the day when the issuer is
 * down: its form is at /login?disableAutoLogin once `auth.disable_login_form` is lifted.
 *
 * @param grafanaUrl address that people open, without a slash at its end
 */
export function signOnIni(signOn: SignOn, grafanaUrl: string): IniSections {
  return {
    // In [auth.generic_oauth] Grafana would ignore it.
    auth: { disable_login_form: true, oauth_allow_insecure_email_lookup: false },
    ...(signOn.type === "google"
      ? { "auth.google": google(signOn) }
      : { "auth.generic_oauth": genericOauth(signOn, grafanaUrl) }),
  };
}

function genericOauth(signOn: OidcSignOn, grafanaUrl: string) {
  const { provider } = signOn;
  return {
    ...common(signOn),
    name: signOn.name,
    scopes: signOn.scopes.join(" "),
    auth_url: provider.authUrl,
    token_url: provider.tokenUrl,
    api_url: provider.apiUrl,
    email_attribute_path: "email",
    // Grafana does not look for it by itself: the login would be the address.
    login_attribute_path: "preferred_username",
    name_attribute_path: "name",
    role_attribute_path: roleExpression(signOn.roles),
    ...(provider.logoutUrl === undefined
      ? {}
      : { signout_redirect_url: afterSignOut(provider.logoutUrl, `${grafanaUrl}/login`) }),
  };
}

function google(signOn: GoogleSignOn) {
  return {
    ...common(signOn),
    scopes: "openid email profile",
    allowed_domains: signOn.allowedDomains.join(" "),
    validate_hd: true,
    role_attribute_path: addressExpression(signOn),
  };
}

/** Roles come from the issuer alone: who has none is refused, and a role that was taken is gone at the next sign-in. */
function common({ clientId, clientSecretFile }: Client) {
  return {
    enabled: true,
    allow_sign_up: true,
    auto_login: true,
    client_id: clientId,
    client_secret: `$__file{${clientSecretFile}}`,
    use_pkce: true,
    use_refresh_token: true,
    role_attribute_strict: true,
    allow_assign_grafana_admin: false,
    skip_org_role_sync: false,
  };
}

/** Grafana adds the ID token, by which the issuer knows whom to sign out. */
function afterSignOut(logoutUrl: string, back: string): string {
  return `${logoutUrl}?post_logout_redirect_uri=${encodeURIComponent(back)}`;
}
