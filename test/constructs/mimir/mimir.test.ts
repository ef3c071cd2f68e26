import { describe, expect, it } from "vitest";
import { Mimir, type MimirProps } from "../../../constructs/mimir";
import type { Pods, Wire } from "../../../src/network";
import { mimirPods } from "../../../src/sizing/mimir";
import { only, synthesized } from "../../synth";

const PROMETHEUS = { name: "prometheus-server", namespace: "observability", labels: { app: "prometheus" } };

const PROPS: MimirProps = {
  namespace: "observability",
  tenant: "acme",
  retention: "365d",
  replicationFactor: 1,
  pods: mimirPods(1),
  limits: { series: 150_000, samplesPerSecond: 15_000 },
  volume: "10Gi",
  bucket: {
    name: "acme-metrics",
    region: "lon1",
    endpoint: "https://lon1.digitaloceanspaces.com",
    accessKeyId: { name: "mimir-bucket", key: "id" },
    secretAccessKey: { name: "mimir-bucket", key: "secret" },
  },
  scrapedBy: PROMETHEUS,
};

function made(props: Partial<MimirProps> = {}) {
  let mimir: Mimir | undefined;
  const { resource } = synthesized((stack) => {
    mimir = new Mimir(stack, "mimir", { ...PROPS, ...props });
  });
  if (mimir === undefined) throw new Error("no Mimir");
  return { resource, mimir, calls: mimir.wires.map(callOf) };
}

function callOf({ from, to, ports }: Wire): string {
  return `${nameOf(from)} > ${nameOf(to)} ${String(ports)}`;
}

const nameOf = (end: Wire["from"] | Wire["to"]) => (end as Pods).name ?? String(end);

describe("Mimir", () => {
  it("has one address to write to and to ask", () => {
    const { mimir } = made();
    expect(mimir.destination.push.url).toBe("http://mimir-gateway.observability.svc:80/api/v1/push");
    expect(mimir.query.url).toBe("http://mimir-gateway.observability.svc:80/prometheus");
    expect(mimir.query.backend.port).toBe(8080);
  });

  it("is read with the tenant that is written", () => {
    const { mimir } = made({ tenant: "zai" });
    expect(mimir.destination.tenant).toBe("zai");
    expect(mimir.datasource).toMatchObject({
      uid: "mimir",
      type: "prometheus",
      url: "http://mimir-gateway.observability.svc:80/prometheus",
      headers: { "X-Scope-OrgID": "zai" },
      isDefault: false,
      jsonData: { prometheusType: "Mimir", manageAlerts: false, timeInterval: "30s" },
    });
  });

  it("runs as an account without a token, which is there before", () => {
    const { resource } = made();
    expect(only(resource, "kubernetes_service_account_v1")).toMatchObject({
      metadata: { name: "mimir", namespace: "observability" },
      automount_service_account_token: false,
    });
    const release = only(resource, "helm_release");
    expect(release).toMatchObject({ name: "mimir", chart: "mimir-distributed", version: "6.1.0-weekly.391" });
    expect(release.depends_on).toContainEqual(expect.stringContaining("kubernetes_service_account_v1"));
  });

  it("lets its parts call whom they call, and no others", () => {
    const { calls } = made();
    expect(calls).toContain("mimir-gateway > mimir-distributor 8080");
    expect(calls).toContain("mimir-gateway > mimir-query-frontend 8080");
    expect(calls).toContain("mimir-distributor > mimir-ingester 9095");
    expect(calls).toContain("mimir-querier > mimir-store-gateway 9095");
    expect(calls).toContain("mimir-ingester > mimir-compactor 7946");
    expect(calls).toContain("mimir-compactor > anywhere 443");
    expect(calls.filter((call) => call.startsWith("mimir-distributor > anywhere"))).toEqual([]);
    expect(calls.filter((call) => call.includes("cache"))).toEqual([]);
  });

  it("asks its caches where it has them", () => {
    const { calls } = made({ size: "standard" });
    expect(calls.filter((call) => call.includes("cache")).sort()).toEqual([
      "mimir-compactor > mimir-metadata-cache 11211",
      "mimir-querier > mimir-metadata-cache 11211",
      "mimir-query-frontend > mimir-results-cache 11211",
      "mimir-store-gateway > mimir-chunks-cache 11211",
      "mimir-store-gateway > mimir-index-cache 11211",
      "mimir-store-gateway > mimir-metadata-cache 11211",
    ]);
  });

  it("is scraped in each of its parts", () => {
    const { calls, mimir } = made();
    expect(mimir.metrics).toHaveLength(7);
    expect(calls.filter((call) => call.startsWith("prometheus-server"))).toHaveLength(7);
    expect(calls).toContain("prometheus-server > mimir-ingester 8080");
  });

  it("refuses values that its chart does not know", () => {
    expect(() => made({ overrides: { ingestor: { replicas: 3 } } })).toThrow(/ingestor/);
  });
});
