import { describe, expect, it } from "vitest";
import { type ClientInput, parseClient } from "../../src/config";
import { bucketPlans } from "../../stacks/buckets";
import { overviewOf } from "../../stacks/overview";
import { ACME, DROPLETS } from "./acme";
import { resourcesOf } from "./resources";

const CLIENT: ClientInput = {
  ...ACME,
  cluster: { ...DROPLETS, nodePools: { main: { size: "s-8vcpu-16gb", count: 4 } } },
};
const BUCKET = { bucket: "acme-metrics" };

function kept(mimir: ClientInput["mimir"], more: Partial<ClientInput> = {}) {
  const config = parseClient({ ...CLIENT, ...more, mimir });
  return { config, ...resourcesOf(config, "acme-observability") };
}

describe("metrics beyond one Prometheus", () => {
  it("are off until their section is written", () => {
    const { config, valuesOf, datasources } = kept(undefined);
    expect(overviewOf(config).components.map(({ chart }) => chart)).not.toContain("mimir-distributed");
    expect(valuesOf("prometheus").server).not.toHaveProperty("remoteWrite");
    expect(datasources.map(({ uid }) => uid)).toEqual(["prometheus", "alertmanager", "loki"]);
  });

  it("are written and read with one tenant, at one address", () => {
    const { valuesOf, datasources } = kept({ ...BUCKET, tenant: "acme-prod" });
    expect(valuesOf("prometheus").server.remoteWrite).toEqual([
      {
        name: "mimir",
        url: "http://mimir-gateway.observability.svc:80/api/v1/push",
        headers: { "X-Scope-OrgID": "acme-prod" },
        queue_config: { capacity: 10_000, max_shards: 10, max_samples_per_send: 2000, retry_on_http_429: true },
      },
    ]);
    const mimir = datasources.find(({ uid }) => uid === "mimir");
    expect(mimir).toMatchObject({
      url: "http://mimir-gateway.observability.svc:80/prometheus",
      jsonData: { httpHeaderName1: "X-Scope-OrgID" },
      secureJsonData: { httpHeaderValue1: "acme-prod" },
    });
  });

  it("go to other stores as well, where the config says so", () => {
    const remoteWrite = [{ name: "cloud", url: "https://cloud.example/push" }];
    const { valuesOf } = kept(BUCKET, { prometheus: { remoteWrite } });
    const names = valuesOf("prometheus").server.remoteWrite.map(({ name }: { readonly name: string }) => name);
    expect(names).toEqual(["mimir", "cloud"]);
  });

  it.each([
    ["Prometheus until the config says otherwise", {}, "prometheus"],
    ["Mimir when it does", { default: true }, "mimir"],
  ])("have one default datasource: %s", (_, mimir, uid) => {
    const { datasources } = kept({ ...BUCKET, ...mimir });
    expect(datasources.filter(({ isDefault }) => isDefault).map((one) => one.uid)).toEqual([uid]);
  });

  it("lead to the traces that they count, where there are any", () => {
    const links = (more: Partial<ClientInput>) =>
      kept(BUCKET, more).datasources.find(({ uid }) => uid === "mimir").jsonData.exemplarTraceIdDestinations;
    expect(links({})).toBeUndefined();
    expect(links({ tracing: {} })).toEqual([
      { name: "trace_id", datasourceUid: "tempo", urlDisplayLabel: "View trace" },
    ]);
  });

  it("are sent with exemplars, where Prometheus has some", () => {
    const { valuesOf } = kept(BUCKET, { tracing: {} });
    expect(valuesOf("prometheus").server.remoteWrite[0].send_exemplars).toBe(true);
  });

  it("have a bucket made beside the cluster, tried before anything counts on it", () => {
    const { config } = kept(BUCKET);
    expect(bucketPlans(config)).toMatchObject([{ name: "acme-metrics", region: "fra1", existing: false }]);
    expect(overviewOf(config).images.map(({ source }) => source)).toContainEqual(expect.stringContaining("rclone"));
    const untried = parseClient({ ...CLIENT, mimir: { ...BUCKET, probe: false } });
    expect(overviewOf(untried).images.map(({ source }) => source)).not.toContainEqual(
      expect.stringContaining("rclone"),
    );
  });

  it("are taken up to half as many again as the ingesters carry", () => {
    const limits = (mimir: Partial<NonNullable<ClientInput["mimir"]>>, size: ClientInput["size"] = "small") =>
      kept({ ...BUCKET, ...mimir }, { size }).valuesOf("mimir").mimir.structuredConfig.limits;
    expect(limits({})).toMatchObject({ max_global_series_per_user: 150_000, ingestion_rate: 15_000 });
    expect(limits({ replicationFactor: 3 }, "standard").max_global_series_per_user).toBe(750_000);
    expect(limits({ replicas: { ingester: 2 } }).max_global_series_per_user).toBe(300_000);
    expect(limits({ limits: { series: 50_000 } })).toMatchObject({
      max_global_series_per_user: 50_000,
      ingestion_rate: 5000,
    });
  });

  it("cost their volumes and ask for their pods", () => {
    const without = overviewOf(parseClient(CLIENT));
    const volumes = ({ cost }: typeof without) => cost?.items.find(({ item }) => item.startsWith("volumes"))?.item;
    const asked = ({ requests }: typeof without) => requests.find(({ chart }) => chart.startsWith("mimir"))?.fixed;
    expect([volumes(without), asked(without)]).toEqual(["volumes: 25 GiB", undefined]);
    const one = overviewOf(parseClient({ ...CLIENT, mimir: BUCKET }));
    expect([volumes(one), asked(one)]).toEqual(["volumes: 55 GiB", { cpu: 350, memory: 1440 }]);
    const three = overviewOf(parseClient({ ...CLIENT, mimir: { ...BUCKET, replicationFactor: 3 } }));
    expect([volumes(three), asked(three)]).toEqual(["volumes: 85 GiB", { cpu: 750, memory: 3520 }]);
  });
});
