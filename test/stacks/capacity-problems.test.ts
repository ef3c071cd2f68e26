import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ClientInput, loadClient, parseClient } from "../../src/config";
import { requestsOn } from "../../src/sizing/requests";
import { capacityProblems } from "../../stacks/capacity-problems";
import { overviewOf } from "../../stacks/overview";
import { ACME, DROPLETS, KEYCLOAK } from "./acme";

type Pools = Extract<ClientInput["cluster"], { provider: "digitalocean" }>["nodePools"];

function at(nodePools: Pools, more: Partial<ClientInput> = {}) {
  return parseClient({ ...ACME, loki: { bucket: "acme-logs" }, cluster: { ...DROPLETS, nodePools }, ...more });
}

function onMachines(memory: string, count: number, more: Partial<ClientInput> = {}) {
  return parseClient({
    ...ACME,
    cluster: { provider: "existing", context: "c", nodes: [{ cpu: 2, memory, count }] },
    ...more,
  });
}

function problemOf(nodePools: Pools, more: Partial<ClientInput> = {}) {
  const problems = capacityProblems(at(nodePools, more));
  expect(problems).toHaveLength(1);
  return { ...problems[0] };
}

describe("a platform that does not fit", () => {
  it("is refused, with its largest parts and the cheapest nodes that hold it", () => {
    expect(problemOf({ main: { size: "s-1vcpu-2gb", count: 1 } })).toEqual({
      path: "cluster",
      severity: "error",
      message:
        "the platform does not fit: 1 node gives 1574 MiB and 900m CPU, the platform requests 1714 MiB and 455m CPU, pods of DOKS 868 MiB and 702m CPU, a Job or a rollout beside it 64 MiB and 50m CPU; no node is left for loki/loki, grafana/grafana, traefik/traefik, prometheus/kube-state-metrics, loki/gateway, prometheus/alertmanager, prometheus/pushgateway; the largest are prometheus 672 MiB, loki 416 MiB, grafana 384 MiB; the cheapest change that fits: size: s-2vcpu-4gb of main, at most $12 a month more, which replaces a cluster that is there already",
      paste: "cluster:\n  nodePools:\n    main:\n      size: s-2vcpu-4gb\n      count: 1",
    });
  });

  it("may get a higher limit of autoscaling, where that is cheapest", () => {
    const pools: Pools = {
      main: { size: "s-2vcpu-4gb", count: 1 },
      burst: { size: "s-1vcpu-2gb", autoscale: { min: 1, max: 1 } },
    };
    expect(problemOf(pools, { identity: KEYCLOAK, tracing: {} })).toEqual({
      path: "cluster",
      severity: "error",
      message:
        "the platform does not fit: 2 nodes give 4574 MiB and 2800m CPU, the platform requests 3260 MiB and 925m CPU, pods of DOKS 1448 MiB and 1204m CPU, a Job or a rollout beside it 160 MiB and 50m CPU; no node is left for prometheus/kube-state-metrics, prometheus/alertmanager, prometheus/pushgateway; the largest are keycloakx 768 MiB, prometheus 696 MiB, loki 416 MiB; the cheapest change that fits: autoscale.max: 2 of burst, at most $12 a month more",
      paste:
        "cluster:\n  nodePools:\n    burst:\n      size: s-1vcpu-2gb\n      autoscale:\n        min: 1\n        max: 2",
    });
  });

  it("gets a larger size, where a pod is larger than a node", () => {
    expect(problemOf({ main: { size: "s-2vcpu-4gb", count: 3 } }, { size: "large" })).toEqual({
      path: "cluster",
      severity: "error",
      message:
        "no node is large enough for prometheus/server with 8216 MiB and 1005m CPU, loki/loki with 3072 MiB and 1000m CPU: the roomiest leaves 1834 MiB and 1178m CPU to one pod; the cheapest change that fits: size: m-2vcpu-16gb of main, at most $180 a month more, which replaces a cluster that is there already",
      paste: "cluster:\n  nodePools:\n    main:\n      size: m-2vcpu-16gb\n      count: 3",
    });
  });

  it("is only warned of where the fewest nodes cannot hold it", () => {
    expect(problemOf({ burst: { size: "s-2vcpu-2gb", autoscale: { min: 1, max: 4 } } })).toEqual({
      path: "cluster",
      severity: "warning",
      message:
        "with the fewest nodes the platform does not fit: 1 node gives 1574 MiB and 1900m CPU, the platform requests 1714 MiB and 455m CPU, pods of DOKS 868 MiB and 702m CPU, a Job or a rollout beside it 64 MiB and 50m CPU; no node is left for loki/loki, grafana/grafana, traefik/traefik, prometheus/kube-state-metrics, prometheus/alertmanager, prometheus/pushgateway, loki/gateway; the largest are prometheus 672 MiB, loki 416 MiB, grafana 384 MiB; the cheapest change that fits: autoscale.min: 3 of burst",
      paste:
        "cluster:\n  nodePools:\n    burst:\n      size: s-2vcpu-2gb\n      autoscale:\n        min: 3\n        max: 4",
    });
  });

  it("is warned of where it hangs on the order in which pods come", () => {
    const [problem, ...more] = capacityProblems(onMachines("1650Mi", 2, { identity: KEYCLOAK }));
    expect(more).toEqual([]);
    expect(problem).toEqual({
      path: "cluster",
      severity: "warning",
      message:
        "the platform fits only with its pods in the right places, and the scheduler takes them as they come: in 12 % of the orders it finds no node for keycloakx/keycloak, prometheus/server; 2 nodes give 3300 MiB and 4000m CPU, the platform requests 2876 MiB and 825m CPU, a Job or a rollout beside it 160 MiB and 50m CPU",
    });
  });

  it("is not warned of an order that the scheduler does not bring about", () => {
    expect(capacityProblems(onMachines("1900Mi", 2, { identity: KEYCLOAK }))).toEqual([]);
  });

  it("gets nothing on nodes that refuse it", () => {
    const taints = [{ key: "gpu", value: "yes", effect: "NoSchedule" }] as const;
    const { message } = problemOf({
      main: { size: "s-1vcpu-2gb", count: 1 },
      batch: { size: "s-8vcpu-16gb", count: 1, taints: [...taints] },
    });
    expect(message).toContain("of main, at most");
  });

  it("is asked for more machines of those that it has", () => {
    expect(capacityProblems(onMachines("1Gi", 1))).toEqual([
      {
        path: "cluster",
        severity: "error",
        message:
          "the platform does not fit: 1 node gives 1024 MiB and 2000m CPU, the platform requests 1714 MiB and 455m CPU, a Job or a rollout beside it 64 MiB and 50m CPU; no node is left for loki/loki, grafana/grafana; the largest are prometheus 672 MiB, loki 416 MiB, grafana 384 MiB; the cheapest change that fits: 1 more of nodes[0]",
        paste: "cluster:\n  nodes:\n    - cpu: 2\n      memory: 1Gi\n      count: 2",
      },
    ]);
  });

  it("counts CPU: two replicas of Keycloak find no second node that is large enough", () => {
    const values = { resources: { requests: { cpu: "1500m" } } };
    const problem = problemOf(
      { main: { size: "s-4vcpu-8gb", count: 1 } },
      { identity: { ...KEYCLOAK, replicas: 2, values } },
    );
    expect(problem.message).toContain("no node is left for keycloakx/keycloak;");
  });
});

