import { type Pods, toHost, type Wire } from "../../src/network";
import { ServiceEndpoint } from "../../src/terraform";

/** Where the metrics of a server are, and what its series are called. */
export interface ExporterTarget {
  /** Name of the exporter in the config. */
  readonly exporter: string;
  /** What it tells of, such as `postgresql`. */
  readonly system: string;
  /** Server that it tells of: the label `instance`. */
  readonly instance: string;
  readonly address: ServiceEndpoint | { readonly host: string; readonly port: number };
  /** @default http */
  readonly scheme?: "http" | "https";
  /** @default /metrics */
  readonly path?: string;
  /** Parameters of the query. @default - none */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly interval: string;
  /** How long a scrape may take. @default 10s */
  readonly timeout?: string | undefined;
}

/** The wire from who scrapes it. */
export function targetWire(from: Pods, { address }: ExporterTarget): Wire {
  return address instanceof ServiceEndpoint ? address.from(from) : toHost(from, address.host, address.port);
}

export interface RabbitmqNodes {
  readonly exporter: string;
  readonly hosts: readonly string[];
  readonly port: number;
  readonly scheme: "http" | "https";
  readonly interval: string;
}

/** RabbitMQ tells of itself: of each node, and apart from that of the queues that the node leads. */
export function rabbitmqTargets({ exporter, hosts, port, scheme, interval }: RabbitmqNodes): readonly ExporterTarget[] {
  return hosts.flatMap((host) => {
    const node = {
      exporter,
      system: "rabbitmq",
      instance: `${host}:${port}`,
      address: { host, port },
      scheme,
      interval,
    };
    return [node, { ...node, path: "/metrics/detailed", parameters: { family: "queue_coarse_metrics" } }];
  });
}
