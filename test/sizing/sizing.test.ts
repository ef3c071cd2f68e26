import { describe, expect, it } from "vitest";
import { CONTAINERS } from "../../src/sizing/container-table";
import { sizedValues } from "../../src/sizing/containers";
import { bill } from "../../src/sizing/cost";
import { DATABASE_SLUGS, databaseSize } from "../../src/sizing/databases";
import { DROPLET_SLUGS, dropletSize, PRICES_OF } from "../../src/sizing/droplets";
import { namespaceQuota } from "../../src/sizing/quota";
import { largestConsumers, platformRequests, requestsOn } from "../../src/sizing/requests";

const ALL = { traefik: {}, prometheus: {}, loki: {}, alloy: {}, grafana: {} };

describe("containers", () => {
  it("each has CPU request, memory request and a limit above it", () => {
    for (const { container, cpu, memory, limit } of CONTAINERS) {
      expect(cpu, container).toBeGreaterThan(0);
      expect(limit, container).toBeGreaterThan(memory);
    }
  });

  it("become Helm values without a CPU limit (defect 28)", () => {
    expect(sizedValues("traefik")).toEqual({
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "192Mi" } },
    });
    expect(sizedValues("prometheus")).toHaveProperty(["prometheus-node-exporter", "resources", "limits"], {
      memory: "64Mi",
    });
  });
});

describe("requests", () => {
  it("of the default platform are at most 2 GiB on two nodes", () => {
    expect(requestsOn(2, platformRequests({ charts: ALL, replicas: {} })).memory).toBe(1916);
  });

  it("count node agents once for every node", () => {
    const charts = platformRequests({ charts: { alloy: {} }, replicas: {} });
    expect(charts).toEqual([{ chart: "alloy", fixed: { cpu: 0, memory: 0 }, perNode: { cpu: 60, memory: 178 } }]);
    expect(requestsOn(3, charts)).toEqual({ cpu: 180, memory: 534 });
  });

  it("leave out what ends by itself", () => {
    const [certManager] = platformRequests({ charts: { "cert-manager": {} }, replicas: {} });
    expect(certManager?.fixed).toEqual({ cpu: 30, memory: 120 });
    expect(sizedValues("cert-manager")).toHaveProperty("startupapicheck.resources.requests.memory", "32Mi");
  });

  it("follow replicas and the user's own values", () => {
    const own = { resources: { requests: { cpu: 1, memory: "1Gi" } } };
    const [traefik] = platformRequests({ charts: { traefik: own }, replicas: { "traefik/traefik": 2 } });
    expect(traefik?.fixed).toEqual({ cpu: 2000, memory: 2048 });
  });
});

describe("the quota of a namespace", () => {
  const shape = {
    charts: { ...ALL, traefik: { resources: { limits: { memory: "1Gi" } } } },
    replicas: { "traefik/traefik": 2 },
  };
  const holds = (chart: string) => (container: { readonly chart: string }) => container.chart === chart;

  it("is twice what runs there, so that all of it can roll at once", () => {
    expect(namespaceQuota({ shape, holds: holds("traefik"), nodes: 5 })).toEqual({
      cpu: 200,
      memory: 256,
      limit: 4096,
    });
  });

  it("counts agents on every node, and what comes and goes", () => {
    const job = { cpu: 40, memory: 22, limit: 40 };
    expect(namespaceQuota({ shape, holds: holds("alloy"), nodes: 3, beside: [job] })).toEqual({
      cpu: 2 * (3 * 60 + 40),
      memory: 2 * (3 * 178 + 22),
      limit: 2 * (3 * 480 + 40),
    });
  });

  it("counts what ends by itself, and nothing of a chart that is not there", () => {
    const certManager = { charts: { "cert-manager": {} }, replicas: {} };
    expect(namespaceQuota({ shape: certManager, holds: () => true, nodes: 1 })).toEqual({
      cpu: 2 * 40,
      memory: 2 * 152,
      limit: 2 * 544,
    });
  });
});

describe("consumers", () => {
  it("name who asks for the most", () => {
    const requests = platformRequests({ charts: ALL, replicas: {} });
    expect(largestConsumers(requests, 2).map(({ chart }) => chart)).toEqual([
      "prometheus",
      "loki",
      "grafana",
      "alloy",
      "traefik",
    ]);
  });
});

describe("droplets", () => {
  it("have no size below what DOKS needs (defect 3)", () => {
    for (const slug of DROPLET_SLUGS) expect(dropletSize(slug).memory).toBeGreaterThanOrEqual(2);
  });

  it("all have a known allocatable memory", () => {
    for (const slug of DROPLET_SLUGS) expect(dropletSize(slug).allocatableMemory, slug).toBeGreaterThan(0);
  });
});

describe("databases", () => {
  it("have no size without connections for Keycloak and for its administrators", () => {
    expect(DATABASE_SLUGS.map((slug) => databaseSize(slug).connections)).toEqual([22, 47, 97, 197, 397]);
  });
});

describe("bill", () => {
  it("counts every node of a database", () => {
    const nothing = { pools: [], highAvailability: false, loadBalancerUnits: 0, volumes: 0, buckets: 0 };
    const { price } = databaseSize("db-s-1vcpu-2gb");
    expect(bill({ ...nothing, database: { size: "db-s-1vcpu-2gb", nodes: 2, price } })).toEqual({
      items: [{ item: "database: 2 x db-s-1vcpu-2gb", min: 60, max: 60 }],
      monthly: { min: 60, max: 60 },
      pricesOf: PRICES_OF,
    });
  });

  it("lists what is paid for, with a range where nodes come and go", () => {
    const pools = [{ name: "burst", size: "s-2vcpu-4gb", price: 24, min: 1, max: 3 }];
    expect(
      bill({ pools, highAvailability: true, loadBalancerUnits: 1, volumes: 25, buckets: 2, registry: "zai" }),
    ).toEqual({
      items: [
        { item: "nodes of burst: 1 to 3 x s-2vcpu-4gb", min: 24, max: 72 },
        { item: "control plane, highly available", min: 40, max: 40 },
        { item: "load balancer", min: 12, max: 12 },
        { item: "volumes: 25 GiB", min: 2.5, max: 2.5 },
        { item: "Spaces: up to 250 GiB", min: 5, max: 5 },
        { item: "registry zai: plan Basic", min: 5, max: 5 },
      ],
      monthly: { min: 88.5, max: 136.5 },
      pricesOf: PRICES_OF,
    });
  });
});
