import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type ClientConfig, type ClientInput, parseClient } from "../../src/config";
import { overviewOf } from "../../stacks/overview";
import { synthesize } from "../../stacks/synthesize";
import { only, type Synthesized } from "../synth";
import { ACME, DROPLETS, KEYCLOAK } from "./acme";

type Database = Extract<NonNullable<ClientInput["identity"]>, { provider: "keycloak" }>["database"];

const CREDENTIALS = { accessKeyId: { env: "BACKUP_ID" }, secretAccessKey: { env: "BACKUP_KEY" } };

function clientOn(database: Database): ClientConfig {
  return parseClient({
    ...ACME,
    cluster: { ...DROPLETS, name: "acme-lon1", region: "lon1", project: "acme" },
    identity: { ...KEYCLOAK, database },
  });
}

const scratch = mkdtempSync(join(tmpdir(), "belvedere-database-"));
afterAll(() => rmSync(scratch, { recursive: true }));

interface WithOutputs extends Synthesized {
  readonly output?: Readonly<Record<string, { readonly value: string; readonly sensitive: boolean }>>;
}

function stacksOf(config: ClientConfig): { readonly cluster: WithOutputs; readonly observability: WithOutputs } {
  const out = join(mkdtempSync(join(scratch, "client-")), "out");
  synthesize([config], out);
  const stack = (kind: string) =>
    JSON.parse(readFileSync(join(out, "stacks", `acme-${kind}`, "cdk.tf.json"), "utf8")) as WithOutputs;
  return { cluster: stack("cluster"), observability: stack("observability") };
}

describe("a database that DigitalOcean runs", () => {
  const config = clientOn({ type: "managed", size: "db-s-1vcpu-2gb", nodes: 2 });
  const { cluster, observability } = stacksOf(config);

  it("lies in the cluster's network and project, under a name that tells whose it is", () => {
    const database = only(cluster.resource, "digitalocean_database_cluster");
    expect(database).toMatchObject({ name: "acme-lon1-keycloak", region: "lon1", tags: ["acme", "production"] });
    expect(database.private_network_uuid).toMatch(/^\$\{digitalocean_vpc\.\w+\.id\}$/);
    expect(JSON.stringify(only(cluster.resource, "digitalocean_project_resources").resources)).toContain(
      "digitalocean_database_cluster",
    );
  });

  it("is handed over by outputs of the same names as the variables that ask for them", () => {
    const outputs = Object.entries(cluster.output ?? {}).map(([name, { sensitive }]) => [name, sensitive]);
    expect(outputs).toEqual([
      ["KEYCLOAK_DATABASE_ADMIN_PASSWORD", true],
      ["KEYCLOAK_DATABASE_CA", false],
      ["KEYCLOAK_DATABASE_HOST", false],
      ["KEYCLOAK_DATABASE_PASSWORD", true],
    ]);
    const { environmentVariables } = overviewOf(config);
    for (const [name, secret] of outputs) {
      expect(observability.variable[String(name)]?.ephemeral === true, String(name)).toBe(secret);
      expect(environmentVariables).toContain(`TF_VAR_${name}`);
    }
  });

  it("has its passwords in no state but the cluster's", () => {
    expect(Object.keys(observability.data ?? {})).not.toContain(expect.stringMatching("database"));
    expect(JSON.stringify(observability)).not.toContain("terraform_remote_state");
    const secret = Object.values(observability.resource.kubernetes_secret_v1 ?? {}).find(
      ({ data_wo }) => "admin-password" in (data_wo as object) && "password" in (data_wo as object),
    );
    expect(secret).toMatchObject({
      data_wo: {
        "admin-password": "${var.KEYCLOAK_DATABASE_ADMIN_PASSWORD}",
        password: "${var.KEYCLOAK_DATABASE_PASSWORD}",
      },
    });
  });

  it("puts out no password that is brought as a Secret", () => {
    const brought = (key: string) => ({ existing: { name: "keycloak-database", key } });
    const { cluster: other } = stacksOf(
      clientOn({ type: "managed", password: brought("password"), adminPassword: brought("admin") }),
    );
    expect(Object.keys(other.output ?? {})).toEqual(["KEYCLOAK_DATABASE_CA", "KEYCLOAK_DATABASE_HOST"]);
  });

  it("is on the bill, and no volume of its own is", () => {
    expect(overviewOf(config).cost?.items).toEqual(
      expect.arrayContaining([{ item: "database: 2 x db-s-1vcpu-2gb", min: 60, max: 60 }]),
    );
    expect(overviewOf(config).components.map(({ chart }) => chart)).not.toContain("postgres");
  });
});

describe("a database that is backed up", () => {
  const config = clientOn({ type: "in-cluster", backup: { bucket: "acme-backups", credentials: CREDENTIALS } });
  const { cluster, observability } = stacksOf(config);

  it("has its bucket made, in a folder of its client and environment", () => {
    expect(only(cluster.resource, "digitalocean_spaces_bucket")).toMatchObject({
      name: "acme-backups",
      region: "lon1",
    });
    const text = JSON.stringify(only(observability.resource, "kubernetes_cron_job_v1"));
    expect(text).toContain("acme-backups/keycloak/acme-production");
    expect(text).toContain("https://lon1.digitaloceanspaces.com");
  });

  it("asks the deploying job for the key of the bucket, and the nodes for room", () => {
    const overview = overviewOf(config);
    expect(overview.environmentVariables).toEqual(expect.arrayContaining(["TF_VAR_BACKUP_ID", "TF_VAR_BACKUP_KEY"]));
    expect(overview.capacity.max.passing).toEqual({ cpu: 50, memory: 160 });
  });

  it("is one that has no backup without a bucket", () => {
    const { observability: other } = stacksOf(clientOn({ type: "in-cluster" }));
    expect(other.resource).not.toHaveProperty("kubernetes_cron_job_v1");
  });
});
