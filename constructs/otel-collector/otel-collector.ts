import type { Construct } from "constructs";
import {
  type Backend,
  Component,
  Release,
  released,
  type ScrapedProps,
  type ServiceEndpoint,
  scraped,
} from "../../src/terraform";
import type { PipelineProps } from "./pipelines";
import { otelCollectorValues } from "./values";

export interface OtelCollectorProps extends ScrapedProps, PipelineProps {}

/** Where OTLP is spoken, by its two transports. */
export interface OtlpEndpoints {
  readonly grpc: ServiceEndpoint;
  readonly http: ServiceEndpoint;
}

/** The one address for what workloads tell of themselves: an OpenTelemetry collector before the stores. */
export class OtelCollector extends Component {
  /** What workloads of any namespace send to. */
  readonly otlp: OtlpEndpoints;
  readonly metrics: Backend;

  constructor(scope: Construct, id: string, props: OtelCollectorProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "opentelemetry-collector",
      values: otelCollectorValues(props),
    });
    const service = (port: string) => release.service("opentelemetry-collector", port);
    this.otlp = { grpc: service("otlp"), http: service("otlp-http") };
    this.metrics = release.metrics("opentelemetry-collector");
    const { pods } = this.otlp.grpc.backend;
    const jaeger = props.jaeger ? [service("jaeger-grpc"), service("jaeger-thrift")] : [];
    const open = [this.otlp.grpc, this.otlp.http, ...jaeger];
    this.connect(
      { from: "pods", to: pods, ports: open.map(({ backend }) => backend.port) },
      props.traces.from(pods),
      props.metrics.from(pods),
      props.logs.push.from(pods),
      ...scraped(props.scrapedBy, [this.metrics]),
    );
  }
}
