import type { Construct } from "constructs";
import { type Pods, toAddress, type Wire } from "../../src/network";
import {
  type Backend,
  Component,
  configMap,
  Release,
  released,
  type ScrapedProps,
  type ServiceEndpoint,
  scraped,
} from "../../src/terraform";
import type { Datasource } from "../grafana/datasource";
import { LOKI_DATASOURCE } from "./datasource";
import { LOG_RULES, LOKI_CHARTS, type LokiValuesProps, lokiValues, SCALABLE_TARGETS } from "./values";

export interface LokiProps extends ScrapedProps, LokiValuesProps {}

/** Where an agent writes logs to: the address and the tenant belong together. */
export interface LogDestination {
  readonly push: ServiceEndpoint;
  readonly tenant: string;
}

/** Log store: Loki in one pod on object storage or on its volume, or in many pods on object storage. */
export class Loki extends Component {
  /** Base of its addresses, for those who put the path behind it and name no tenant. */
  readonly address: ServiceEndpoint;
  /** What agents write to. */
  readonly destination: LogDestination;
  /** The same for those who speak OTLP. */
  readonly otlp: LogDestination;
  /** What Grafana reads, tenant header included. */
  readonly datasource: Datasource;
  readonly metrics: readonly Backend[];

  constructor(scope: Construct, id: string, props: LokiProps) {
    super(scope, id, props);
    const { chart = "current", ruler } = props;
    if (ruler !== undefined)
      configMap(this, "rules", { namespace: props.namespace, name: LOG_RULES, data: ruler.rules });
    const release = new Release(this, "release", {
      ...released(props),
      chart: LOKI_CHARTS[chart],
      values: lokiValues(props),
    });
    const gateway = release.service("gateway", GATEWAY_PORT[chart]);
    this.address = gateway;
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
    const stores = storesOf(release, props);
    this.metrics = targetsOf(props).map((target) => release.metrics(target));
    this.connect(
      ...stores.map(({ http }) => http.from(gateway.backend.pods)),
      ...(props.replicas === undefined ? [] : insideWires(release, stores)),
      ...bucketWires(stores, props),
      ...ruleWires(stores, props),
      ...scraped(props.scrapedBy, this.metrics),
    );
  }
}

/** What the versions of the chart call it. */
const GATEWAY_PORT = { current: "http", conservative: "http-metrics" } as const;

/** Pods that run Loki itself. */
interface Store {
  readonly pods: Pods;
  readonly http: ServiceEndpoint;
  readonly grpc: ServiceEndpoint;
}

/** Kinds of pods that run Loki itself. */
function targetsOf({ replicas }: LokiProps): readonly string[] {
  return replicas === undefined ? ["loki"] : SCALABLE_TARGETS;
}

function storesOf(release: Release, props: LokiProps): readonly Store[] {
  return targetsOf(props).map((service) => {
    const http = release.service(service, "http-metrics");
    return { pods: http.backend.pods, http, grpc: release.service(service, "grpc") };
  });
}

/** Every pod gossips with every other, and readers, writers and the index ask each other; all use both caches. */
function insideWires(release: Release, stores: readonly Store[]): readonly Wire[] {
  const caches = ["chunks-cache", "results-cache"].map((cache) => release.service(cache, "memcached-client"));
  const { port: gossip } = release.service("memberlist", "tcp").backend;
  return stores.flatMap(({ pods }) => [
    ...stores.map((other) => ({
      from: pods,
      to: other.pods,
      ports: [other.http.backend.port, other.grpc.backend.port, gossip],
    })),
    ...caches.map((cache) => cache.from(pods)),
  ]);
}

function bucketWires(stores: readonly Store[], { bucket }: LokiProps): readonly Wire[] {
  return bucket === undefined ? [] : stores.map(({ pods }) => toAddress(pods, bucket.endpoint));
}

/** The last kind of pods has the rules: the only one, or those that look after the index. */
function ruleWires(stores: readonly Store[], { ruler }: LokiProps): readonly Wire[] {
  return ruler === undefined ? [] : stores.slice(-1).map(({ pods }) => ruler.alertmanager.from(pods));
}
