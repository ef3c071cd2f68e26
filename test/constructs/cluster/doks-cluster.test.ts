import { describe, expect, it } from "vitest";
import { DoksCluster, type DoksClusterProps } from "../../../constructs/cluster";
import { only, type Synthesized, synthesized } from "../../synth";

const PROPS: DoksClusterProps = {
  name: "acme",
  region: "lon1",
  version: "1.34",
  nodePools: { main: { size: "s-2vcpu-4gb", count: 2 } },
  maintenance: { day: "saturday", start: "04:00" },
  autoUpgrade: true,
  surgeUpgrade: true,
  highAvailability: false,
  destroyAllAssociatedResources: false,
  tags: ["acme"],
};

function made(props: Partial<DoksClusterProps> = {}): Synthesized {
  return synthesized((stack) => new DoksCluster(stack, "doks", { ...PROPS, ...props }));
}

function cluster(props: Partial<DoksClusterProps> = {}): Readonly<Record<string, unknown>> {
  return only(made(props).resource, "digitalocean_kubernetes_cluster");
}

describe("DoksCluster", () => {
  it("default configuration", () => {
    expect(cluster()).toMatchObject({
      auto_upgrade: true,
      destroy_all_associated_resources: false,
      ha: false,
      maintenance_policy: { day: "saturday", start_time: "04:00" },
      name: "acme",
      node_pool: { name: "main", node_count: 2, size: "s-2vcpu-4gb", tags: ["acme"] },
      registry_integration: false,
      surge_upgrade: true,
      tags: ["acme"],
      vpc_uuid: expect.stringMatching(/^\$\{digitalocean_vpc\./),
    });
  });

  describe("node pools", () => {
    it("has one inline pool, every other pool a resource (defect 1)", () => {
      const pools = {
        dedicated: { size: "s-2vcpu-4gb", count: 1 },
        burst: { size: "s-2vcpu-4gb", autoscale: { min: 1, max: 3 } },
      };
      const { resource } = made({ nodePools: pools, defaultPool: "dedicated" });
      expect(only(resource, "digitalocean_kubernetes_cluster").node_pool).toEqual({
        name: "dedicated",
        node_count: 1,
        size: "s-2vcpu-4gb",
        tags: ["acme"],
      });
      expect(only(resource, "digitalocean_kubernetes_node_pool")).toMatchObject({
        auto_scale: true,
        min_nodes: 1,
        max_nodes: 3,
        name: "burst",
      });
    });

    it("leaves the number of an autoscaled pool to DigitalOcean (defect 2)", () => {
      const autoscaled = cluster({ nodePools: { main: { size: "s-2vcpu-4gb", autoscale: { min: 1, max: 3 } } } });
      expect(autoscaled.node_pool).toEqual({
        auto_scale: true,
        max_nodes: 3,
        min_nodes: 1,
        name: "main",
        size: "s-2vcpu-4gb",
        tags: ["acme"],
      });
      expect((autoscaled.lifecycle as { ignore_changes: string[] }).ignore_changes).toContain(
        "node_pool[0].node_count",
      );
    });

    it.each([
      [{ size: "s-2vcpu-4gb" }, "got neither of count and autoscale"],
      [{ size: "s-2vcpu-4gb", count: 2, autoscale: { min: 1, max: 3 } }, "got both of count and autoscale"],
      [{ size: "s-2vcpu-4gb", count: 0 }, "got count 0, must be at least 1"],
      [{ size: "s-2vcpu-4gb", autoscale: { min: 0, max: 3 } }, "must be 1 <= min <= max"],
      [{ size: "s-2vcpu-4gb", autoscale: { min: 4, max: 3 } }, "must be 1 <= min <= max"],
    ])("refuses %j, which the provider leaves to the API", (pool, message) => {
      expect(() => made({ nodePools: { main: pool } })).toThrow(message);
    });

    it("refuses a default pool that there is not", () => {
      expect(() => made({ defaultPool: "other" })).toThrow('got default pool "other", must be one of main');
    });

    it("passes labels and taints", () => {
      const taint = { key: "workload", value: "batch", effect: "NoSchedule" as const };
      const pool = cluster({
        nodePools: { main: { size: "s-2vcpu-4gb", count: 1, labels: { tier: "batch" }, taints: [taint] } },
      }).node_pool;
      expect(pool).toMatchObject({ labels: { tier: "batch" }, taint: [taint] });
    });
  });

  describe("version", () => {
    it("comes from DigitalOcean by its prefix (defect 4)", () => {
      expect(only(made().data, "digitalocean_kubernetes_versions")).toMatchObject({ version_prefix: "1.34." });
      expect(only(made({ version: "latest" }).data, "digitalocean_kubernetes_versions")).not.toHaveProperty(
        "version_prefix",
      );
    });

    it("drifts without a plan to replace the cluster, and survives the end of its line", () => {
      expect((cluster().lifecycle as { ignore_changes: string[] }).ignore_changes).toContain("version");
      expect(cluster().version).toMatch(
        /^\$\{coalesce\(data\.digitalocean_kubernetes_versions\..*\.latest_version, "1\.34-withdrawn"\)\}$/,
      );
    });

    it("follows new releases where that is wanted", () => {
      const following = cluster({ versionDrift: "follow", autoUpgrade: false });
      expect(following.version).toMatch(/\.latest_version\}$/);
      expect(following.lifecycle).not.toHaveProperty("ignore_changes", expect.arrayContaining(["version"]));
    });

    it("refuses to follow what DigitalOcean upgrades by itself", () => {
      expect(() => made({ versionDrift: "follow", autoUpgrade: true })).toThrow("must be one of the two");
    });
  });

  it("refuses plans that would replace cluster or VPC, until told otherwise", () => {
    const { resource } = made();
    expect(only(resource, "digitalocean_vpc").lifecycle).toEqual({ prevent_destroy: true });
    expect(cluster().lifecycle).toMatchObject({ prevent_destroy: true });
    expect(cluster({ deletionProtection: false }).lifecycle).toMatchObject({ prevent_destroy: false });
  });

  it("asks for the registry's integration only when told to (defect 5)", () => {
    expect(cluster()).toMatchObject({ registry_integration: false });
    expect(cluster({ registryIntegration: true })).toMatchObject({ registry_integration: true });
  });

  it("looks no registry up: provider 2.71.0 asks for one without a name, and takes nothing for an answer", () => {
    expect(made({ registryIntegration: true }).data).not.toHaveProperty("digitalocean_container_registry");
  });

  it("leaves alone what the provider cannot take back: surge upgrades, labels", () => {
    const labels = { tier: "batch" };
    const pools = { main: { size: "s-2vcpu-4gb", count: 1 }, more: { size: "s-2vcpu-4gb", count: 1 } };
    const bare = made({ nodePools: pools, surgeUpgrade: false }).resource;
    expect(only(bare, "digitalocean_kubernetes_cluster").lifecycle).toMatchObject({
      ignore_changes: ["version", "node_pool[0].labels", "surge_upgrade"],
    });
    expect(only(bare, "digitalocean_kubernetes_node_pool").lifecycle).toEqual({ ignore_changes: ["labels"] });
    const labelled = { main: { ...pools.main, labels }, more: { ...pools.more, labels } };
    const { resource } = made({ nodePools: labelled });
    expect(only(resource, "digitalocean_kubernetes_cluster").lifecycle).toMatchObject({ ignore_changes: ["version"] });
    expect(only(resource, "digitalocean_kubernetes_node_pool")).not.toHaveProperty("lifecycle");
  });

  it("keeps credentials in the state for minutes only", () => {
    expect(cluster()).toMatchObject({ kubeconfig_expire_seconds: 300 });
  });

  it("waits for the machines of a deleted cluster to leave the VPC", () => {
    expect(only(made().resource, "digitalocean_vpc")).toMatchObject({ timeouts: { delete: "15m" } });
  });

  it("tags the machines of every pool, not of the others alone", () => {
    const { resource } = made({
      nodePools: { main: { size: "s-2vcpu-4gb", count: 1 }, more: { size: "s-2vcpu-4gb", count: 1 } },
    });
    expect(only(resource, "digitalocean_kubernetes_cluster").node_pool).toMatchObject({ tags: ["acme"] });
    expect(only(resource, "digitalocean_kubernetes_node_pool")).toMatchObject({ tags: ["acme"] });
  });

  it("writes the maintenance day in lower case, or it would differ for ever", () => {
    expect(cluster({ maintenance: { day: "SUNDAY", start: "23:00" } }).maintenance_policy).toEqual({
      day: "sunday",
      start_time: "23:00",
    });
  });
});
