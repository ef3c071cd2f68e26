import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type ClientInput, parseClient } from "../../src/config";
import { NAMESPACES } from "../../stacks/names";
import { quotaOf } from "../../stacks/namespaces";
import { overviewOf } from "../../stacks/overview";
import { synthesize } from "../../stacks/synthesize";
import type { Synthesized } from "../synth";
import { ACME, DROPLETS, KEYCLOAK, RACK } from "./acme";

const POOLS: ClientInput["cluster"] = {
  ...DROPLETS,
  nodePools: { ...DROPLETS.nodePools, burst: { size: "s-2vcpu-4gb", autoscale: { min: 1, max: 3 } } },
};

const CLIENT: ClientInput = {
  ...ACME,
  cluster: POOLS,
  ingress: { certificates: { issuer: "letsencrypt", email: "ops@acme.dev" } },
  identity: KEYCLOAK,
};

const EXISTING: ClientInput = { ...CLIENT, cluster: RACK };

const scratch = mkdtempSync(join(tmpdir(), "belvedere-namespaces-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function platform(input: ClientInput): Synthesized["resource"] {
  const out = join(mkdtempSync(join(scratch, "client-")), "out");
  synthesize([parseClient(input)], out);
  const file = join(out, "stacks", "acme-platform", "cdk.tf.json");
  return (JSON.parse(readFileSync(file, "utf8")) as Synthesized).resource;
}

const namespacesWith = (resource: Synthesized["resource"], type: string) =>
  Object.values(resource[type] ?? {})
    .map(({ metadata }) => (metadata as { namespace: string }).namespace)
    .sort();

const ALL = ["cert-manager", "identity", "ingress", "node-agents", "observability"];

describe("namespaces", () => {
  it("each have a quota, and sizes for containers that name none, once they are there", () => {
    const resource = platform(CLIENT);
    for (const type of ["kubernetes_limit_range_v1", "kubernetes_resource_quota_v1"]) {
      expect(namespacesWith(resource, type)).toEqual(ALL);
      for (const { metadata, depends_on } of Object.values(resource[type] ?? {}))
        expect(depends_on).toEqual([
          `kubernetes_namespace_v1.namespace-${(metadata as { namespace: string }).namespace}`,
        ]);
    }
  });

  it("have none where their nodes are not ours to count", () => {
    const resource = platform(EXISTING);
    expect(namespacesWith(resource, "kubernetes_limit_range_v1")).toEqual(ALL);
    expect(namespacesWith(resource, "kubernetes_resource_quota_v1")).toEqual(["cert-manager", "identity", "ingress"]);
  });

  it("have neither where that is wanted", () => {
    const resource = platform({ ...CLIENT, isolation: { quotas: false } });
    expect(resource.kubernetes_limit_range_v1).toBeUndefined();
    expect(resource.kubernetes_resource_quota_v1).toBeUndefined();
  });
});

describe("quotas", () => {
  const quotas = (input: ClientInput) =>
    Object.values(NAMESPACES).map((name) => quotaOf(parseClient(input), name) ?? { cpu: 0, memory: 0, limit: 0 });

  it("hold all pods of the platform twice, on as many nodes as the pools may have", () => {
    const { requested } = overviewOf(parseClient(CLIENT)).capacity.max;
    const total = quotas(CLIENT).reduce((sum, { memory }) => sum + memory, 0);
    const checkAtStart = 32;
    const solvers = 2 * 64;
    const realm = 160;
    expect(total).toBe(2 * (requested.memory + checkAtStart + solvers + realm));
  });

  it("follow the user's own sizes", () => {
    const values = { resources: { requests: { memory: "1Gi" }, limits: { memory: "2Gi" } } };
    const { certificates } = CLIENT.ingress;
    expect(quotaOf(parseClient({ ...CLIENT, ingress: { certificates, values, replicas: 3 } }), "ingress")).toEqual({
      cpu: 2 * 3 * 50,
      memory: 2 * 3 * 1024,
      limit: 2 * 3 * 2048,
    });
  });

  it("hold the agents of every node in a namespace of their own", () => {
    expect(quotaOf(parseClient(CLIENT), "node-agents")).toEqual({ cpu: 100, memory: 240, limit: 640 });
  });
});

describe("a pull Secret", () => {
  it("is asked for in each namespace that has pods", () => {
    const { existingSecrets } = overviewOf(parseClient({ ...CLIENT, images: { pullSecret: "login" } }));
    expect(existingSecrets).toEqual(
      ALL.map((namespace) => ({ namespace, name: "login", keys: [".dockerconfigjson"] })),
    );
  });
});

describe("records by a controller", () => {
  const input: ClientInput = { ...CLIENT, ingress: { ...CLIENT.ingress, dns: { provider: "external-dns" } } };

  it("are shown, counted, and made by a release of the platform in a namespace of its own", () => {
    const { components, controlledRecords, records, requests, environmentVariables } = overviewOf(parseClient(input));
    const value = "address of load balancer acme";
    expect(records).toEqual([]);
    expect(controlledRecords).toEqual([
      { name: "grafana.acme.dev", type: "A", value },
      { name: "sso.acme.dev", type: "A", value },
    ]);
    expect(components).toContainEqual(
      expect.objectContaining({ chart: "external-dns", namespace: "external-dns", stack: "acme-platform" }),
    );
    expect(requests).toContainEqual(expect.objectContaining({ chart: "external-dns", fixed: { cpu: 10, memory: 48 } }));
    expect(environmentVariables).toContain("TF_VAR_DIGITALOCEAN_TOKEN");
    const releases = Object.values(platform(input).helm_release ?? {});
    expect(releases.map(({ name, namespace }) => `${namespace}/${name}`)).toContain("external-dns/external-dns");
  });
});
