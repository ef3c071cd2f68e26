import { expect } from "vitest";
import { DigitalOceanRecords } from "../../../constructs/dns";
import { addClusterProviders, namespace, type Stack } from "../../../src/terraform";
import { addDigitalOceanProvider } from "../../../src/terraform/digitalocean";
import { secretsIn } from "./secrets";
import { rawStack, stackOf } from "./sources";
import { Trial } from "./trial";

const ADDRESS = "192.0.2.1";

function records(address: string, settings: { existing: boolean; deletionProtection: boolean }) {
  return (stack: Stack) => {
    addDigitalOceanProvider(stack);
    const hosts = ["atlas.dev", "grafana.atlas.dev", "sso.eu.atlas.dev"];
    new DigitalOceanRecords(stack, "dns", { domain: "atlas.dev", hosts, address, ...settings });
  };
}

/** The records of a client, with the address of its gateway given. */
export async function dnsRecords(): Promise<void> {
  const guarded = { existing: false, deletionProtection: true };
  await Trial.of(stackOf(records(ADDRESS, guarded)), async (trial) => {
    const { account, markers, refused } = trial.cloud;
    const made = () => [...(account.domains.get("atlas.dev")?.values() ?? [])].map(({ id: _, ...record }) => record);
    await trial.apply();
    const all = ["@", "grafana", "sso.eu"].map((name) => ({ type: "A", name, data: ADDRESS, ttl: 300 }));
    expect(made()).toEqual(expect.arrayContaining(all));
    expect(made()).toHaveLength(all.length);
    expect(await trial.plan()).toEqual({});
    expect(secretsIn(trial.stateText(), markers)).toEqual([]);

    trial.write(stackOf(records("192.0.2.2", guarded)));
    await trial.apply();
    expect(made().map(({ data }) => data)).toEqual(all.map(() => "192.0.2.2"));

    await expect(trial.destroy()).rejects.toThrow("lifecycle.prevent_destroy");
    trial.write(stackOf(records("192.0.2.2", { ...guarded, deletionProtection: false })));
    await trial.destroy();
    expect(account.domains.size).toBe(0);

    expect(refused).toEqual([]);
  });
}

/** A domain that is said to be there already is not this stack's any more, whoever made it. */
export async function foreignDomain(): Promise<void> {
  const foreign = stackOf(records(ADDRESS, { existing: true, deletionProtection: true }));
  await Trial.of(stackOf(records(ADDRESS, { existing: false, deletionProtection: true })), async (trial) => {
    const { account, refused } = trial.cloud;
    const names = () => [...(account.domains.get("atlas.dev")?.values() ?? [])].map(({ name }) => name).sort();
    await trial.apply();
    trial.write(foreign);
    expect(await trial.plan()).toEqual({ "digitalocean_domain.dns_domain": "forget" });
    await trial.apply();
    expect(names()).toEqual(["@", "grafana", "sso.eu"]);
    expect(await trial.plan()).toEqual({});
    await trial.destroy();
    expect([...account.domains.keys()]).toEqual(["atlas.dev"]);
    expect(names()).toEqual([]);
    expect(refused).toEqual([]);
  });
}

/** A later stack that looks its cluster up: the plan then holds the token, as is documented. */
export async function dataSourceAccess(): Promise<void> {
  const later = stackOf((stack) => {
    addClusterProviders(stack, { type: "dataSource", cluster: "atlas" });
    namespace(stack, "namespace", "observability", "restricted");
  });
  await Trial.of(later, async (trial) => {
    await expect(trial.plan()).rejects.toThrow("Unable to find cluster with name: atlas");
    trial.cloud.account.clusters.set(ATLAS.id, ATLAS);
    expect(await trial.plan()).toEqual({ "kubernetes_namespace_v1.namespace": "create" });
    expect(trial.cloud.markers.in(await trial.planText())).toContain("cluster-token");
    expect(trial.cloud.refused).toEqual([]);
  });
}

const ATLAS = {
  id: "a7a5",
  name: "atlas",
  region: "ams3",
  version: "1.34.1-do.2",
  tags: [],
  vpc_uuid: "",
  ha: false,
  maintenance_policy: { start_time: "04:00", duration: "4h0m0s", day: "sunday" },
  auto_upgrade: true,
  surge_upgrade: true,
  registry_enabled: false,
  node_pools: [],
  associated: { load_balancers: [], volumes: [] },
};

/** A PostgreSQL cluster with what lies in it, as Terraform knows it. */
export async function managedDatabase(): Promise<void> {
  const cluster_id = "${digitalocean_database_cluster.db.id}";
  const database = {
    name: "atlas-db",
    engine: "pg",
    version: "17",
    size: "db-s-1vcpu-1gb",
    region: "ams3",
    node_count: 1,
    private_network_uuid: "${digitalocean_vpc.net.id}",
    maintenance_window: { day: "sunday", hour: "04:00" },
    tags: ["atlas"],
  };
  const source = rawStack({
    resource: {
      digitalocean_vpc: { net: { name: "net", region: "ams3", ip_range: "10.20.0.0/24" } },
      digitalocean_database_cluster: { db: database },
      digitalocean_database_user: { app: { cluster_id, name: "app" } },
      digitalocean_database_db: { app: { cluster_id, name: "app" } },
      digitalocean_database_firewall: { own: { cluster_id, rule: [{ type: "ip_addr", value: "10.20.0.0/24" }] } },
    },
    data: { digitalocean_database_ca: { ca: { cluster_id } } },
  });
  await Trial.of(source, async (trial) => {
    const { account, markers, refused } = trial.cloud;
    await trial.apply();
    expect([...account.databases.values()]).toMatchObject([
      {
        name: "atlas-db",
        maintenance_window: { day: "sunday", hour: "04:00:00" },
        users: [{ name: "doadmin" }, { name: "app" }],
        dbs: ["defaultdb", "app"],
        rules: [{ type: "ip_addr", value: "10.20.0.0/24" }],
      },
    ]);
    expect(await trial.plan()).toEqual({});
    expect(secretsIn(trial.stateText(), markers)).toEqual([
      "digitalocean_database_ca.certificate",
      "digitalocean_database_cluster.password",
      "digitalocean_database_user.password",
    ]);
    await trial.destroy();
    expect(account.databases.size + account.vpcs.size).toBe(0);
    expect(refused).toEqual([]);
  });
}
