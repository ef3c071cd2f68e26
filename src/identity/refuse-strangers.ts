import type { AuthenticatorConfig, Flow } from "./realm-model";

export const REFUSAL_FLOW = "refuse-strangers";

const MESSAGE = "refuse-strangers-message";

/**
 * What happens to an account without a link: it is refused, and no record of it is made. Keycloak's own flow would make
 * a user of it or link it to one with the same name or address; all of these let somebody in.
 */
export const REFUSE_STRANGERS: Flow = {
  alias: REFUSAL_FLOW,
  description: "Only accounts that were linked beforehand may enter",
  providerId: "basic-flow",
  topLevel: true,
  builtIn: false,
  authenticationExecutions: [
    { authenticator: "deny-access-authenticator", authenticatorConfig: MESSAGE, requirement: "REQUIRED", priority: 10 },
  ],
};

export const REFUSAL_CONFIG: AuthenticatorConfig = {
  alias: MESSAGE,
  config: { denyErrorMessage: "This account is not on the list of those who may enter." },
};
