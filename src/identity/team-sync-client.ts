import { placeholder } from "./description";
import type { Client } from "./realm-model";

export const TEAM_SYNC_CLIENT = "team-sync";

/** Account of the team sync: a secret and no person, no way to a login page. The role to manage users comes with the Job. */
export const TEAM_SYNC: Client = {
  clientId: TEAM_SYNC_CLIENT,
  name: "Team sync",
  enabled: true,
  protocol: "openid-connect",
  publicClient: false,
  clientAuthenticatorType: "client-secret",
  secret: placeholder("teamSync"),
  standardFlowEnabled: false,
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: false,
  serviceAccountsEnabled: true,
  consentRequired: false,
  // Its token holds the one role that its account has in `realm-management`.
  fullScopeAllowed: true,
  frontchannelLogout: false,
  redirectUris: [],
  webOrigins: [],
  attributes: {},
  protocolMappers: [],
};
