import type { GrafanaRole } from "./roles";

/** What a realm is made from. Durations are in seconds. */
export interface RealmDescription {
  readonly realm: string;
  /** Address of Grafana, without a slash at its end. */
  readonly grafanaUrl: string;
  /** @default - nobody enters by GitHub */
  readonly github?: GithubApp | undefined;
  /** @default - nobody enters by Google */
  readonly google?: GoogleApp | undefined;
  readonly people: readonly Person[];
  readonly sessions: { readonly idle: number; readonly longest: number; readonly accessToken: number };
  /** @default - none */
  readonly ldap?: Directory | undefined;
  /** Whether a sync looks after the members of teams: it gets an account of its own. @default false */
  readonly teamSync?: boolean | undefined;
}

/** The OAuth app at GitHub. Its secret comes from the environment. */
export interface GithubApp {
  readonly clientId: string;
  /** GitHub Enterprise Server. @default - github.com */
  readonly baseUrl?: string | undefined;
  /** API of that server. @default - api.github.com */
  readonly apiUrl?: string | undefined;
}

/** The OAuth client at Google. Its secret comes from the environment. */
export interface GoogleApp {
  readonly clientId: string;
  /** Google Workspace domain of everybody who enters by Google. */
  readonly hostedDomain: string;
}

/** Somebody who may enter: the number of the account decides, login or address are only a name. */
export type Person = GithubPerson | GooglePerson;

export interface GithubPerson {
  readonly github: string;
  readonly id: number;
  readonly role: GrafanaRole;
}

export interface GooglePerson {
  readonly google: string;
  /** Digits: more of them than a number can hold. */
  readonly id: string;
  readonly role: GrafanaRole;
}

/** A person's account, whichever way they enter. */
export interface Account {
  readonly broker: "github" | "google";
  readonly id: string;
  readonly name: string;
}

export function accountOf(person: Person): Account {
  return "github" in person
    ? { broker: "github", id: String(person.id), name: person.github }
    : { broker: "google", id: person.id, name: person.google };
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
  google: "GOOGLE_CLIENT_SECRET",
  ldap: "LDAP_BIND_PASSWORD",
  teamSync: "TEAM_SYNC_CLIENT_SECRET",
} as const;

export type RealmSecret = keyof typeof REALM_SECRETS;

/** The secrets that this realm needs. */
export function realmSecrets(realm: RealmDescription): readonly RealmSecret[] {
  return [
    "grafana",
    ...(["github", "google", "ldap"] as const).filter((way) => realm[way] !== undefined),
    ...(realm.teamSync === true ? (["teamSync"] as const) : []),
  ];
}

export function placeholder(secret: RealmSecret): string {
  return `\${${REALM_SECRETS[secret]}}`;
}
