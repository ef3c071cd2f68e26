import type { Construct } from "constructs";
import { Component, type Dependable, Release, type ReleasedProps } from "../../src/terraform";
import { certManagerValues } from "./values";

/** What asks for certificates and renews them: cert-manager with its kinds. Once per cluster. */
export class CertManager extends Component {
  /** For what is of cert-manager's kinds. */
  readonly ready: Dependable;

  constructor(scope: Construct, id: string, props: ReleasedProps) {
    super(scope, id, props);
    const { ready } = new Release(this, "release", {
      chart: "cert-manager",
      namespace: props.namespace,
      values: certManagerValues(props.namespace),
      overrides: props.overrides,
      mirror: props.mirror,
    });
    this.ready = ready;
  }
}
