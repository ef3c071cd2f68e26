/** Where a service answers inside the cluster. */
export class ServiceEndpoint {
  /** Address of this endpoint, without a slash at its end. */
  readonly url: string;

  constructor(
    readonly host: string,
    readonly port: number,
    path = "",
  ) {
    this.url = `http://${host}:${port}${path}`;
  }

  /** The same service at a path, such as `/loki/api/v1/push`. */
  at(path: string): ServiceEndpoint {
    return new ServiceEndpoint(this.host, this.port, path);
  }
}
