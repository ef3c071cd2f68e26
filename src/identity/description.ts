import type { GrafanaRole } from "./roles";

/** What a realm is made from. Durations are in seconds. */
export interface RealmDescription {
  readonly realm: string;
  /** Address of Grafana, without a slash at its end. */
  readonly grafanaUrl: string;
  readonly github: GithubApp;
  readonly people: readonly Person[];
  readonly sessions: { readonly idle: number; readonly longest: number; readonly accessToken: number };
  /** @default - none */
  readonly ldap?: Directory | undefined;
}

/** The OAuth app at GitHub. Its secret comes from the environment. */
export interface GithubApp {
  readonly clientId: string;
  /** GitHub Enterprise Server. @default - github.com */
  readonly baseUrl?: string | undefined;
  /** API of that server. @default - api.github.com */
  readonly apiUrl?: string | undefined;
}

/** Somebody who may enter: the number of the GitHub account decides, the login is only a name. */
export interface Person {
  readonly github: string;
  readonly id: number;
  readonly role: GrafanaRole;
}

/** A directory whose people sign in with their password. The password of its search account comes from the environment. */
export interface Directory {
  readonly url: string;
  readonly bindDn: string;
  readonly usersDn: string;
  /** @default - everybody */
  readonly filter?: string | undefined;
  /** Role of everyone whom the filter admits. */
  readonly role: GrafanaRole;
  readonly attributes: {
    readonly username: string;
    readonly id: string;
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
  };
}

/** Environment variables that stand in the realm as `${NAME}`. */
export const REALM_SECRETS = {
  grafana: "GRAFANA_OIDC_CLIENT_SECRET",
  github: "GITHUB_CLIENT_SECRET",
  ldap: "LDAP_BIND_PASSWORD",
} as const;

export type RealmSecret = keyof typeof REALM_SECRETS;

/** The secrets that this realm needs. */
export function realmSecrets(realm: RealmDescription): readonly RealmSecret[] {
  return realm.ldap === undefined ? ["grafana", "github"] : ["grafana", "github", "ldap"];
}

export function placeholder(secret: RealmSecret): string {
  return `\${${REALM_SECRETS[secret]}}`;
}
