import type { Construct } from "constructs";
import { type Pods, toApiServer } from "../../src/network";
import { type Backend, Component, type Dependable, Release, type ReleasedProps } from "../../src/terraform";
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
      chart: "external-secrets",
      name: RELEASE,
      namespace: props.namespace,
      values: externalSecretsValues(props.size),
      overrides: props.overrides,
      mirror: props.mirror,
      images: props.images,
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
