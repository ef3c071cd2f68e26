import { expect } from "vitest";
import { ACME, acme, clientIn, EVERYTHING, onlyCluster, POOLS, unprotected } from "./clients";
import { inventory } from "./inventory";
import { clusterStack, withCluster } from "./sources";
import { Trial } from "./trial";

const BIGGER = "s-4vcpu-8gb";
const REFUSED = "lifecycle.prevent_destroy";

/** What may be replaced, and what never is unless somebody says so. */
export async function replacement(): Promise<void> {
  const config = await acme();
  await Trial.of(clusterStack(config), async (trial) => {
    const { account, refused } = trial.cloud;
    await trial.apply();

    trial.write(clusterStack(withCluster(config, { nodePools: { ...POOLS, more: { ...POOLS.more, size: BIGGER } } })));
    expect(await trial.plan(), "a larger second pool").toEqual({ [ACME.more]: "delete create" });

    const larger = withCluster(config, { nodePools: { ...POOLS, main: { ...POOLS.main, size: BIGGER } } });
    trial.write(clusterStack(larger));
    await expect(trial.plan(), "a larger default pool").rejects.toThrow(REFUSED);

    const moved = { ...unprotected(config), buckets: { "acme-logs": { ...BUCKET, region: "lon1" as const } } };
    trial.write(clusterStack(moved));
    expect(await trial.plan(), "a bucket elsewhere").toEqual({ [ACME.bucket]: "delete create" });
    // The provider asks the new region to delete the old bucket.
    await expect(trial.apply()).rejects.toThrow("Error deleting Spaces Bucket: NotFound");
    expect(inventory(account).buckets).toMatchObject({ "acme-logs": { region: "fra1" } });
    expect(refused).toEqual([]);
  });
}

const BUCKET = { existing: false, versioning: false, abortUploadsAfter: "1d", forceDestroy: false };

/** Where the plan follows new releases, it upgrades and never replaces. */
export async function following(): Promise<void> {
  const config = withCluster(await acme(), {
    versionDrift: "follow",
    autoUpgrade: false,
    nodePools: { main: { size: "s-2vcpu-4gb", count: 1, labels: {}, taints: [] } },
  });
  await Trial.of(clusterStack(config), async (trial) => {
    const { account, refused } = trial.cloud;
    await trial.apply();

    account.versions = ["1.34.1-do.2", "1.33.7-do.0", "1.33.6-do.2"];
    expect(await trial.plan(), "a new patch release").toEqual({ [ACME.cluster]: "update" });
    await trial.apply();
    expect(onlyCluster(trial).version).toBe("1.33.7-do.0");

    onlyCluster(trial).version = "1.34.1-do.2";
    await expect(trial.plan(), "upgraded by hand, past the config").rejects.toThrow(REFUSED);
    trial.write(clusterStack(withCluster(config, { version: "1.34" })));
    expect(await trial.plan(), "the config raised to it").toEqual({});

    account.versions = ["1.35.0-do.0"];
    await expect(trial.plan(), "the line was withdrawn").rejects.toThrow('The argument "version" is required');
    expect(refused).toEqual([]);
  });
}

/** A cluster whose registry is not there is marked for replacement by the provider: the protection holds it. */
export async function missingRegistry(): Promise<void> {
  await Trial.of(clusterStack(await clientIn(EVERYTHING)), async (trial) => {
    await expect(trial.apply()).rejects.toThrow("Error enabling registry integration");
    await expect(trial.plan()).rejects.toThrow(REFUSED);
    expect(trial.cloud.refused).toEqual(["POST /v2/kubernetes/registry: the account has no container registry"]);
    expect(trial.cloud.account.clusters.size).toBe(1);
  });
}

/** A bucket that is taken out of the config is deleted, but never with its objects while the stack is protected. */
export async function fullBucket(): Promise<void> {
  const nodePools = { main: { ...POOLS.main } };
  const without = withCluster(await acme(), { nodePools });
  const config = { ...without, buckets: { "acme-spare": { ...BUCKET, forceDestroy: true } } };
  await Trial.of(clusterStack(config), async (trial) => {
    const { account, refused } = trial.cloud;
    await trial.apply();
    account.buckets.get("acme-spare")?.objects.add("invoice");

    trial.write(clusterStack(without));
    expect(await trial.plan()).toMatchObject({ "digitalocean_spaces_bucket.bucket-acme-spare_bucket": "delete" });
    await expect(trial.apply()).rejects.toThrow("BucketNotEmpty");
    expect(account.buckets.get("acme-spare")?.objects).toEqual(new Set(["invoice"]));

    trial.write(clusterStack(unprotected(config)));
    await trial.apply();
    trial.write(clusterStack(unprotected(without)));
    await trial.apply();
    expect([...account.buckets.keys()]).toEqual(["acme-logs"]);
    expect(refused).toEqual([]);
  });
}
