import { type GithubApp, type GoogleApp, placeholder, type RealmDescription } from "./description";
import type { IdentityProvider } from "./realm-model";
import { REFUSAL_FLOW } from "./refuse-strangers";

/** The ways in by accounts elsewhere. They have no mappers: one that gives a role would give it to everybody. */
export function brokers({ github, google }: RealmDescription): readonly IdentityProvider[] {
  return [
    ...(github === undefined ? [] : [githubBroker(github)]),
    ...(google === undefined ? [] : [googleBroker(google)]),
  ];
}

const CLOSED = {
  enabled: true,
  trustEmail: false,
  storeToken: false,
  linkOnly: false,
  firstBrokerLoginFlowAlias: REFUSAL_FLOW,
};

/** Name and address follow the account's with every login; the user name stays. */
const SYNC_MODE = "FORCE";

function githubBroker({ clientId, baseUrl, apiUrl }: GithubApp): IdentityProvider {
  return {
    alias: "github",
    providerId: "github",
    displayName: "GitHub",
    ...CLOSED,
    config: {
      clientId,
      clientSecret: placeholder("github"),
      defaultScope: "read:user user:email",
      syncMode: SYNC_MODE,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(apiUrl === undefined ? {} : { apiUrl }),
    },
  };
}

/** Keycloak knows a Google account by `sub`, and holds its claim `hd` against the domain. */
function googleBroker({ clientId, hostedDomain }: GoogleApp): IdentityProvider {
  return {
    alias: "google",
    providerId: "google",
    displayName: "Google",
    ...CLOSED,
    config: {
      clientId,
      clientSecret: placeholder("google"),
      defaultScope: "openid profile email",
      hostedDomain,
      syncMode: SYNC_MODE,
    },
  };
}
