import { describe, expect, it } from "vitest";
import { InClusterDatabase, Keycloak, KeycloakRealm, type KeycloakRealmProps } from "../../../constructs/keycloak";
import { ServiceEndpoint } from "../../../src/terraform";
import { DESCRIPTION } from "../../identity/descriptions";
import { only, synthesized } from "../../synth";

const KEYCLOAK = { pods: { name: "keycloak", namespace: "identity", labels: { app: "keycloak" } }, port: 8080 };

const PROPS: KeycloakRealmProps = {
  namespace: "identity",
  description: DESCRIPTION,
  service: new ServiceEndpoint("keycloak-keycloakx-http.identity.svc", 80, KEYCLOAK),
  image: "quay.io/keycloak/keycloak:26.5.6",
  admin: { name: "keycloak-admin", key: "password" },
  secrets: {
    grafana: { name: "keycloak-realm", key: "grafana" },
    github: { name: "keycloak-realm", key: "github" },
  },
};

interface Job {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template: {
      readonly spec: { readonly container: readonly { readonly env: readonly Readonly<Record<string, unknown>>[] }[] };
    };
  };
}

function realm(props: Partial<KeycloakRealmProps> = {}) {
  const { resource } = synthesized((stack) => new KeycloakRealm(stack, "realm", { ...PROPS, ...props }));
  return {
    job: only(resource, "kubernetes_job_v1") as unknown as Job,
    files: only(resource, "kubernetes_config_map_v1") as unknown as {
      metadata: { name: string };
      data: Record<string, string>;
    },
  };
}

describe("KeycloakRealm", () => {
  it("runs again when the realm, its people or its secrets change, and only then", () => {
    const name = (props?: Partial<KeycloakRealmProps>) => realm(props).job.metadata.name;
    expect(name()).toMatch(/^keycloak-realm-[0-9a-f]{10}$/);
    expect(name()).toBe(name());
    const [first, ...others] = DESCRIPTION.people;
    if (first === undefined) throw new Error("no people");
    const changes: readonly Partial<KeycloakRealmProps>[] = [
      {},
      { secrets: { ...PROPS.secrets, github: { name: "keycloak-realm", key: "github", revision: "GITHUB 2" } } },
      { image: "quay.io/keycloak/keycloak:27.0.0" },
      { description: { ...DESCRIPTION, people: [first] } },
      { description: { ...DESCRIPTION, people: [{ ...first, role: "editor" }, ...others] } },
      { description: { ...DESCRIPTION, sessions: { ...DESCRIPTION.sessions, idle: 60 } } },
    ];
    expect(new Set(changes.map((change) => name(change))).size).toBe(changes.length);
  });

  it("reads the files that it was named after", () => {
    const { job, files } = realm();
    expect(files.metadata.name).toBe(job.metadata.name);
    expect(Object.keys(files.data)).toEqual(
      expect.arrayContaining(["apply-realm.sh", "words.sh", "parts.sh", "people.sh", "realm.json", "people.csv"]),
    );
  });

  it("has secrets as references, and placeholders that Terraform leaves alone", () => {
    const { job, files } = realm();
    expect(job.spec.template.spec.container[0]?.env).toEqual(
      expect.arrayContaining([
        {
          name: "GITHUB_CLIENT_SECRET",
          value_from: { secret_key_ref: { name: "keycloak-realm", key: "github" } },
        },
      ]),
    );
    expect(files.data["broker.github.json"]).toContain("$${GITHUB_CLIENT_SECRET}");
  });

  it("passes Pod Security restricted", () => {
    expect(realm().job).toMatchObject({
      spec: {
        template: {
          spec: {
            automount_service_account_token: false,
            security_context: { run_as_non_root: true, seccomp_profile: { type: "RuntimeDefault" } },
            container: [
              {
                security_context: {
                  allow_privilege_escalation: false,
                  read_only_root_filesystem: true,
                  capabilities: { drop: ["ALL"] },
                },
              },
            ],
          },
        },
      },
    });
  });

  it("needs every secret of its realm", () => {
    expect(() => realm({ secrets: {} })).toThrow('the realm "acme" needs the secret "grafana"');
  });
});

describe("Keycloak on its database", () => {
  it("is reached under the name that its chart gives, and reaches its database", () => {
    let keycloak: Keycloak | undefined;
    const { resource } = synthesized((stack) => {
      const password = { name: "keycloak-database", key: "password" };
      const database = new InClusterDatabase(stack, "database", {
        namespace: "identity",
        volume: "5Gi",
        password,
        adminPassword: { name: "keycloak-database", key: "admin-password" },
      });
      keycloak = new Keycloak(stack, "keycloak", {
        after: [database.ready],
        namespace: "identity",
        host: "sso.acme.dev",
        ingressClass: "traefik",
        tlsSecret: "acme-tls",
        admin: PROPS.admin,
        database: database.connection,
      });
    });
    expect(keycloak?.service.url).toBe("http://keycloak-keycloakx-http.identity.svc:80");
    expect(keycloak?.provider("acme").issuer).toBe("https://sso.acme.dev/realms/acme");
    expect(Object.values(resource.helm_release ?? {}).map(({ chart }) => chart)).toEqual(["postgres", "keycloakx"]);
    expect(JSON.stringify(resource)).toContain("hostname: keycloak-database");
  });
});
