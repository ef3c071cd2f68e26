import type { Construct } from "constructs";
import { toAddress } from "../../src/network";
import {
  type Backend,
  Component,
  Release,
  released,
  type ScrapedProps,
  type ServiceEndpoint,
  scraped,
} from "../../src/terraform";
import type { Datasource } from "../grafana/datasource";
import { type TempoValuesProps, tempoValues } from "./values";

export interface TempoProps extends ScrapedProps, TempoValuesProps {}

/** What dashboards and links name: never change it. */
export const TEMPO_DATASOURCE = { uid: "tempo", type: "tempo" } as const;

/** Trace store: Tempo as a single binary, which makes metrics of the traces, too. */
export class Tempo extends Component {
  /** What the collector writes to. */
  readonly otlp: { readonly grpc: ServiceEndpoint; readonly http: ServiceEndpoint };
  /** What Grafana reads. */
  readonly datasource: Datasource;
  readonly metrics: Backend;

  constructor(scope: Construct, id: string, props: TempoProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "tempo",
      values: tempoValues(props),
    });
    this.otlp = {
      grpc: release.service("tempo", "grpc-tempo-otlp"),
      http: release.service("tempo", "tempo-otlp-http"),
    };
    const api = release.service("tempo", "tempo-prom-metrics");
    const { backend } = api;
    this.datasource = { ...TEMPO_DATASOURCE, name: "Tempo", url: api.url, backend, jsonData: {} };
    this.metrics = release.metrics("tempo");
    this.connect(props.metrics.from(backend.pods), ...scraped(props.scrapedBy, [this.metrics]));
    if (props.bucket !== undefined) this.connect(toAddress(backend.pods, props.bucket.endpoint));
  }
}
