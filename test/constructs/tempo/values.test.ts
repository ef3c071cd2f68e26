import { describe, expect, it } from "vitest";
import { type TempoValuesProps, tempoValues } from "../../../constructs/tempo";
import { ServiceEndpoint } from "../../../src/terraform";

const PROMETHEUS = { pods: { name: "prometheus", namespace: "observability", labels: { app: "p" } }, port: 9090 };
const BUCKET = {
  name: "acme-traces",
  region: "lon1",
  endpoint: "https://lon1.digitaloceanspaces.com",
  accessKeyId: { name: "tempo-bucket", key: "id" },
  secretAccessKey: { name: "tempo-bucket", key: "secret" },
};
const PROPS: TempoValuesProps = {
  retention: "14d",
  volume: "10Gi",
  metrics: new ServiceEndpoint("prometheus-server.observability.svc", 80, PROMETHEUS, "/api/v1/write"),
};

// biome-ignore lint/suspicious/noExplicitAny: values are a tree of another program's making
const values = (props: Partial<TempoValuesProps> = {}): any => tempoValues({ ...PROPS, ...props });

describe("tempoValues", () => {
  it("keeps traces on the volume, and deletes what is older than the retention", () => {
    expect(values().tempo.storage.trace).toEqual({ backend: "local" });
    expect(values().tempo.retention).toBe("336h");
    expect(values().persistence).toEqual({ enabled: true, size: "10Gi" });
    expect(values().tempo).not.toHaveProperty("extraEnv");
  });

  it("names the bucket's keys, and takes them from a Secret", () => {
    const { tempo } = values({ bucket: BUCKET });
    expect(tempo.storage.trace).toEqual({
      backend: "s3",
      s3: {
        bucket: "acme-traces",
        endpoint: "lon1.digitaloceanspaces.com",
        region: "lon1",
        access_key: "${AWS_ACCESS_KEY_ID}",
        secret_key: "${AWS_SECRET_ACCESS_KEY}",
        forcepathstyle: false,
        insecure: false,
      },
    });
    expect(tempo.extraArgs).toEqual({ "config.expand-env": "true" });
    expect(tempo.extraEnv).toEqual([
      { name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "tempo-bucket", key: "id" } } },
      { name: "AWS_SECRET_ACCESS_KEY", valueFrom: { secretKeyRef: { name: "tempo-bucket", key: "secret" } } },
    ]);
  });

  it("speaks plain HTTP and paths to a store that wants them", () => {
    const { tempo } = values({ bucket: { ...BUCKET, endpoint: "http://minio.storage:9000", pathStyle: true } });
    expect(tempo.storage.trace.s3).toMatchObject({
      endpoint: "minio.storage:9000",
      insecure: true,
      forcepathstyle: true,
    });
  });

  it("writes metrics of the traces to Prometheus, with the traces that they count", () => {
    expect(values().tempo.metricsGenerator.storage.remote_write).toEqual([
      { url: "http://prometheus-server.observability.svc:80/api/v1/write", send_exemplars: true },
    ]);
    expect(values().tempo.overrides.defaults.metrics_generator).toEqual({
      processors: ["service-graphs", "span-metrics"],
      trace_id_label_name: "trace_id",
    });
  });

  it("runs where Pod Security is restricted, without a token", () => {
    expect(values().securityContext).toEqual({ seccompProfile: { type: "RuntimeDefault" } });
    expect(values().tempo.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    });
    expect(values().serviceAccount).toEqual({ automountServiceAccountToken: false });
  });
});
