import { describe, expect, it } from "vitest";
import { Keycloak, OpenedDatabase, type OpenedDatabaseProps } from "../../../constructs/keycloak";
import { plainVariable, type Stack } from "../../../src/terraform";
import { only, synthesized } from "../../synth";

const PASSWORD = { name: "keycloak-database", key: "password" };

const ADMIN_PASSWORD = { name: "keycloak-database", key: "admin-password" };

function opened(stack: Stack, props: Partial<OpenedDatabaseProps> = {}): OpenedDatabase {
  return new OpenedDatabase(stack, "db", {
    namespace: "identity",
    host: plainVariable(stack, { name: "DB_HOST", description: "Host", startsWith: "private-" }),
    port: 25060,
    adminUser: "doadmin",
    adminPassword: ADMIN_PASSWORD,
    password: PASSWORD,
    authority: plainVariable(stack, { name: "DB_CA", description: "Authority", startsWith: "-----BEGIN" }),
    connections: 22,
    ...props,
  });
}

interface Job {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template: { readonly spec: { readonly container: readonly { env: unknown }[] } } };
}

describe("OpenedDatabase", () => {
  it("connects as the administrator, over TLS that is verified, with the password as a reference", () => {
    const { resource } = synthesized((stack) => opened(stack));
    const job = only(resource, "kubernetes_job_v1") as unknown as Job;
    expect(job.spec.template.spec.container[0]?.env).toEqual(
      expect.arrayContaining([
        { name: "PGHOST", value: "${var.DB_HOST}" },
        { name: "PGUSER", value: "doadmin" },
        { name: "PGSSLMODE", value: "verify-full" },
        { name: "PGSSLROOTCERT", value: "/database/ca.crt" },
        {
          name: "PGPASSWORD",
          value_from: { secret_key_ref: { key: "admin-password", name: "keycloak-database" } },
        },
      ]),
    );
    expect(only(resource, "kubernetes_config_map_v1")).toMatchObject({
      data: { "ca.crt": "${var.DB_CA}", "open-database.sh": expect.stringContaining("GRANT USAGE, CREATE ON SCHEMA") },
      metadata: { name: job.metadata.name },
    });
  });

  it("runs again when a secret is another one", () => {
    const name = (revision: number) =>
      (
        only(
          synthesized((stack) =>
            opened(stack, { adminPassword: { ...ADMIN_PASSWORD, revision: `PASSWORD ${revision}` } }),
          ).resource,
          "kubernetes_job_v1",
        ) as unknown as Job
      ).metadata.name;
    expect(name(1)).toMatch(/^keycloak-database-[0-9a-f]{10}$/);
    expect(name(2)).not.toBe(name(1));
  });

  it("gives Keycloak a host that is known at plan only, which a change of it reaches", () => {
    const { resource } = synthesized((stack) => {
      const database = opened(stack);
      new Keycloak(stack, "keycloak", {
        after: [database.ready],
        namespace: "identity",
        host: "sso.acme.dev",
        ingressClass: "traefik",
        tlsSecret: "acme-tls",
        admin: { name: "keycloak-admin", key: "password" },
        database: database.connection,
      });
    });
    const { set, values } = only(resource, "helm_release");
    expect(set).toEqual([{ name: "database.hostname", type: "string", value: "${var.DB_HOST}" }]);
    expect(String(values)).not.toContain("hostname:");
    expect(String(values)).toContain('{"name":"KC_DB_POOL_MAX_SIZE","value":"20"}');
  });
});
