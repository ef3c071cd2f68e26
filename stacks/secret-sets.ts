import { ADMIN_USER_KEY } from "../constructs/grafana/values";
import type { ClientConfig } from "../src/config";
import type { DatabaseBackupConfig } from "../src/config/schema/database-backup";
import type { ExporterConfig } from "../src/config/schema/exporters";
import type { IdentityConfig, KeycloakConfig } from "../src/config/schema/identity";
import type { LetsEncryptConfig } from "../src/config/schema/ingress-certificates";
import type { ExternalDnsConfig } from "../src/config/schema/ingress-dns";
import type { MimirConfig } from "../src/config/schema/mimir";
import type { TracingConfig } from "../src/config/schema/tracing";
import type { SecretSet, SecretSource } from "../src/secret-source";
import { datasourceSecrets } from "./datasource-secrets";
import { NAMESPACES } from "./names";
import { contactSources } from "./notifications";
import { scrapeSecrets } from "./scrape";
import { tokensSets } from "./tokens-secrets";

const { observability, identity: identityNamespace, certManager, externalDns } = NAMESPACES;

/** What Grafana shows to Keycloak: both hold it, so that a generated one is made once for the two. */
const GRAFANA_CLIENT = "grafana-client";

/** Name and password of Grafana's local admin: the chart reads both from one Secret. */
export function grafanaAdmin({ grafana }: ClientConfig) {
  return {
    namespace: observability,
    name: "grafana-admin",
    sources: { "admin-password": grafana.adminPassword },
    plain: { [ADMIN_USER_KEY]: "admin" },
  } satisfies SecretSet;
}

/** The secret of Grafana's client at the issuer. */
export function grafanaSignOn({ clientSecret }: IdentityConfig) {
  return {
    namespace: observability,
    name: "grafana-sign-on",
    sources: { "client-secret": clientSecret as SecretSource },
    shared: { "client-secret": GRAFANA_CLIENT },
  } satisfies SecretSet;
}

/** What contact points are reached by. */
export function contactPoints(config: ClientConfig): SecretSet {
  return { namespace: observability, name: "contact-points", sources: contactSources(config) };
}

/** The key of the log bucket. */
export function logBucket({ loki }: ClientConfig) {
  return { namespace: observability, name: "loki-bucket", sources: loki.credentials } satisfies SecretSet;
}

/** The key of the bucket of metrics. */
export function metricBucket({ credentials }: MimirConfig) {
  return { namespace: observability, name: "mimir-bucket", sources: credentials } satisfies SecretSet;
}

/** The key of the bucket of the traces. */
export function traceBucket({ credentials }: TracingConfig) {
  return { namespace: observability, name: "tempo-bucket", sources: credentials } satisfies SecretSet;
}

/** What Grafana shows to stores that are elsewhere. */
export function furtherDatasources(config: ClientConfig): SecretSet {
  return { namespace: observability, name: "grafana-datasources", sources: datasourceSecrets(config) };
}

/** What Prometheus shows to those whom it scrapes and to whom it writes. */
export function prometheusSecrets(config: ClientConfig): SecretSet {
  return { namespace: observability, name: "prometheus-credentials", sources: scrapeSecrets(config) };
}

/** What an exporter shows to whom it asks. */
export function exporterSet(name: string, exporter: ExporterConfig): SecretSet {
  return { namespace: observability, name: `exporter-${name}`, sources: exporterSources(exporter) };
}

function exporterSources(exporter: ExporterConfig): Readonly<Record<string, SecretSource>> {
  switch (exporter.type) {
    case "postgresql":
      return { password: exporter.password };
    case "redis":
      return exporter.password === undefined ? {} : { password: exporter.password };
    case "rabbitmq":
      return {};
    default:
      return exporter.credentials;
  }
}

/** The password of Keycloak's first administrator. */
export function keycloakAdmin({ admin }: KeycloakConfig) {
  return { namespace: identityNamespace, name: "keycloak-admin", sources: { password: admin } } satisfies SecretSet;
}

