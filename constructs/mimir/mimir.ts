import type { Construct } from "constructs";
import { hasMimirCaches } from "../../src/sizing/mimir";
import {
  type Backend,
  Component,
  Release,
  released,
  type ScrapedProps,
  type ServiceEndpoint,
  scraped,
} from "../../src/terraform";
import { serviceAccount } from "../../src/terraform/service-account";
import type { Datasource } from "../grafana/datasource";
import { ACCOUNT, type MimirValuesProps, mimirValues, PARTS } from "./values";
import { partWires } from "./wires";

export interface MimirProps extends ScrapedProps, MimirValuesProps {
  /** Tenant that Prometheus writes to and Grafana reads. */
  readonly tenant: string;
  /** How often what is written here is scraped: the shortest step of a panel. @default 30s */
  readonly scrapeInterval?: string | undefined;
  /** Make it the datasource of new panels. @default false */
  readonly isDefault?: boolean | undefined;
}

/** Where samples are written to: the address and the tenant belong together. */
export interface SampleDestination {
  readonly push: ServiceEndpoint;
  readonly tenant: string;
}

/** What dashboards and links name: never change it. */
export const MIMIR_DATASOURCE = { uid: "mimir", type: "prometheus" } as const;

/** Store of metrics beyond one Prometheus: Mimir on object storage, each of its parts in pods of its own. */
export class Mimir extends Component {
  /** What Prometheus writes to by remote write. */
  readonly destination: SampleDestination;
  /** What answers queries as Prometheus does, for those who name the tenant. */
  readonly query: ServiceEndpoint;
  /** What Grafana reads, tenant header included. */
  readonly datasource: Datasource;
  readonly metrics: readonly Backend[];

  constructor(scope: Construct, id: string, props: MimirProps) {
    super(scope, id, props);
    const { namespace, tenant, size = "small", scrapeInterval = "30s", isDefault = false } = props;
    const account = serviceAccount(this, "account", namespace, ACCOUNT);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "mimir-distributed",
      name: "mimir",
      values: mimirValues(props),
      after: [...(props.after ?? []), account],
    });
    const gateway = release.service("gateway", "http-metrics");
    this.destination = { push: gateway.at("/api/v1/push"), tenant };
    this.query = gateway.at("/prometheus");
    this.datasource = {
      ...MIMIR_DATASOURCE,
      name: "Mimir",
      url: this.query.url,
      backend: gateway.backend,
      isDefault,
      // Rules are Prometheus' and Grafana's: there is no ruler to ask.
      jsonData: { httpMethod: "POST", prometheusType: "Mimir", timeInterval: scrapeInterval, manageAlerts: false },
      headers: { "X-Scope-OrgID": tenant },
    };
    this.metrics = Object.keys(PARTS).map((part) => release.metrics(part));
    this.connect(...partWires(release, props.bucket, hasMimirCaches(size)), ...scraped(props.scrapedBy, this.metrics));
  }
}
