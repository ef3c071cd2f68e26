import { describe, expect, it } from "vitest";
import { ManagedDatabase, type ManagedDatabaseProps } from "../../../constructs/cluster";
import { only, synthesized } from "../../synth";

const PROPS: ManagedDatabaseProps = {
  name: "acme-keycloak",
  region: "lon1",
  vpcId: "vpc",
  clusterId: "doks",
  size: "db-s-1vcpu-1gb",
  nodes: 1,
  version: "17",
  database: "keycloak",
  maintenance: { day: "sunday", start: "04:00" },
  tags: ["acme"],
};

function database(props: Partial<ManagedDatabaseProps> = {}) {
  return synthesized((stack) => new ManagedDatabase(stack, "db", { ...PROPS, ...props })).resource;
}

describe("ManagedDatabase", () => {
  it("default configuration", () => {
    expect(only(database(), "digitalocean_database_cluster")).toMatchObject({
      engine: "pg",
      name: "acme-keycloak",
      node_count: 1,
      private_network_uuid: "vpc",
      region: "lon1",
      size: "db-s-1vcpu-1gb",
      version: "17",
      maintenance_window: [{ day: "sunday", hour: "04:00" }],
      tags: ["acme"],
    });
  });

  it("lets its cluster in, and nobody else", () => {
    expect(only(database(), "digitalocean_database_firewall").rule).toEqual([{ type: "k8s", value: "doks" }]);
  });

  it("has a database and a user of one name", () => {
    expect(only(database(), "digitalocean_database_db").name).toBe("keycloak");
    expect(only(database(), "digitalocean_database_user").name).toBe("keycloak");
  });

  it("refuses to be replaced, database included, until it is told otherwise", () => {
    const protection = (resource: ReturnType<typeof database>) =>
      ["digitalocean_database_cluster", "digitalocean_database_db"].map((type) => only(resource, type).lifecycle);
    expect(protection(database())).toEqual([{ prevent_destroy: true }, { prevent_destroy: true }]);
    expect(protection(database({ deletionProtection: false }))).toEqual([
      { prevent_destroy: false },
      { prevent_destroy: false },
    ]);
  });

  it("leaves the day of maintenance to DigitalOcean where any is right: the provider knows no such day", () => {
    const { maintenance_window } = only(
      database({ maintenance: { day: "any", start: "04:00" } }),
      "digitalocean_database_cluster",
    );
    expect(maintenance_window).toBeUndefined();
  });
});
