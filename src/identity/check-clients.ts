import type { Problem } from "../problem";
import type { AnyRealm } from "./check";
import type { Client, ProtocolMapper } from "./realm-model";

/** The one kind of mapper that we use. Keycloak stores a misspelt one, and the claim is never there. */
const ROLE_MAPPER = "oidc-usermodel-realm-role-mapper";

const MAPPER_FLAGS = [
  "multivalued",
  "id.token.claim",
  "access.token.claim",
  "userinfo.token.claim",
  "introspection.token.claim",
] as const;

/** Clients that show a secret, bring PKCE, are sent back to one place, and get the roles in their tokens. */
export function checkClients(realm: AnyRealm): Problem[] {
  return (realm.clients ?? []).flatMap((client) => {
    const path = `clients.${client.clientId}`;
    return [...secrecy(client, path), ...flows(client, path), ...addresses(client, path), ...mappers(client, path)];
  });
}

function secrecy(client: Client, path: string): Problem[] {
  const list = "defaultClientScopes";
  return [
    ...(client.publicClient
      ? [{ path: `${path}.publicClient`, message: "got true, must be false: anybody could be Grafana" }]
      : []),
    ...(client.secret
      ? []
      : [{ path: `${path}.secret`, message: "is missing: Keycloak would make one up that nobody knows" }]),
    ...(client.fullScopeAllowed
      ? [
          {
            path: `${path}.fullScopeAllowed`,
            message: "got true, must be false: tokens would hold every role of a person",
          },
        ]
      : []),
    ...(list in client
      ? [{ path: `${path}.${list}`, message: "must be left out: an explicit list drops the built-in scopes" }]
      : []),
  ];
}

function flows(client: Client, path: string): Problem[] {
  const off = (["implicitFlowEnabled", "directAccessGrantsEnabled", "serviceAccountsEnabled"] as const)
    .filter((key) => client[key])
    .map((key) => ({
      path: `${path}.${key}`,
      message: "got true, must be false: people sign in at the login page alone",
    }));
  const method = client.attributes["pkce.code.challenge.method"];
  if (method === "S256") return off;
  return [
    ...off,
    {
      path: `${path}.attributes`,
      message: `got pkce.code.challenge.method ${method ?? "nowhere"}, must be S256: a stolen code could be used`,
    },
  ];
}

function addresses(client: Client, path: string): Problem[] {
  const after = client.attributes["post.logout.redirect.uris"];
  const missing =
    after === undefined
      ? [
          {
            path: `${path}.attributes`,
            message: "has no post.logout.redirect.uris: signing out would end on an error page",
          },
        ]
      : [];
  return [
    ...missing,
    ...[...client.redirectUris, ...(after === undefined ? [] : after.split("##"))]
      .filter((uri) => !/^https:\/\/[^\s/*#?]+\/[^\s*#?]*$/.test(uri))
      .map((uri) => ({
        path: `${path}.redirectUris`,
        message: `got "${uri}", must be one whole https address: codes could go elsewhere`,
      })),
  ];
}

function mappers(client: Client, path: string): Problem[] {
  const roles = client.protocolMappers.filter(({ protocolMapper }) => protocolMapper === ROLE_MAPPER);
  return [
    ...client.protocolMappers.flatMap((mapper) => oneMapper(mapper, `${path}.protocolMappers.${mapper.name}`)),
    ...(roles.length === 1
      ? []
      : [
          {
            path: `${path}.protocolMappers`,
            message: `got ${roles.length} of ${ROLE_MAPPER}, must be one: roles would be in the access token alone`,
          },
        ]),
  ];
}

function oneMapper(mapper: ProtocolMapper, path: string): Problem[] {
  if (mapper.protocolMapper !== ROLE_MAPPER)
    return [
      {
        path,
        message: `got the type "${mapper.protocolMapper}", must be ${ROLE_MAPPER}: Keycloak stores one that it does not know`,
      },
    ];
  return MAPPER_FLAGS.filter((key) => mapper.config[key] !== "true").map((key) => ({
    path: `${path}.config`,
    message:
      key === "multivalued"
        ? 'must have multivalued "true": several roles would become one text'
        : `must have ${key} "true"`,
  }));
}
