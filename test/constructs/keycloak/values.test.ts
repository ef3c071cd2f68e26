import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { databaseValues, type KeycloakValuesProps, keycloakValues } from "../../../constructs/keycloak";
import { checkValues, type HelmValues } from "../../../src/charts";

const PROPS: KeycloakValuesProps = {
  host: "sso.acme.dev",
  ingressClass: "traefik",
  tlsSecret: "acme-tls",
  admin: { name: "keycloak-admin", key: "password" },
  database: {
    host: "keycloak-database",
    port: 5432,
    name: "keycloak",
    user: "keycloak",
    password: { name: "keycloak-database", key: "password" },
  },
};

/** Environment of the pod, as the chart's text has it. */
function environment(props: Partial<KeycloakValuesProps> = {}): Record<string, unknown> {
  const text = keycloakValues({ ...PROPS, ...props }).extraEnv as string;
  const variables = text.split("\n").map((line) => JSON.parse(line.slice(2)) as { name: string; value?: string });
  return Object.fromEntries(variables.map(({ name, ...rest }) => [name, rest.value ?? rest]));
}

describe("keycloakValues", () => {
  it("are known to the chart", () => {
    for (const replicas of [1, 2])
      expect(checkValues("keycloakx", keycloakValues({ ...PROPS, replicas }) as HelmValues, "values")).toEqual([]);
  });

  it("counts who signs in and who fails, and how long requests take", () => {
    expect(environment()).toMatchObject({
      KC_EVENT_METRICS_USER_ENABLED: "true",
      KC_HTTP_METRICS_SLOS: "100,250,500,1000,2500,5000,10000",
    });
  });

  it("start in production mode, under the address that people open", () => {
    expect(keycloakValues(PROPS)).toMatchObject({
      command: ["/opt/keycloak/bin/kc.sh", "start", "--http-port=8080"],
      http: { relativePath: "/" },
      proxy: { mode: "xforwarded" },
    });
    expect(environment()).toMatchObject({ KC_HOSTNAME: "https://sso.acme.dev", KC_HOSTNAME_STRICT: "true" });
  });

  it("share caches where there are several pods, and open no port for it where there is one", () => {
    expect(environment().KC_CACHE).toBe("local");
    expect(keycloakValues(PROPS).cache).toEqual({ stack: "custom" });
    expect(environment({ replicas: 2 })).not.toHaveProperty("KC_CACHE");
    expect(keycloakValues({ ...PROPS, replicas: 2 }).cache).toEqual({ stack: "default" });
  });

  it("pass Pod Security restricted, without a token of the API", () => {
    expect(keycloakValues(PROPS)).toMatchObject({
      podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      serviceAccount: { automountServiceAccountToken: false },
    });
  });

  it("take every secret by reference", () => {
    expect(environment().KC_BOOTSTRAP_ADMIN_PASSWORD).toEqual({
      valueFrom: { secretKeyRef: { name: "keycloak-admin", key: "password" } },
    });
    expect(keycloakValues(PROPS).database).toMatchObject({
      existingSecret: "keycloak-database",
      existingSecretKey: "password",
    });
  });

  it("hold the database's certificate against the public authorities where they are asked to", () => {
    const withTls = (tls: "verify-full" | "require") => environment({ database: { ...PROPS.database, tls } });
    expect(withTls("require").KC_DB_URL_PROPERTIES).toBe("?sslmode=require");
    expect(withTls("verify-full").KC_DB_URL_PROPERTIES).toBe(
      "?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
    );
    expect(environment()).not.toHaveProperty("KC_DB_URL_PROPERTIES");
  });

  it("hold it against an authority of its own, whose file the pod has", () => {
    const database = { ...PROPS.database, tls: "verify-full", authority: { configMap: "db", key: "ca.crt" } } as const;
    const values = keycloakValues({ ...PROPS, database });
    expect(environment({ database }).KC_DB_URL_PROPERTIES).toBe(
      "?sslmode=verify-full&sslrootcert=/opt/keycloak/database/ca.crt",
    );
    expect(parse(String(values.extraVolumes))).toEqual([
      { name: "database-authority", configMap: { name: "db", items: [{ key: "ca.crt", path: "ca.crt" }] } },
    ]);
    expect(parse(String(values.extraVolumeMounts))).toEqual([
      { name: "database-authority", mountPath: "/opt/keycloak/database", readOnly: true },
    ]);
    expect(checkValues("keycloakx", values as HelmValues, "values")).toEqual([]);
  });

  it("share the database's connections among the pods", () => {
    const database = { ...PROPS.database, connections: 20 };
    expect(environment({ database }).KC_DB_POOL_MAX_SIZE).toBe("20");
    expect(environment({ database, replicas: 3 }).KC_DB_POOL_MAX_SIZE).toBe("6");
    expect(environment()).not.toHaveProperty("KC_DB_POOL_MAX_SIZE");
  });
});

describe("databaseValues", () => {
  const values = databaseValues({
    name: "keycloak-database",
    volume: "5Gi",
    password: { name: "a", key: "user" },
    adminPassword: { name: "b", key: "root" },
  });

  it("are known to the chart", () => {
    expect(checkValues("postgres", values as HelmValues, "values")).toEqual([]);
  });

  it("keep the superuser's password from Keycloak", () => {
    expect(values).toMatchObject({
      auth: { existingSecret: "b", secretKeys: { adminPasswordKey: "root" } },
      customUser: { name: "keycloak", database: "keycloak", existingSecret: "a", secretKeys: { password: "user" } },
    });
  });
});
