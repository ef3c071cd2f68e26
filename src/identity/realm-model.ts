/** The parts of Keycloak's realm representation that we use. Keycloak refuses a field that it does not know. */
export interface Realm extends RealmSettings {
  readonly roles: { readonly realm: readonly Role[] };
  readonly groups: readonly Group[];
  readonly clients: readonly Client[];
  readonly scopeMappings: readonly { readonly client: string; readonly roles: readonly string[] }[];
  readonly identityProviders: readonly IdentityProvider[];
  readonly authenticationFlows: readonly Flow[];
  readonly authenticatorConfig: readonly AuthenticatorConfig[];
  readonly components: Readonly<Record<string, readonly RealmComponent[]>>;
}

/** What an update of the realm itself takes. */
export interface RealmSettings {
  readonly realm: string;
  readonly enabled: boolean;
  readonly displayName: string;
  readonly sslRequired: "external" | "all";
  readonly registrationAllowed: boolean;
  readonly registrationEmailAsUsername: boolean;
  readonly resetPasswordAllowed: boolean;
  readonly editUsernameAllowed: boolean;
  readonly rememberMe: boolean;
  readonly verifyEmail: boolean;
  readonly loginWithEmailAllowed: boolean;
  readonly duplicateEmailsAllowed: boolean;
  readonly passwordPolicy: string;
  readonly bruteForceProtected: boolean;
  readonly permanentLockout: boolean;
  readonly failureFactor: number;
  readonly waitIncrementSeconds: number;
  readonly maxFailureWaitSeconds: number;
  readonly accessTokenLifespan: number;
  readonly ssoSessionIdleTimeout: number;
  readonly ssoSessionMaxLifespan: number;
  readonly eventsEnabled: boolean;
  readonly eventsExpiration: number;
  readonly adminEventsEnabled: boolean;
  readonly adminEventsDetailsEnabled: boolean;
}

export interface Role {
  readonly name: string;
  readonly description: string;
}

export interface Group {
  readonly name: string;
  readonly realmRoles: readonly string[];
}

export interface Client {
  readonly clientId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly protocol: "openid-connect";
  readonly publicClient: boolean;
  readonly clientAuthenticatorType: "client-secret";
  readonly secret: string;
  readonly standardFlowEnabled: boolean;
  readonly implicitFlowEnabled: boolean;
  readonly directAccessGrantsEnabled: boolean;
  readonly serviceAccountsEnabled: boolean;
  readonly consentRequired: boolean;
  readonly fullScopeAllowed: boolean;
  readonly frontchannelLogout: boolean;
  readonly rootUrl?: string;
  readonly baseUrl?: string;
  readonly redirectUris: readonly string[];
  readonly webOrigins: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly protocolMappers: readonly ProtocolMapper[];
}

export interface ProtocolMapper {
  readonly name: string;
  readonly protocol: "openid-connect";
  readonly protocolMapper: string;
  readonly consentRequired: boolean;
  readonly config: Readonly<Record<string, string>>;
}

export interface IdentityProvider {
  readonly alias: string;
  readonly providerId: string;
  readonly displayName: string;
  readonly enabled: boolean;
  readonly trustEmail: boolean;
  readonly storeToken: boolean;
  readonly linkOnly: boolean;
  readonly firstBrokerLoginFlowAlias: string;
  readonly config: Readonly<Record<string, string>>;
}

export interface Flow {
  readonly alias: string;
  readonly description: string;
  readonly providerId: "basic-flow";
  readonly topLevel: boolean;
  readonly builtIn: boolean;
  readonly authenticationExecutions: readonly {
    readonly authenticator: string;
    readonly authenticatorConfig: string;
    readonly requirement: "REQUIRED";
    readonly priority: number;
  }[];
}

export interface AuthenticatorConfig {
  readonly alias: string;
  readonly config: Readonly<Record<string, string>>;
}

export interface RealmComponent {
  readonly name: string;
  readonly providerId: string;
  readonly config: Readonly<Record<string, readonly string[]>>;
  readonly subComponents?: Readonly<Record<string, readonly RealmComponent[]>>;
}