describe("what must fit", () => {
  it("is the default platform with Keycloak on one node and one that comes as needed, for $80", () => {
    const config = at(
      { main: { size: "s-2vcpu-4gb", count: 1 }, burst: { size: "s-2vcpu-4gb", autoscale: { min: 1, max: 2 } } },
      { identity: KEYCLOAK, ingress: { certificates: { issuer: "letsencrypt", email: "ops@acme.dev" } } },
    );
    expect(capacityProblems(config)).toEqual([]);
    const { capacity, cost } = overviewOf(config);
    expect(capacity.min).toMatchObject({ nodes: 2, fits: true, unsure: [], requested: { memory: 2996 } });
    expect(cost?.monthly).toEqual({ min: 68, max: 92 });
  });

  it("is everything on two nodes, in 3.7 GiB", async () => {
    const { config: full } = await loadClient(join(__dirname, "..", "..", "clients", "full.yaml"));
    const { cluster } = at({ main: { size: "s-2vcpu-4gb", count: 2 } });
    const { config: forge } = await loadClient(join(__dirname, "..", "..", "clients", "vault.yaml"));
    const { secrets, alerts } = forge;
    const config = { ...full, cluster, secrets, alerts };
    const overview = overviewOf(config);
    expect(overview.components.map(({ chart }) => chart)).toEqual([
      "traefik",
      "external-secrets",
      "cert-manager",
      "postgres",
      "keycloakx",
      "prometheus",
      "loki",
      "tempo",
      "opentelemetry-collector",
      "alloy",
      "alloy-events",
      "grafana",
    ]);
    expect(requestsOn(2, overview.requests)).toEqual({ cpu: 1000, memory: 3620 });
    expect(overview.capacity.max).toMatchObject({ fits: true });
    expect(capacityProblems(config)).toEqual([]);
  });
});
