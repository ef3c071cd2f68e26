import { scrapeAnnotations } from "../../src/charts";
import { restartsWith, type SecretRef } from "../../src/secret-source";
import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";
import type { Backend } from "../../src/terraform";
import { httpsIngress } from "../https-ingress";

/** A PostgreSQL that Keycloak can reach. */
export interface KeycloakDatabase {
  /** May be known at plan only. */
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: SecretRef;
  /** How the connection is encrypted. @default disable */
  readonly tls?: "verify-full" | "require" | "disable";
  /** Its pods, where it is on the cluster. @default - the host is somewhere else */
  readonly backend?: Backend | undefined;
  /** ConfigMap with the certificate, as PEM, of the authority that `verify-full` trusts. @default - the public ones */
  readonly authority?: { readonly configMap: string; readonly key: string };
  /** Connections that all pods of Keycloak may have together. @default - 100 for each pod */
  readonly connections?: number;
}

export interface KeycloakValuesProps {
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  /** Host, as people type it. */
  readonly host: string;
  /** Class of the Ingress. */
  readonly ingressClass: string;
  /** Secret with the certificate of the host. */
  readonly tlsSecret: string;
  /** @default 1 */
  readonly replicas?: number;
  readonly database: KeycloakDatabase;
  /** Password of the first administrator. Keycloak takes it at its first start only. */
  readonly admin: SecretRef;
}

/** User name of the first administrator. */
export const ADMIN_USER = "admin";

/** How Java runs Keycloak's tool: many short calls in little memory. */
export const TOOL_OPTIONS = "-XX:MaxRAMPercentage=50 -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

const HTTP_PORT = 8080;

const AUTHORITY_FOLDER = "/opt/keycloak/database";

/** Helm values of Keycloak in production mode, behind a gateway that speaks HTTPS with the world. */
export function keycloakValues(props: KeycloakValuesProps): Record<string, unknown> {
  const replicas = props.replicas ?? 1;
  return {
    ...sizedValues("keycloakx", props.size),
    replicas,
    podAnnotations: { ...scrapeAnnotations("keycloakx", "keycloakx"), ...restartsWith([props.database.password]) },
    command: ["/opt/keycloak/bin/kc.sh", "start", `--http-port=${HTTP_PORT}`],
    extraEnv: yamlList(environment(props, replicas)),
    http: { relativePath: "/" },
    proxy: { enabled: true, mode: "xforwarded", http: { enabled: true } },
    health: { enabled: true },
    metrics: { enabled: true },
    cache: { stack: replicas === 1 ? "custom" : "default" },
    database: {
      vendor: "postgres",
      hostname: props.database.host,
      port: props.database.port,
      database: props.database.name,
      username: props.database.user,
      existingSecret: props.database.password.name,
      existingSecretKey: props.database.password.key,
    },
    ...authorityFile(props.database),
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    serviceAccount: { automountServiceAccountToken: false },
    enableServiceLinks: false,
    ingress: { ...httpsIngress(props), rules: [{ host: props.host, paths: [{ path: "/", pathType: "Prefix" }] }] },
    test: { enabled: false },
  };
}

/** What its metrics tell beside what they always do: who signs in and who fails, and how long requests take, in milliseconds. */
const METRICS = [
  { name: "KC_EVENT_METRICS_USER_ENABLED", value: "true" },
  { name: "KC_HTTP_METRICS_SLOS", value: "100,250,500,1000,2500,5000,10000" },
];

function environment(props: KeycloakValuesProps, replicas: number): readonly object[] {
  const { name, key } = props.admin;
  return [
    // A full address: with a name alone, scheme and port would follow what a request says.
    { name: "KC_HOSTNAME", value: `https://${props.host}` },
    { name: "KC_HOSTNAME_STRICT", value: "true" },
    { name: "KC_BOOTSTRAP_ADMIN_USERNAME", value: ADMIN_USER },
    { name: "KC_BOOTSTRAP_ADMIN_PASSWORD", valueFrom: { secretKeyRef: { name, key } } },
    // One pod has nobody to share its caches with, and opens no ports for it.
    ...(replicas === 1 ? [{ name: "KC_CACHE", value: "local" }] : []),
    ...METRICS,
    ...pool(props.database, replicas),
    ...tls(props.database),
  ];
}

/** A pool that is larger than its share is refused by the database when people need it. */
function pool({ connections }: KeycloakDatabase, replicas: number): readonly object[] {
  if (connections === undefined) return [];
  return [{ name: "KC_DB_POOL_MAX_SIZE", value: String(Math.floor(connections / replicas)) }];
}

function tls({ tls: mode = "disable", authority }: KeycloakDatabase): readonly object[] {
  if (mode === "disable") return [];
  return [{ name: "KC_DB_URL_PROPERTIES", value: `?sslmode=${mode}${mode === "verify-full" ? trust(authority) : ""}` }];
}

function trust(authority: KeycloakDatabase["authority"]): string {
  return authority === undefined
    ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
    : `&sslrootcert=${AUTHORITY_FOLDER}/${authority.key}`;
}

function authorityFile({ authority }: KeycloakDatabase): Record<string, string> {
  if (authority === undefined) return {};
  const { configMap, key } = authority;
  const name = "database-authority";
  return {
    extraVolumes: yamlList([{ name, configMap: { name: configMap, items: [{ key, path: key }] } }]),
    extraVolumeMounts: yamlList([{ name, mountPath: AUTHORITY_FOLDER, readOnly: true }]),
  };
}

/** The chart takes a text: lines of a YAML list. */
function yamlList(items: readonly object[]): string {
  return items.map((item) => `- ${JSON.stringify(item)}`).join("\n");
}
