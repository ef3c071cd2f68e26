import { type GithubApp, placeholder } from "./description";
import type { AuthenticatorConfig, Flow, IdentityProvider } from "./realm-model";

export const GITHUB_ALIAS = "github";

const FLOW = "refuse-strangers";
const REFUSAL = "refuse-strangers-message";

/**
 * What happens to a GitHub account without a link: it is refused, and no record of it is made. Keycloak's own flow
 * would make a user of it or link it to one with the same name or address; all of these let somebody in.
 */
export const REFUSE_STRANGERS: Flow = {
  alias: FLOW,
  description: "Only accounts that were linked beforehand may enter",
  providerId: "basic-flow",
  topLevel: true,
  builtIn: false,
  authenticationExecutions: [
    { authenticator: "deny-access-authenticator", authenticatorConfig: REFUSAL, requirement: "REQUIRED", priority: 10 },
  ],
};

export const REFUSAL_CONFIG: AuthenticatorConfig = {
  alias: REFUSAL,
  config: { denyErrorMessage: "This GitHub account is not on the list of those who may enter." },
};

/** GitHub as the way in. It has no mappers: one that gives a role would give it to everybody. */
export function github(app: GithubApp): IdentityProvider {
  return {
    alias: GITHUB_ALIAS,
    providerId: "github",
    displayName: "GitHub",
    enabled: true,
    trustEmail: false,
    storeToken: false,
    linkOnly: false,
    firstBrokerLoginFlowAlias: FLOW,
    config: {
      clientId: app.clientId,
      clientSecret: placeholder("github"),
      defaultScope: "read:user user:email",
      // Name and address follow GitHub's with every login; the user name stays.
      syncMode: "FORCE",
      ...(app.baseUrl === undefined ? {} : { baseUrl: app.baseUrl }),
      ...(app.apiUrl === undefined ? {} : { apiUrl: app.apiUrl }),
    },
  };
}
