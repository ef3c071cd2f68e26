import type { Construct } from "constructs";
import { toApiServer, toOutside } from "../../src/network";
import {
  type Backend,
  Component,
  type GivenSource,
  Release,
  type ReleasedProps,
  released,
  secrets,
} from "../../src/terraform";
import { type ExternalDnsValuesProps, externalDnsValues } from "./values";

export interface ExternalDnsProps extends ReleasedProps, ExternalDnsValuesProps {
  /** Token of DigitalOcean by which the records are made. */
  readonly token: GivenSource;
}

const HTTPS = 443;

/**
 * A controller that makes records at DigitalOcean for the hosts of Ingresses, and keeps them.
 *
 * Its chart is held back on purpose: the release after it has lost DigitalOcean, which now takes a program of somebody else.
 */
export class ExternalDns extends Component {
  readonly metrics: Backend;

  constructor(scope: Construct, id: string, props: ExternalDnsProps) {
    super(scope, id, props);
    const { namespace } = props;
    const { refs, made } = secrets(this, "token", {
      namespace,
      name: "digitalocean-dns",
      sources: { "access-token": props.token },
    });
    const release = new Release(this, "release", {
      ...released(props),
      chart: "external-dns",
      namespace,
      values: externalDnsValues(props, refs["access-token"]),
      after: [...(props.after ?? []), ...made],
    });
    this.metrics = release.metrics("external-dns");
    const pods = release.pods("external-dns");
    this.connect(toApiServer(pods), toOutside(pods, HTTPS));
  }
}
