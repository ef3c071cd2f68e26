import { describe, expect, it } from "vitest";
import { type LokiValuesProps, lokiValues } from "../../../constructs/loki";
import { ServiceEndpoint } from "../../../src/terraform";

const BUCKET = {
  name: "acme-logs",
  region: "lon1",
  endpoint: "https://lon1.digitaloceanspaces.com",
  accessKeyId: { name: "loki-bucket", key: "id" },
  secretAccessKey: { name: "loki-bucket", key: "secret" },
};
const PROPS: LokiValuesProps = {
  tenant: "acme",
  retention: "31d",
  volume: "10Gi",
  schemaFrom: "2024-04-01",
  bucket: BUCKET,
};

// biome-ignore lint/suspicious/noExplicitAny: values are a tree of another program's making
const values = (props: Partial<LokiValuesProps> = {}): any => lokiValues({ ...PROPS, ...props });

describe("lokiValues", () => {
  it("runs without the two caches that no small node can hold (defect 21)", () => {
    expect(values()).toMatchObject({ chunksCache: { enabled: false }, resultsCache: { enabled: false } });
  });

  it("names the bucket's keys, and takes them from a Secret (defect 22)", () => {
    expect(values().loki.storage.s3).toMatchObject({
      accessKeyId: "${AWS_ACCESS_KEY_ID}",
      secretAccessKey: "${AWS_SECRET_ACCESS_KEY}",
    });
    expect(values().singleBinary).toMatchObject({
      extraArgs: ["-config.expand-env=true"],
      extraEnv: [
        { name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "loki-bucket", key: "id" } } },
        { name: "AWS_SECRET_ACCESS_KEY", valueFrom: { secretKeyRef: { name: "loki-bucket", key: "secret" } } },
      ],
    });
  });

  it("says endpoint, region and bucket once, without an s3 URL and without an admin bucket (defect 23)", () => {
    expect(values().loki.storage).toEqual({
      type: "s3",
      bucketNames: { chunks: "acme-logs", ruler: "acme-logs" },
      s3: expect.objectContaining({
        endpoint: "lon1.digitaloceanspaces.com",
        region: "lon1",
        s3ForcePathStyle: false,
        insecure: false,
      }),
    });
    expect(values().loki.storage.s3).not.toHaveProperty("s3");
  });

  it("deletes what is older than the retention (defect 24)", () => {
    expect(values().loki.limits_config.retention_period).toBe("744h");
    expect(values().loki.compactor).toEqual({ retention_enabled: true, delete_request_store: "s3" });
  });

  it("asks for a tenant of every reader and writer (defect 19)", () => {
    expect(values().loki.auth_enabled).toBe(true);
  });

  it("gives every container a CPU request of its own (defect 28)", () => {
    expect(values().singleBinary.resources.requests.cpu).toBe("100m");
    expect(values().gateway.resources.requests.cpu).toBe("20m");
  });

  it("lets the gateway roll on one node", () => {
    expect(values().gateway.deploymentStrategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  it("keeps logs on the volume where there is no bucket", () => {
    const local = values({ bucket: undefined });
    expect(local.loki.storage).toEqual({ type: "filesystem" });
    expect(local.loki.compactor.delete_request_store).toBe("filesystem");
    expect(local.loki.schemaConfig.configs[0].object_store).toBe("filesystem");
    expect(local.singleBinary).not.toHaveProperty("extraEnv");
  });

  it("speaks plain HTTP and paths to a store that wants them", () => {
    const minio = values({ bucket: { ...BUCKET, endpoint: "http://minio.storage:9000", pathStyle: true } });
    expect(minio.loki.storage.s3).toMatchObject({
      endpoint: "minio.storage:9000",
      insecure: true,
      s3ForcePathStyle: true,
    });
  });

  it("keeps some streams for another time", () => {
    const retentionByStream = [{ selector: '{namespace="debug"}', retention: "2d", priority: 3 }];
    expect(values({ retentionByStream }).loki.limits_config.retention_stream).toEqual([
      { selector: '{namespace="debug"}', priority: 3, period: "48h" },
    ]);
    expect(values().loki.limits_config).not.toHaveProperty("retention_stream");
  });

  it("limits what one client may send and ask for", () => {
    expect(values().loki.limits_config).toMatchObject({
      allow_structured_metadata: true,
      ingestion_rate_mb: 8,
      ingestion_burst_size_mb: 16,
      per_stream_rate_limit: "4194304B",
      max_global_streams_per_user: 10_000,
      max_line_size: "262144B",
      max_query_length: "768h",
    });
    expect(values().loki.pattern_ingester).toEqual({ enabled: false });
  });

  it("asks the older chart in its own words (it renders nothing under the newer name)", () => {
    const older = values({ chart: "conservative" });
    expect([values().deploymentMode, older.deploymentMode]).toEqual(["Monolithic", "SingleBinary"]);
    expect([values().defaults, older.defaults]).toEqual([{ automountServiceAccountToken: false }, undefined]);
    const confined = { seccompProfile: { type: "RuntimeDefault" } };
    for (const part of [older.loki, older.gateway, older.memcached]) expect(part.podSecurityContext).toEqual(confined);
  });
});

describe("lokiValues with rules", () => {
  const pods = { name: "alertmanager", namespace: "observability", labels: {} };
  const alertmanager = new ServiceEndpoint("alertmanager.observability.svc", 9093, { pods, port: 9093 });
  const ruler = { rules: { "orders.yaml": "groups: []" }, alertmanager };

  it("has them in the tenant's folder, and tells Alertmanager", () => {
    const ruled = values({ ruler });
    expect(ruled.loki.rulerConfig).toEqual({
      storage: { type: "local", local: { directory: "/rules" } },
      alertmanager_url: "http://alertmanager.observability.svc:9093",
      enable_alertmanager_v2: true,
    });
    expect(ruled.singleBinary).toMatchObject({
      extraVolumes: [{ name: "rules", configMap: { name: "loki-rules" } }],
      extraVolumeMounts: [{ name: "rules", mountPath: "/rules/acme", readOnly: true }],
    });
  });

  it("gives alerts the client's labels and a link", () => {
    const externalLabels = { client: "acme" };
    const given = { ...ruler, externalLabels, evaluationInterval: "5m", grafanaUrl: "https://grafana.acme.dev" };
    expect(values({ ruler: given }).loki.rulerConfig).toMatchObject({
      evaluation_interval: "5m",
      external_labels: { client: "acme" },
      external_url: "https://grafana.acme.dev",
      datasource_uid: "loki",
    });
  });

  it("gives them to the pods that evaluate them, each rule to one of them", () => {
    const ruled = values({ ruler, replicas: { write: 3, read: 3, backend: 3 } });
    expect(["write", "read", "backend"].filter((target) => "extraVolumes" in ruled[target])).toEqual(["backend"]);
    expect(ruled.loki.rulerConfig.enable_sharding).toBe(true);
  });

  it("looks for none in a folder that it cannot make (its root is read-only)", () => {
    expect(values().loki.rulerConfig).toEqual({ storage: { type: "local", local: { directory: "/var/loki/rules" } } });
  });
});

describe("lokiValues of many pods", () => {
  const replicas = { write: 3, read: 4, backend: 2 };

  it("keep each line three times, on volumes of those who keep", () => {
    const many = values({ replicas });
    expect(many).toMatchObject({ deploymentMode: "SimpleScalable", singleBinary: { replicas: 0 } });
    expect([many.write.replicas, many.read.replicas, many.backend.replicas]).toEqual([3, 4, 2]);
    expect(many.loki.commonConfig.replication_factor).toBe(3);
    expect([many.write.persistence, many.read.persistence]).toEqual([
      { size: "10Gi", enableStatefulSetAutoDeletePVC: false },
      undefined,
    ]);
  });

  it("each take the bucket's keys from its Secret", () => {
    const many = values({ replicas });
    for (const target of ["write", "read", "backend"])
      expect(many[target].extraEnv.map(({ name }: { name: string }) => name)).toEqual([
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
      ]);
  });

  it("have caches that their containers can hold (defect 21)", () => {
    const { chunksCache, resultsCache } = values({ replicas });
    for (const { allocatedMemory, resources } of [chunksCache, resultsCache])
      expect(Number.parseInt(resources.requests.memory, 10)).toBeGreaterThan(allocatedMemory);
  });

  it("need a bucket", () => {
    expect(() => values({ replicas, bucket: undefined })).toThrow("needs a bucket");
  });
});
