import type { Pods, Wire } from "../network";

/** The pods behind a service, and the port at which they listen: what a network policy has to admit. */
export interface Backend {
  readonly pods: Pods;
  readonly port: number;
}

/** The wire from who calls these pods. */
export function wireTo(caller: Pods, { pods, port }: Backend): Wire {
  return { from: caller, to: pods, ports: [port] };
}

/** The wires from who scrapes these pods; none where nobody does. */
export function scraped(by: Pods | undefined, targets: readonly Backend[]): readonly Wire[] {
  return by === undefined ? [] : targets.map((target) => wireTo(by, target));
}

/** Where a service answers inside the cluster. */
export class ServiceEndpoint {
  /** Address of this endpoint, without a slash at its end. */
  readonly url: string;

  constructor(
    readonly host: string,
    readonly port: number,
    readonly backend: Backend,
    path = "",
  ) {
    this.url = `http://${host}:${port}${path}`;
  }

  /** The same service at a path, such as `/loki/api/v1/push`. */
  at(path: string): ServiceEndpoint {
    return new ServiceEndpoint(this.host, this.port, this.backend, path);
  }

  /** The wire from who calls this endpoint. */
  from(caller: Pods): Wire {
    return wireTo(caller, this.backend);
  }
}