/** What the realm's Job writes into the realm. */
export function keycloakRealm({ clientSecret, github, google, ldap, teamSync }: KeycloakConfig): SecretSet {
  return {
    namespace: identityNamespace,
    name: "keycloak-realm",
    sources: {
      grafana: clientSecret,
      ...(github === undefined ? {} : { github: github.clientSecret }),
      ...(google === undefined ? {} : { google: google.clientSecret }),
      ...(ldap === undefined ? {} : { ldap: ldap.bindPassword }),
      ...(teamSync === undefined ? {} : { teamSync: teamSync.clientSecret }),
    },
    shared: { grafana: GRAFANA_CLIENT },
  };
}

/** The token by which members of teams are read. */
export function teamSyncToken({ token }: NonNullable<KeycloakConfig["teamSync"]>) {
  return { namespace: identityNamespace, name: "team-sync", sources: { token } } satisfies SecretSet;
}

/** The key of the bucket of the dumps. */
export function dumpBucket({ credentials }: DatabaseBackupConfig) {
  return { namespace: identityNamespace, name: "keycloak-backup", sources: credentials } satisfies SecretSet;
}

/** Passwords of a database on the cluster, or of one that is made for it. */
export function ownDatabase({
  password,
  adminPassword,
}: {
  readonly password: SecretSource;
  readonly adminPassword: SecretSource;
}) {
  return {
    namespace: identityNamespace,
    name: "keycloak-database",
    sources: { password, "admin-password": adminPassword },
  } satisfies SecretSet;
}

/** Password of a database elsewhere. */
export function externalDatabase({ password }: { readonly password: SecretSource }) {
  return { namespace: identityNamespace, name: "keycloak-database", sources: { password } } satisfies SecretSet;
}

/** The token by which cert-manager makes records. */
export function dnsToken({ token }: LetsEncryptConfig) {
  return { namespace: certManager, name: "digitalocean-dns", sources: { "access-token": token } } satisfies SecretSet;
}

/** The token by which records are made by a controller. */
export function recordsToken({ token }: ExternalDnsConfig) {
  return { namespace: externalDns, name: "digitalocean-dns", sources: { "access-token": token } } satisfies SecretSet;
}

/** Every set of a client, each in the namespace where it is used; without those of the stores themselves. */
export function secretSets(config: ClientConfig): readonly SecretSet[] {
  const { identity, loki, managedTokens, mimir, tracing } = config;
  const { certificates, dns } = config.ingress;
  const byRecord = certificates.issuer === "letsencrypt" && certificates.challenge === "dns01";
  return [
    grafanaAdmin(config),
    ...(loki.bucket === undefined ? [] : [logBucket(config)]),
    ...(mimir === undefined ? [] : [metricBucket(mimir)]),
    ...(tracing?.bucket === undefined ? [] : [traceBucket(tracing)]),
    contactPoints(config),
    furtherDatasources(config),
    prometheusSecrets(config),
    ...Object.entries(config.exporters).map(([name, exporter]) => exporterSet(name, exporter)),
    ...(identity === undefined ? [] : [grafanaSignOn(identity)]),
    ...(identity?.provider === "keycloak" ? keycloakSets(identity) : []),
    ...(byRecord ? [dnsToken(certificates)] : []),
    ...(dns.provider === "external-dns" ? [recordsToken(dns)] : []),
    ...(managedTokens === undefined ? [] : tokensSets(managedTokens)),
  ];
}

function keycloakSets(identity: KeycloakConfig): readonly SecretSet[] {
  const { database } = identity;
  return [
    keycloakAdmin(identity),
    keycloakRealm(identity),
    database.type === "external" ? externalDatabase(database) : ownDatabase(database),
    ...(database.type === "in-cluster" && database.backup !== undefined ? [dumpBucket(database.backup)] : []),
    ...(identity.teamSync === undefined ? [] : [teamSyncToken(identity.teamSync)]),
  ];
}
