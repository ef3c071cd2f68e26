import { describe, expect, it } from "vitest";
import { type ClientInput, parseClient } from "../../src/config";
import { bucketPlans } from "../../stacks/buckets";
import { overviewOf } from "../../stacks/overview";
import { ACME, DROPLETS } from "./acme";
import { resourcesOf } from "./resources";

const DIGITALOCEAN: ClientInput = { ...ACME, cluster: DROPLETS };

function traced(tracing: ClientInput["tracing"]) {
  const config = parseClient({ ...DIGITALOCEAN, tracing });
  return { config, ...resourcesOf(config, "acme-observability") };
}

describe("tracing", () => {
  it("is off until its section is written", () => {
    const { config, valuesOf, datasources } = traced(undefined);
    expect(overviewOf(config).components.map(({ chart }) => chart)).not.toContain("tempo");
    expect(valuesOf("prometheus").server).not.toHaveProperty("extraFlags");
    expect(datasources.map(({ uid }) => uid)).toEqual(["prometheus", "alertmanager", "loki"]);
    expect(datasources[2].jsonData).not.toHaveProperty("derivedFields");
  });

  it("needs no more than its section, and then lies on a volume", () => {
    const { config, valuesOf } = traced({});
    expect(valuesOf("tempo").tempo.storage.trace).toEqual({ backend: "local" });
    expect(valuesOf("tempo").persistence).toEqual({
      enabled: true,
      size: "10Gi",
      storageClassName: "do-block-storage",
    });
    expect(valuesOf("opentelemetry-collector").config.processors).not.toHaveProperty("tail_sampling");
    expect(valuesOf("prometheus").server.extraFlags).toContain("web.enable-remote-write-receiver");
    expect(bucketPlans(config)).toEqual([]);
  });

  it("has its bucket made beside the cluster, and its key in a Secret", () => {
    const { config, valuesOf } = traced({ bucket: "acme-traces" });
    expect(bucketPlans(config)).toMatchObject([{ name: "acme-traces", region: "fra1", existing: false }]);
    expect(valuesOf("tempo").tempo.storage.trace.s3).toMatchObject({
      bucket: "acme-traces",
      endpoint: "fra1.digitaloceanspaces.com",
      region: "fra1",
    });
    expect(overviewOf(config).environmentVariables).toContain("TF_VAR_SPACES_SECRET_ACCESS_KEY");
    expect(valuesOf("tempo").tempo.extraEnv[0].valueFrom.secretKeyRef).toEqual({
      name: "tempo-bucket",
      key: "accessKeyId",
    });
  });

  it("takes one that is there, when the config lists it as existing", () => {
    const tracing = { bucket: "acme-traces" };
    const config = parseClient({ ...DIGITALOCEAN, buckets: { "acme-traces": { existing: true } }, tracing });
    expect(bucketPlans(config)).toMatchObject([{ name: "acme-traces", existing: true }]);
  });

  it("samples as the config says", () => {
    const { valuesOf } = traced({ sampling: { slowerThan: "500ms", share: 5, wait: "20s" }, jaeger: true });
    const { config, ports } = valuesOf("opentelemetry-collector");
    expect(config.processors.tail_sampling).toMatchObject({
      decision_wait: "20s",
      policies: [{ name: "errors" }, { latency: { threshold_ms: 500 } }, { probabilistic: { sampling_percentage: 5 } }],
    });
    expect(ports["jaeger-grpc"]).toEqual({ enabled: true });
  });

  it("sends logs with the tenant that Grafana reads", () => {
    const { valuesOf, datasources } = traced({});
    const { headers } = valuesOf("opentelemetry-collector").config.exporters["otlp_http/logs"];
    const loki = datasources.find(({ uid }) => uid === "loki");
    expect(headers["X-Scope-OrgID"]).toBe(loki.secureJsonData.httpHeaderValue1);
  });
});
