import { ADMIN_USER_KEY } from "../constructs/grafana/values";
import type { ClientConfig, SecretSource } from "../src/config";
import type { KeycloakConfig } from "../src/config/schema/identity";
import { hostsOf } from "./hosts";
import { NAMESPACES } from "./names";

/** A Secret that has to be in the cluster before the stack that reads it. */
export interface BroughtSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/** A secret of a config, with the namespace in which it is used. */
interface SecretUse {
  readonly source: SecretSource;
  readonly namespace: string;
  /** Further keys of the same Secret that are read. */
  readonly beside?: readonly string[];
}

/** Names of the environment variables that a deploy needs for its secrets. */
export function secretVariables(config: ClientConfig): readonly string[] {
  return secretUses(config).flatMap(({ source }) => ("env" in source ? [`TF_VAR_${source.env}`] : []));
}

/** Every Secret that is to be brought, with the keys that are read of it. */
export function broughtSecrets(config: ClientConfig): readonly BroughtSecret[] {
  const own = secretUses(config).flatMap(({ source, namespace, beside = [] }) =>
    "existing" in source ? [{ namespace, name: source.existing.name, keys: [source.existing.key, ...beside] }] : [],
  );
  const all = [...own, ...certificates(config)];
  const paths = [...new Set(all.map(pathOf))].sort();
  return paths.map((path) => merged(all.filter((secret) => pathOf(secret) === path)));
}

function pathOf({ namespace, name }: BroughtSecret): string {
  return `${namespace}/${name}`;
}

function merged(secrets: readonly BroughtSecret[]): BroughtSecret {
  const [{ namespace, name } = { namespace: "", name: "" }] = secrets;
  return { namespace, name, keys: [...new Set(secrets.flatMap(({ keys }) => keys))].sort() };
}

function secretUses({
  grafana,
  identity,
  loki,
  alerts,
  ingress: { certificates },
}: ClientConfig): readonly SecretUse[] {
  const namespace = NAMESPACES.observability;
  const observability = [
    ...(loki.bucket === undefined ? [] : [loki.credentials.accessKeyId, loki.credentials.secretAccessKey]),
    ...Object.values(alerts.contactPoints).map((point) => ("slack" in point ? point.slack.webhook : point.webhook.url)),
  ];
  const at = (place: string) => (source: SecretSource) => ({ source, namespace: place });
  const byRecord = certificates.issuer === "letsencrypt" && certificates.challenge === "dns01";
  return [
    // Grafana's chart reads the admin's name from the Secret of the password.
    { source: grafana.adminPassword, namespace, beside: [ADMIN_USER_KEY] },
    ...observability.map((source) => ({ source, namespace })),
    ...(identity === undefined ? [] : [at(namespace)(identity.clientSecret)]),
    ...(identity?.provider === "keycloak" ? keycloakSources(identity).map(at(NAMESPACES.identity)) : []),
    ...(byRecord ? [{ source: certificates.token, namespace: NAMESPACES.certManager }] : []),
  ];
}

function keycloakSources(identity: KeycloakConfig): readonly SecretSource[] {
  const { admin, clientSecret, github, google, ldap, teamSync, database } = identity;
  return [
    admin,
    clientSecret,
    ...(github === undefined ? [] : [github.clientSecret]),
    ...(google === undefined ? [] : [google.clientSecret]),
    ...(ldap === undefined ? [] : [ldap.bindPassword]),
    ...(teamSync === undefined ? [] : [teamSync.token, teamSync.clientSecret]),
    database.password,
    ...(database.type === "external" ? [] : [database.adminPassword]),
    ...(database.type === "in-cluster" && database.backup !== undefined
      ? Object.values(database.backup.credentials)
      : []),
  ];
}

/** A Secret serves its own namespace only. */
function certificates(config: ClientConfig): readonly BroughtSecret[] {
  const source = config.ingress.certificates;
  if (source.issuer !== "existing") return [];
  return hostsOf(config).map(({ namespace }) => ({ namespace, name: source.secret, keys: ["tls.crt", "tls.key"] }));
}
