import type { ServiceEndpoint } from "../../src/terraform";
import type { LogDestination } from "../loki";
import { type CollectorConfig, expand, type Pipeline } from "./config";

export interface PipelineProps {
  /** Where traces go, by OTLP over gRPC. */
  readonly traces: ServiceEndpoint;
  /** Where metrics go, by OTLP over HTTP. */
  readonly metrics: ServiceEndpoint;
  /** Where logs go, by OTLP over HTTP. */
  readonly logs: LogDestination;
  /** Take what clients of Jaeger send, too. @default false */
  readonly jaeger?: boolean | undefined;
  /** Which traces are kept. @default - all of them */
  readonly sampling?: Sampling | undefined;
}

/** Traces that are kept: all that meet one of these, decided when a trace is whole. */
export interface Sampling {
  /** Those with an error. */
  readonly errors: boolean;
  /** Those that took longer, in milliseconds. @default - none for that */
  readonly slowerThanMs?: number | undefined;
  /** Percent of all. */
  readonly share: number;
  /** Seconds from a trace's first span to the decision. */
  readonly waitSeconds: number;
}

/** Traces that are held until they are decided on: what fits the container's memory. */
const TRACES_IN_MEMORY = 10_000;

/** The configuration: what comes in by OTLP goes to the store of its signal. */
export function collectorConfig(props: PipelineProps): CollectorConfig {
  const pipeline = (exporter: string, ...between: readonly string[]): Pipeline => ({
    receivers: ["otlp"],
    // The limiter has to be first, to refuse before anything is held; batches are made of what is left at the end.
    processors: ["memory_limiter", ...between, "batch"],
    exporters: [exporter],
  });
  const traces = pipeline("otlp_grpc/traces", ...(props.sampling === undefined ? [] : ["tail_sampling"]));
  return {
    receivers: { otlp: OTLP, jaeger: props.jaeger ? JAEGER : null, prometheus: null, zipkin: null },
    processors: {
      batch: {},
      memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 },
      ...(props.sampling === undefined ? {} : { tail_sampling: tailSampling(props.sampling) }),
    },
    exporters: {
      debug: null,
      "otlp_grpc/traces": { endpoint: `${props.traces.host}:${props.traces.port}`, tls: { insecure: true } },
      "otlp_http/metrics": { metrics_endpoint: props.metrics.url },
      "otlp_http/logs": { logs_endpoint: props.logs.push.url, headers: { "X-Scope-OrgID": props.logs.tenant } },
    },
    service: {
      pipelines: {
        traces: props.jaeger ? { ...traces, receivers: ["otlp", "jaeger"] } : traces,
        metrics: pipeline("otlp_http/metrics"),
        logs: pipeline("otlp_http/logs"),
      },
    },
  };
}

const OTLP = { protocols: { grpc: { endpoint: listen(4317) }, http: { endpoint: listen(4318) } } };

/** Without the two over UDP: they were for an agent on the client's own node. */
const JAEGER = {
  protocols: { grpc: { endpoint: listen(14250) }, thrift_http: { endpoint: listen(14268) }, thrift_compact: null },
};

function listen(port: number) {
  return expand(`\${env:MY_POD_IP}:${port}`);
}

function tailSampling({ errors, slowerThanMs, share, waitSeconds }: Sampling) {
  return {
    decision_wait: `${waitSeconds}s`,
    num_traces: TRACES_IN_MEMORY,
    policies: [
      ...(errors ? [{ name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } }] : []),
      ...(slowerThanMs === undefined
        ? []
        : [{ name: "slow", type: "latency", latency: { threshold_ms: slowerThanMs } }]),
      ...(share === 0 ? [] : [{ name: "share", type: "probabilistic", probabilistic: { sampling_percentage: share } }]),
    ],
  };
}
