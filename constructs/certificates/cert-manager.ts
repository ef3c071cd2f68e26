import type { Construct } from "constructs";
import { type Pods, toApiServer } from "../../src/network";
import { type Backend, Component, type Dependable, Release, type ReleasedProps, released } from "../../src/terraform";
import { certManagerValues } from "./values";

/** What asks for certificates and renews them: cert-manager with its kinds. Once per cluster. */
export class CertManager extends Component {
  /** For what is of cert-manager's kinds. */
  readonly ready: Dependable;
  /** What asks the issuers. */
  readonly controller: Pods;
  readonly metrics: readonly Backend[];

  constructor(scope: Construct, id: string, props: ReleasedProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "cert-manager",
      values: certManagerValues(props.namespace, props.size),
    });
    this.ready = release.ready;
    this.controller = release.pods("cert-manager");
    const workloads = ["cert-manager", "cainjector", "webhook"];
    this.metrics = workloads.map((workload) => release.metrics(workload));
    this.connect(
      ...[...this.metrics.map(({ pods }) => pods), startupCheck(props.namespace)].map(toApiServer),
      // The API server asks it about every resource of cert-manager's kinds.
      { from: "anywhere", to: release.pods("webhook"), ports: [release.backend("webhook", "https").port] },
    );
  }
}

/** The Job that waits until certificates can be made. It has no service. */
function startupCheck(namespace: string): Pods {
  const labels = { "app.kubernetes.io/component": "startupapicheck", "app.kubernetes.io/instance": "cert-manager" };
  return { name: "startupapicheck", namespace, labels };
}
