import { describe, expect, it } from "vitest";
import { collectorConfig, otelCollectorValues, type PipelineProps } from "../../../constructs/otel-collector";
import { ServiceEndpoint } from "../../../src/terraform";

const BACKEND = { pods: { name: "x", namespace: "observability", labels: { app: "x" } }, port: 1 };
const PROPS: PipelineProps = {
  traces: new ServiceEndpoint("tempo.observability.svc", 4317, BACKEND),
  metrics: new ServiceEndpoint("prometheus-server.observability.svc", 80, BACKEND, "/api/v1/otlp/v1/metrics"),
  logs: {
    push: new ServiceEndpoint("loki-gateway.observability.svc", 80, BACKEND, "/otlp/v1/logs"),
    tenant: "acme",
  },
};

describe("collectorConfig", () => {
  it("sends each signal to its store, refusing before it holds and batching last", () => {
    const { exporters, service } = collectorConfig(PROPS);
    expect(service.pipelines).toEqual({
      traces: { receivers: ["otlp"], processors: ["memory_limiter", "batch"], exporters: ["otlp_grpc/traces"] },
      metrics: { receivers: ["otlp"], processors: ["memory_limiter", "batch"], exporters: ["otlp_http/metrics"] },
      logs: { receivers: ["otlp"], processors: ["memory_limiter", "batch"], exporters: ["otlp_http/logs"] },
    });
    expect(exporters).toEqual({
      debug: null,
      "otlp_grpc/traces": { endpoint: "tempo.observability.svc:4317", tls: { insecure: true } },
      "otlp_http/metrics": {
        metrics_endpoint: "http://prometheus-server.observability.svc:80/api/v1/otlp/v1/metrics",
      },
      "otlp_http/logs": {
        logs_endpoint: "http://loki-gateway.observability.svc:80/otlp/v1/logs",
        headers: { "X-Scope-OrgID": "acme" },
      },
    });
  });

  it("samples before it batches: by error, by duration, by share", () => {
    const sampling = { errors: true, slowerThanMs: 500, share: 10, waitSeconds: 20 };
    const { processors, service } = collectorConfig({ ...PROPS, sampling });
    expect(service.pipelines.traces.processors).toEqual(["memory_limiter", "tail_sampling", "batch"]);
    expect(service.pipelines.logs.processors).toEqual(["memory_limiter", "batch"]);
    expect(processors.tail_sampling).toEqual({
      decision_wait: "20s",
      num_traces: 10_000,
      policies: [
        { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
        { name: "slow", type: "latency", latency: { threshold_ms: 500 } },
        { name: "share", type: "probabilistic", probabilistic: { sampling_percentage: 10 } },
      ],
    });
  });

  it("leaves out what does not sample", () => {
    const { processors } = collectorConfig({ ...PROPS, sampling: { errors: true, share: 0, waitSeconds: 10 } });
    expect(processors.tail_sampling?.policies).toEqual([
      { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
    ]);
  });

  it("listens for Jaeger's clients where asked to, and opens no port else", () => {
    expect(collectorConfig(PROPS).receivers.jaeger).toBeNull();
    expect(collectorConfig({ ...PROPS, jaeger: true }).service.pipelines.traces.receivers).toEqual(["otlp", "jaeger"]);
    const enabled = (jaeger: boolean) =>
      Object.entries(otelCollectorValues({ ...PROPS, jaeger }).ports as Record<string, { enabled: boolean }>)
        .filter(([, port]) => port.enabled)
        .map(([name]) => name);
    expect(enabled(false)).toEqual(["metrics"]);
    expect(enabled(true)).toEqual(["jaeger-grpc", "jaeger-thrift", "metrics"]);
  });
});
