import { type CertificateSource, Certificates } from "../constructs/certificates";
import { Keycloak } from "../constructs/keycloak/keycloak";
import { KeycloakRealm } from "../constructs/keycloak/realm";
import type { TeamSyncProps } from "../constructs/keycloak/team-sync";
import type { Traefik } from "../constructs/traefik";
import type { ClientConfig } from "../src/config";
import type { KeycloakConfig } from "../src/config/schema/identity";
import { describeRealm } from "../src/identity/from-config";
import type { Pods } from "../src/network";
import { type Dependable, type SecretRef, type Stack, secrets } from "../src/terraform";
import { hostsIn } from "./hosts";
import { makeDatabase } from "./keycloak-database";
import { NAMESPACES } from "./names";
import { keycloakAdmin, keycloakRealm, teamSyncToken } from "./secret-sets";

const namespace = NAMESPACES.identity;

export interface KeycloakParts {
  readonly gateway: Pick<Traefik, "ingressClass" | "gateway">;
  readonly certificates: CertificateSource;
  /** Pods that scrape its metrics. */
  readonly scrapedBy: Pods;
  /** Records of its host. */
  readonly after: readonly Dependable[];
}

/** Keycloak, its database, and the realm of the config's people. */
export function makeKeycloak(stack: Stack, config: ClientConfig, identity: KeycloakConfig, parts: KeycloakParts): void {
  const certificates = new Certificates(stack, "certificates-identity", {
    after: parts.after,
    namespace,
    hosts: hostsIn(config, namespace),
    source: parts.certificates,
  });
  const database = makeDatabase(stack, config, identity);
  const admin = secrets(stack, "keycloak-admin", keycloakAdmin(identity));
  const keycloak = new Keycloak(stack, "keycloak", {
    after: [...database.ready, ...admin.made],
    namespace,
    host: identity.host,
    ingressClass: parts.gateway.ingressClass,
    gateway: parts.gateway.gateway,
    tlsSecret: certificates.secretFor(identity.host),
    replicas: identity.replicas,
    admin: admin.refs.password,
    database: database.connection,
    scrapedBy: parts.scrapedBy,
    size: config.size,
    mirror: config.charts.mirror,
    images: config.images,
    overrides: identity.values,
  });
  const description = describeRealm(identity, { client: config.client, grafanaHost: config.grafana.host });
  const realm = secrets(stack, "keycloak-realm", keycloakRealm(identity));
  const applied = new KeycloakRealm(stack, "realm", {
    after: [keycloak.ready, ...realm.made],
    namespace,
    description,
    service: keycloak.service,
    image: keycloak.image,
    pullSecret: config.images.pullSecret,
    admin: admin.refs.password,
    secrets: realm.refs,
  });
  makeTeamSync(stack, identity, {
    images: config.images,
    after: [applied.ready],
    realm: description.realm,
    service: keycloak.service,
    clientSecret: realm.refs.teamSync,
  });
}

function makeTeamSync(
  stack: Stack,
  { teams, teamSync, github }: KeycloakConfig,
  {
    after,
    clientSecret,
    ...keycloak
  }: Pick<TeamSyncProps, "realm" | "service" | "images"> & {
    readonly after: readonly Dependable[];
    readonly clientSecret: SecretRef | undefined;
  },
): void {
  if (teamSync === undefined || clientSecret === undefined) return;
  const { refs, made } = secrets(stack, "team-sync", teamSyncToken(teamSync));
  // Loaded by those who have one.
  const { TeamSync } = require("../constructs/keycloak/team-sync") as typeof import("../constructs/keycloak/team-sync");
  new TeamSync(stack, "teams", {
    ...keycloak,
    after: [...after, ...made],
    namespace,
    teams,
    token: refs.token,
    clientSecret,
    schedule: teamSync.schedule,
    dryRun: teamSync.dryRun,
    githubApi: github?.apiUrl,
  });
}
