import type { Construct } from "constructs";
import type { CertificateSource } from "../constructs/certificates";
import { Traefik } from "../constructs/traefik";
import type { ClientConfig } from "../src/config";
import { addClusterProviders, type Backend, type Dependable, namespace, Stack } from "../src/terraform";
import { makeIssuer } from "./certificates";
import { NAMESPACES } from "./names";
import { namespacesOf, podSecurityOf } from "./namespaces";
import { makeStores } from "./secret-stores";
import { accessOf, backendOf, loadBalancerOf } from "./settings";
import { close, wire } from "./wiring";

/** What every other stack stands on: namespaces, the gateway, stores of secrets, and what issues its certificates. */
export class PlatformStack extends Stack {
  readonly gateway: Traefik;
  /** Where the certificates of its hosts come from. */
  readonly certificates: CertificateSource;
  /** Pods of it that have metrics. */
  readonly targets: readonly Backend[];

  constructor(scope: Construct, config: ClientConfig) {
    super(scope, { client: config.client, kind: "platform", backend: backendOf(config) });
    addClusterProviders(this, accessOf(config));
    const namespaces = this.makeNamespaces(config);
    this.gateway = new Traefik(this, "traefik", {
      after: namespaces,
      namespace: NAMESPACES.ingress,
      replicas: config.ingress.replicas,
      service: config.ingress.service,
      loadBalancer: loadBalancerOf(config),
      accessLog: config.ingress.accessLog,
      rateLimit: config.ingress.rateLimit,
      mirror: config.charts.mirror,
      overrides: config.ingress.values,
    });
    const stores = makeStores(this, config, namespaces);
    const { certificates, targets } = makeIssuer(this, config, this.gateway, [...namespaces, ...stores]);
    this.certificates = certificates;
    this.targets = [this.gateway.metrics, ...targets];
    wire(this, config, "platform", namespaces);
  }

  /** The namespaces, closed: what gets through is up to what is put into them. */
  private makeNamespaces(config: ClientConfig): readonly Dependable[] {
    return namespacesOf(config).flatMap((name) => {
      const made = namespace(this, `namespace-${name}`, name, podSecurityOf(name));
      return [made, ...close(this, config, name, made)];
    });
  }
}
