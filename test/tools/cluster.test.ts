import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { APPLIED } from "./digitalocean/applied";
import { clientIn, EVERYTHING, onlyCluster, unprotected } from "./digitalocean/clients";
import { loudDrift, quietDrift } from "./digitalocean/drift";
import { inventory, NOTHING } from "./digitalocean/inventory";
import { dataSourceAccess, dnsRecords, foreignDomain, managedDatabase } from "./digitalocean/later-stacks";
import { following, fullBucket, missingRegistry, replacement } from "./digitalocean/replacement";
import { secretsIn } from "./digitalocean/secrets";
import { clusterStack } from "./digitalocean/sources";
import { Trial } from "./digitalocean/trial";
import { EXAMPLE_FILES, synthesizedExamples } from "./examples";
import { engineWith } from "./requirement";
import { suiteWith } from "./suite";

const SECURITY = join(__dirname, "..", "..", "docs", "security.md");

/** What the provider writes into the state of a cluster stack, unavoidably. */
const SECRETS = ["cluster_ca_certificate", "raw_config", "token"];

/** Applies a client, and takes it down again. */
async function lifeOf(file: string): Promise<void> {
  const config = await clientIn(file);
  const applied = APPLIED[basename(file)];
  await Trial.of(clusterStack(config), async (trial) => {
    const { account, refused, markers } = trial.cloud;
    account.registries.add("atlas");
    expect(markers.in(await trial.apply()), "secrets in the first plan").toEqual([]);
    expect(inventory(account)).toEqual(applied);
    expect(secretsIn(trial.stateText(), markers)).toEqual(
      SECRETS.map((name) => `digitalocean_kubernetes_cluster.kube_config.${name}`),
    );
    expect(await trial.plan()).toEqual({});
    expect(markers.in(await trial.planText()), "secrets in a later plan").toEqual(["cluster-ca", "cluster-token"]);

    await expect(trial.destroy()).rejects.toThrow("lifecycle.prevent_destroy");
    expect(inventory(account)).toEqual(applied);

    onlyCluster(trial).associated.load_balancers.push("gateway");
    trial.write(clusterStack(unprotected(config)));
    await trial.destroy();
    expect(inventory(account)).toEqual(NOTHING);
    expect(refused).toEqual([]);
  });
}

describe("at a stand-in of DigitalOcean", async () => {
  const stacks = (await synthesizedExamples()).flatMap((example) => example.stacks);
  const withStack = stacks.filter(({ name }) => name.endsWith("-cluster"));
  const files = [...EXAMPLE_FILES, EVERYTHING].map((file) => [basename(file), file] as const);
  const lives = files.filter(([name]) => Object.hasOwn(APPLIED, name));
  const providers = Object.assign({}, ...stacks.map(({ json }) => json.terraform.required_providers));

  it("every example with a cluster stack is applied", () => {
    expect(lives).toHaveLength(withStack.length + 1);
  });

  it("docs/security.md names every secret in the state", () => {
    const row = readFileSync(SECURITY, "utf8")
      .split("\n")
      .find((line) => line.startsWith("| state of `<client>-cluster`"));
    for (const name of SECRETS) expect(row).toContain(`\`${name}\``);
  });

  suiteWith("terraform", engineWith("terraform", providers), () => {
    it.concurrent.each(lives)("makes of %s what it says, and destroys it only when it may", (_, file) => lifeOf(file));
    it.concurrent("leaves what DigitalOcean scales, upgrades and withdraws", quietDrift);
    it.concurrent("brings back what people changed by hand", loudDrift);
    it.concurrent("replaces a pool, never a cluster or a bucket that is protected", replacement);
    it.concurrent("upgrades a cluster that follows new releases", following);
    it.concurrent("keeps a cluster whose registry is missing", missingRegistry);
    it.concurrent("keeps the objects of a bucket that is taken out", fullBucket);
    it.concurrent("makes the records of the hosts", dnsRecords);
    it.concurrent("lets go of a domain that is said to be there already", foreignDomain);
    it.concurrent("finds the cluster by its name, with its token in the plan", dataSourceAccess);
    it.concurrent("knows the managed database", managedDatabase);
  });
});
