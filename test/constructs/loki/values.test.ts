import { describe, expect, it } from "vitest";
import { type LokiValuesProps, lokiValues } from "../../../constructs/loki";

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
});
