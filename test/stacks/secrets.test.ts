import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type ClientInput, parseClient } from "../../src/config";
import { overviewOf } from "../../stacks/overview";
import { synthesize } from "../../stacks/synthesize";

const scratch = mkdtempSync(join(tmpdir(), "belvedere-secrets-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const ANNOTATION = "belvedere.dev/secrets";

/** Revisions of secrets, by what they are of. */
type Revisions = Readonly<Partial<Record<"admin" | "client" | "github" | "database" | "team" | "log" | "dns", number>>>;

function clientWith(revisions: Revisions): ClientInput {
  const env = (name: string, revision = 1) => ({ env: name, revision });
  return {
    client: "acme",
    domain: "acme.dev",
    backend: { type: "local" },
    cluster: { provider: "existing", context: "admin@rack", nodes: [{ cpu: 4, memory: "14Gi", count: 2 }] },
    ingress: {
      certificates: {
        issuer: "letsencrypt",
        email: "ops@acme.dev",
        challenge: "dns01",
        token: env("DNS_TOKEN", revisions.dns),
      },
      dns: { provider: "digitalocean", existing: true },
    },
    identity: {
      provider: "keycloak",
      host: "sso.acme.dev",
      clientSecret: { generated: {}, revision: revisions.client ?? 1 },
      database: { type: "in-cluster", password: env("DATABASE", revisions.database) },
      github: { clientId: "Iv1.0", clientSecret: env("GITHUB", revisions.github) },
      people: [{ github: "octocat", id: 583231, role: "admin" }],
    },
    grafana: { host: "grafana.acme.dev", adminPassword: env("ADMIN", revisions.admin) },
    loki: {
      bucket: "acme-logs",
      region: "any",
      endpoint: "https://s3.acme.dev",
      credentials: { accessKeyId: env("LOG_ID"), secretAccessKey: env("LOG_KEY", revisions.log) },
    },
    alerts: {
      contactPoints: { team: { slack: { webhook: env("TEAM", revisions.team) } } },
      routes: { default: "team" },
    },
  };
}

/** All values of the stacks by their path; Helm values are read as what they are. */
function leavesOf(config: ReturnType<typeof parseClient>): ReadonlyMap<string, unknown> {
  const out = join(mkdtempSync(join(scratch, "client-")), "out");
  const leaves = new Map<string, unknown>();
  for (const stack of synthesize([config], out))
    collect(JSON.parse(readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8")).resource, "", leaves);
  return leaves;
}

function collect(value: unknown, path: string, leaves: Map<string, unknown>): void {
  const inner = typeof value === "string" && path.endsWith(".values.0") ? parse(value) : value;
  if (typeof inner !== "object" || inner === null) {
    leaves.set(path, inner);
    return;
  }
  for (const [key, entry] of Object.entries(inner)) collect(entry, `${path}.${key}`, leaves);
}

const before = leavesOf(parseClient(clientWith({})));

/** Paths of what differs once these revisions are raised. */
function changedBy(revisions: Revisions): string[] {
  const after = leavesOf(parseClient(clientWith(revisions)));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => path.replace(/_[0-9A-F]{8}(?=\.)/, ""))
    .sort();
}

const written = (id: string) => `.kubernetes_secret_v1.${id}.data_wo_revision`;
const restarted = (id: string, path = "") => `.helm_release.${id}.values.0${path}.podAnnotations.${ANNOTATION}`;

/** The Job cannot be changed: it has another name, and so have its files. */
const PROBE = [
  ".kubernetes_config_map_v1.loki-bucket-probe_files.metadata.name",
  ".kubernetes_job_v1.loki-bucket-probe_try.metadata.name",
  ".kubernetes_job_v1.loki-bucket-probe_try.spec.template.spec.volume.0.config_map.name",
];

const REALM = [
  ".kubernetes_config_map_v1.realm_files.metadata.name",
  ".kubernetes_job_v1.realm_apply.metadata.name",
  ".kubernetes_job_v1.realm_apply.spec.template.spec.volume.0.config_map.name",
];

describe("a revision that is raised", () => {
  it.each<readonly [what: keyof Revisions, changes: readonly string[]]>([
    ["team", [written("contact-points"), restarted("grafana_release")]],
    ["admin", [written("grafana-admin"), restarted("grafana_release")]],
    ["log", [written("loki-bucket"), restarted("loki_release", ".singleBinary"), ...PROBE]],
    ["database", [written("keycloak-database"), restarted("keycloak_release")]],
    ["github", [written("keycloak-realm"), ...REALM]],
    ["client", [written("grafana-sign-on"), written("keycloak-realm-grafana"), restarted("grafana_release"), ...REALM]],
    ["dns", [written("lets-encrypt_token")]],
  ])("rewrites the Secret and restarts what takes it at its start, and nothing else: %s", (what, changes) => {
    expect(changedBy({ [what]: 2 })).toEqual([...changes].sort());
  });

  it("is all that changes anything", () => {
    expect(changedBy({})).toEqual([]);
  });
});

describe("a generated client secret", () => {
  it("is one value in both namespaces", () => {
    const values = [...before].filter(([path]) => /\.data_wo\.(client-secret|grafana)$/.test(path));
    expect(values).toEqual([
      [".kubernetes_secret_v1.grafana-sign-on.data_wo.client-secret", expect.stringContaining("${ephemeral.")],
      [".kubernetes_secret_v1.keycloak-realm-grafana.data_wo.grafana", values[0]?.[1]],
    ]);
  });
});

describe("an overview", () => {
  const external = (key: string) => ({ externalSecret: { store: "vault", key } });
  const vault = { vault: { server: "https://vault.acme.dev", auth: { kubernetes: { role: "belvedere" } } } };
  const withStores = (secrets: ClientInput["secrets"]) =>
    parseClient({
      ...clientWith({}),
      grafana: { host: "grafana.acme.dev", adminPassword: { generated: {} } },
      alerts: {
        contactPoints: { team: { slack: { webhook: external("slack") } } },
        routes: { default: "team" },
      },
      secrets,
    });

  it("lists generated secrets by where they lie, and stores by what they fill", () => {
    const overview = overviewOf(withStores({ stores: { vault } }));
    expect(overview.generatedSecrets).toEqual([
      { namespace: "observability", name: "grafana-admin", key: "admin-password" },
      { namespace: "observability", name: "grafana-sign-on", key: "client-secret" },
      { namespace: "identity", name: "keycloak-realm-grafana", key: "grafana" },
    ]);
    expect(overview.stores).toEqual([
      { name: "vault", kind: "vault", secrets: ["observability/contact-points-external"] },
    ]);
    expect(overview.environmentVariables).not.toContain("TF_VAR_TEAM");
    expect(overview.components.map(({ chart }) => chart)).toContain("external-secrets");
  });

  it("has the variables by which stores are opened, and no operator where the cluster has one", () => {
    const token = { onePassword: { vault: "Platform", token: { env: "OP_TOKEN" } } };
    const overview = overviewOf(withStores({ operator: "existing", stores: { vault: token, spare: vault } }));
    expect(overview.environmentVariables).toContain("TF_VAR_OP_TOKEN");
    expect(overview.components.map(({ chart }) => chart)).not.toContain("external-secrets");
    expect(overview.stores.map(({ name }) => name)).toEqual(["vault"]);
  });

  it("names each generated secret and each filled Secret as the stacks do", () => {
    const config = withStores({ stores: { vault } });
    const leaves = [...leavesOf(config)];
    const names = new Set(leaves.filter(([path]) => /metadata\.name$/.test(path)).map(([, name]) => name));
    const { generatedSecrets, stores } = overviewOf(config);
    const told = [
      ...generatedSecrets.map(({ name }) => name),
      ...stores.flatMap(({ secrets }) => secrets.map((path) => path.split("/")[1])),
    ];
    expect(told.filter((name) => !names.has(name))).toEqual([]);
  });
});
