import { expect } from "vitest";
import { ACME, acme, onlyCluster, POOLS, poolOf } from "./clients";
import { inventory } from "./inventory";
import { clusterStack, withCluster } from "./sources";
import { Trial } from "./trial";

/** What DigitalOcean does by itself is none of the plan's business. */
export async function quietDrift(): Promise<void> {
  await Trial.of(clusterStack(await acme()), async (trial) => {
    const { account, refused, requests } = trial.cloud;
    // As with every plan that comes minutes later.
    account.expiredCredentials = true;
    await trial.apply();
    const cluster = onlyCluster(trial);

    poolOf(trial, "main").count = 4;
    expect(await trial.plan(), "scaled by DigitalOcean").toEqual({});

    cluster.node_pools.reverse();
    expect(await trial.plan(), "pools listed in another order").toEqual({});

    account.versions = ["1.34.1-do.2", "1.33.7-do.0", "1.33.6-do.2"];
    expect(await trial.plan(), "a new patch release").toEqual({});

    cluster.version = "1.34.1-do.2";
    expect(await trial.plan(), "upgraded past the version of the config").toEqual({});

    account.versions = ["1.34.1-do.2"];
    expect(await trial.plan(), "the line was withdrawn").toEqual({});

    // An upgrade or a scale-up is not undone by an apply that has other work.
    cluster.tags.push("by-hand");
    await trial.apply();
    expect(inventory(account).clusters).toMatchObject([
      { tags: ["acme", "production"], version: "1.34.1-do.2", pools: { main: { nodes: "4 x s-2vcpu-4gb, 2 to 4" } } },
    ]);
    expect(requests.filter((request) => request.endsWith("/credentials?expiry_seconds=300")).length).toBeGreaterThan(6);
    expect(refused).toEqual([]);
  });
}

/** What people change by hand shows, and an apply brings it back. */
export async function loudDrift(): Promise<void> {
  const config = await acme();
  await Trial.of(clusterStack(config), async (trial) => {
    const { account, refused } = trial.cloud;
    await trial.apply();
    const applied = inventory(account);
    const cluster = onlyCluster(trial);
    const bucket = account.buckets.get("acme-logs");

    poolOf(trial, "more").count = 3;
    expect(await trial.plan(), "a pool of another size").toEqual({ [ACME.more]: "update" });

    cluster.tags = ["production"];
    expect(await trial.plan(), "a tag removed").toEqual({ [ACME.cluster]: "update", [ACME.more]: "update" });

    if (bucket) bucket.lifecycle = bucket.lifecycle?.replace("<DaysAfterInitiation>1<", "<DaysAfterInitiation>9<");
    const all = { [ACME.cluster]: "update", [ACME.more]: "update", [ACME.bucket]: "update" };
    expect(await trial.plan(), "a lifecycle of another age").toEqual(all);

    cluster.maintenance_policy = { start_time: "12:00", duration: "4h0m0s", day: "monday" };
    Object.assign(cluster, { auto_upgrade: false, surge_upgrade: false });
    poolOf(trial, "main").max_nodes = 40;
    await trial.apply();
    expect(inventory(account)).toEqual(applied);
    expect(await trial.plan()).toEqual({});

    // What the provider cannot take back is left, and is not planned for ever.
    const bare = { main: { ...POOLS.main, labels: {} }, more: { ...POOLS.more, labels: {} } };
    trial.write(clusterStack(withCluster(config, { surgeUpgrade: false, nodePools: bare })));
    expect(await trial.plan(), "no surge upgrades, no labels").toEqual({});
    expect(refused).toEqual([]);
  });
}
