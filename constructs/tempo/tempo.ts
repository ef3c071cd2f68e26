import type { Construct } from "constructs";
import { type Pods, toAddress } from "../../src/network";
import { Component, Release, type ReleasedProps, type ServiceEndpoint, wireTo } from "../../src/terraform";
import type { Datasource } from "../grafana/datasource";
import { type TempoValuesProps, tempoValues } from "./values";

export interface TempoProps extends ReleasedProps, TempoValuesProps {
  /** Pods that scrape its metrics. @default - no wire leads from any */
  readonly scrapedBy?: Pods;
}

/** What dashboards and links name: never change it. */
export const TEMPO_DATASOURCE = { uid: "tempo", type: "tempo" } as const;

/** Trace store: Tempo as a single binary, which makes metrics of the traces, too. */
export class Tempo extends Component {
  /** What the collector writes to. */
  readonly otlp: { readonly grpc: ServiceEndpoint; readonly http: ServiceEndpoint };
  /** What Grafana reads. */
  readonly datasource: Datasource;

  constructor(scope: Construct, id: string, props: TempoProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      chart: "tempo",
      namespace: props.namespace,
      values: tempoValues(props),
      overrides: props.overrides,
      mirror: props.mirror,
      images: props.images,
    });
    this.otlp = {
      grpc: release.service("tempo", "grpc-tempo-otlp"),
      http: release.service("tempo", "tempo-otlp-http"),
    };
    const api = release.service("tempo", "tempo-prom-metrics");
    const { backend } = api;
    this.datasource = { ...TEMPO_DATASOURCE, name: "Tempo", url: api.url, backend, jsonData: {} };
    this.connect(props.metrics.from(backend.pods));
    if (props.scrapedBy !== undefined) this.connect(wireTo(props.scrapedBy, backend));
    if (props.bucket !== undefined) this.connect(toAddress(backend.pods, props.bucket.endpoint));
  }
}
