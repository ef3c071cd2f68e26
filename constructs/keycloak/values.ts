import { sizedValues } from "../../src/sizing/containers";
import type { Backend, SecretRef } from "../../src/terraform";
import { httpsIngress } from "../https-ingress";

/** A PostgreSQL that Keycloak can reach. */
export interface KeycloakDatabase {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: SecretRef;
  /** How the connection is encrypted. @default disable */
  readonly tls?: "verify-full" | "require" | "disable";
  /** Its pods, where it is on the cluster. @default - the host is somewhere else */
  readonly backend?: Backend | undefined;
}

export interface KeycloakValuesProps {
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

/** Helm values of Keycloak in production mode, behind a gateway that speaks HTTPS with the world. */
export function keycloakValues(props: KeycloakValuesProps): Record<string, unknown> {
  const replicas = props.replicas ?? 1;
  return {
    ...sizedValues("keycloakx"),
    replicas,
    command: ["/opt/keycloak/bin/kc.sh", "start", `--http-port=${HTTP_PORT}`],
    // The chart takes a text: lines of a YAML list.
    extraEnv: environment(props, replicas)
      .map((variable) => `- ${JSON.stringify(variable)}`)
      .join("\n"),
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
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    serviceAccount: { automountServiceAccountToken: false },
    enableServiceLinks: false,
    ingress: { ...httpsIngress(props), rules: [{ host: props.host, paths: [{ path: "/", pathType: "Prefix" }] }] },
    test: { enabled: false },
  };
}

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
    ...tls(props.database),
  ];
}

function tls({ tls: mode = "disable" }: KeycloakDatabase): readonly object[] {
  if (mode === "disable") return [];
  const authorities = mode === "verify-full" ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" : "";
  return [{ name: "KC_DB_URL_PROPERTIES", value: `?sslmode=${mode}${authorities}` }];
}
