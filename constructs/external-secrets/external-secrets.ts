import type { Construct } from "constructs";
import { type Pods, toApiServer } from "../../src/network";
import { type Backend, Component, type Dependable, Release, type ReleasedProps, released } from "../../src/terraform";
import { externalSecretsValues } from "./values";

const RELEASE = "external-secrets";

/** What copies secrets of stores outside into the cluster: the External Secrets Operator with its kinds. Once per cluster. */
export class ExternalSecrets extends Component {
  /** For what is of its kinds. */
  readonly ready: Dependable;
  /** What calls the stores. */
  readonly controller: Pods;
  readonly metrics: readonly Backend[];

  constructor(scope: Construct, id: string, props: ReleasedProps) {
    super(scope, id, props);
    const release = new Release(this, "release", {
      ...released(props),
      chart: "external-secrets",
      name: RELEASE,
      values: externalSecretsValues(props.size),
    });
    this.ready = release.ready;
    this.controller = podsOf(props.namespace, RELEASE);
    const webhook = release.service("webhook", "webhook").backend;
    const certController = podsOf(props.namespace, `${RELEASE}-cert-controller`);
    this.metrics = [
      release.metrics("external-secrets", this.controller),
      release.metrics("cert-controller", certController),
      release.metrics("webhook"),
    ];
    this.connect(
      ...this.metrics.map(({ pods }) => toApiServer(pods)),
      // The API server asks it about every resource of the operator's kinds.
      { from: "anywhere", to: webhook.pods, ports: [webhook.port] },
    );
  }
}

/** Pods of the operator that no service stands before. */
function podsOf(namespace: string, name: string): Pods {
  return { name, namespace, labels: { "app.kubernetes.io/instance": RELEASE, "app.kubernetes.io/name": name } };
}
