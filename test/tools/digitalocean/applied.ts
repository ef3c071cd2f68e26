import { type inventory, NOTHING } from "./inventory";

/** What is there once a client is applied, by its file. */
export const APPLIED: Readonly<Record<string, ReturnType<typeof inventory>>> = {
  "minimal.yaml": {
    ...NOTHING,
    vpcs: ["acme fra1 10.100.0.0/20"],
    clusters: [
      {
        name: "acme",
        region: "fra1",
        version: "1.36.0-do.3",
        tags: ["acme", "production"],
        ha: false,
        auto_upgrade: true,
        surge_upgrade: true,
        registry_enabled: false,
        maintenance: "sunday 04:00",
        pools: { main: { nodes: "2 x s-2vcpu-4gb", labels: {}, taints: [], tags: ["acme", "production"] } },
      },
    ],
    buckets: {
      "acme-logs": { region: "fra1", acl: "private", versioning: "", days: [undefined, undefined, 1] },
    },
  },
  "zai-lon1.yaml": {
    ...NOTHING,
    vpcs: ["zai-lon1 lon1 10.100.0.0/20"],
    clusters: [
      {
        name: "zai-lon1",
        region: "lon1",
        version: "1.36.0-do.3",
        tags: ["production", "zai"],
        ha: false,
        auto_upgrade: false,
        surge_upgrade: true,
        registry_enabled: false,
        maintenance: "saturday 04:00",
        pools: {
          burst: { nodes: "1 x s-2vcpu-4gb-amd, 1 to 3", labels: {}, taints: [], tags: ["production", "zai"] },
          dedicated: { nodes: "1 x s-2vcpu-4gb-amd", labels: {}, taints: [], tags: ["production", "zai"] },
        },
      },
    ],
    buckets: { "zai-logs": { region: "lon1", acl: "private", versioning: "", days: [90, undefined, 1] } },
    projects: [{ name: "zai", environment: "Production", resources: ["kubernetes zai-lon1", "space zai-logs"] }],
  },
  "everything.yaml": {
    ...NOTHING,
    vpcs: ["atlas ams3 10.20.16.0/20"],
    clusters: [
      {
        name: "atlas",
        region: "ams3",
        version: "1.33.6-do.2",
        tags: ["atlas", "cost-centre:42", "staging"],
        ha: true,
        auto_upgrade: true,
        surge_upgrade: true,
        registry_enabled: true,
        maintenance: "any 23:30",
        pools: {
          batch: {
            nodes: "2 x s-4vcpu-8gb",
            labels: { tier: "batch", "example.com/team": "data" },
            taints: ["workload=batch:NoSchedule", "workload=batch:PreferNoSchedule"],
            tags: ["atlas", "cost-centre:42", "staging"],
          },
          system: {
            nodes: "2 x s-2vcpu-4gb, 2 to 4",
            labels: { tier: "system" },
            taints: [],
            tags: ["atlas", "cost-centre:42", "staging"],
          },
        },
      },
    ],
    buckets: {
      "atlas-backups": { region: "fra1", acl: "private", versioning: "", days: [undefined, undefined, 1] },
      "atlas-logs": { region: "ams3", acl: "private", versioning: "Enabled", days: [90, 7, 2] },
    },
    projects: [
      {
        name: "atlas",
        environment: "Staging",
        resources: ["kubernetes atlas", "space atlas-backups", "space atlas-logs"],
      },
    ],
  },
};
