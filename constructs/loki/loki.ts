import type { Construct } from "constructs";
import { toAddress } from "../../src/network";
import { Component, Release, type ReleasedProps, type ServiceEndpoint } from "../../src/terraform";
import type { Datasource } from "../grafana/datasource";
import { type LokiValuesProps, lokiValues } from "./values";

export interface LokiProps extends ReleasedProps, LokiValuesProps {}

/** Where an agent writes logs to: the address and the tenant belong together. */
export interface LogDestination {
  readonly push: ServiceEndpoint;
  readonly tenant: string;
}

/** What dashboards and alerts name: never change it. */
export const LOKI_DATASOURCE = { uid: "loki", type: "loki" } as const;

/** Log store: Loki as a single binary on object storage or on its volume. */
export class Loki extends Component {
  /** What agents write to. */
  readonly destination: LogDestination;
  /** The same for those who speak OTLP. */
  readonly otlp: LogDestination;
  /** What Grafana reads, tenant header included. */
  readonly datasource: Datasource;

  constructor(scope: Construct, id: string, props: LokiProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      chart: "loki",
      namespace: props.namespace,
      values: lokiValues(props),
      overrides: props.overrides,
      mirror: props.mirror,
      images: props.images,
    });
    const gateway = release.service("gateway", "http");
    this.destination = { push: gateway.at("/loki/api/v1/push"), tenant: props.tenant };
    this.otlp = { push: gateway.at("/otlp/v1/logs"), tenant: props.tenant };
    this.datasource = {
      ...LOKI_DATASOURCE,
      name: "Loki",
      url: gateway.url,
      backend: gateway.backend,
      jsonData: {},
      headers: { "X-Scope-OrgID": props.tenant },
    };
    const store = release.service("loki", "http-metrics");
    this.connect(store.from(gateway.backend.pods));
    if (props.bucket !== undefined) this.connect(toAddress(store.backend.pods, props.bucket.endpoint));
  }
}
