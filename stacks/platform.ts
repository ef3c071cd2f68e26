import type { Construct } from "constructs";
import type { CertificateSource } from "../constructs/certificates";
import { Traefik } from "../constructs/traefik";
import type { ClientConfig } from "../src/config";
import { addClusterProviders, namespace, Stack } from "../src/terraform";
import { makeIssuer } from "./certificates";
import { NAMESPACES } from "./names";
import { accessOf, backendOf, loadBalancerOf } from "./settings";

/** What every other stack stands on: namespaces, the gateway, and what issues its certificates. */
export class PlatformStack extends Stack {
  readonly gateway: Traefik;
  /** Where the certificates of its hosts come from. */
  readonly certificates: CertificateSource;

  constructor(scope: Construct, config: ClientConfig) {
    super(scope, { client: config.client, kind: "platform", backend: backendOf(config) });
    addClusterProviders(this, accessOf(config));
    const ingress = namespace(this, "namespace-ingress", NAMESPACES.ingress, "restricted");
    namespace(this, "namespace-observability", NAMESPACES.observability, "restricted");
    if (config.identity?.provider === "keycloak")
      namespace(this, "namespace-identity", NAMESPACES.identity, "restricted");
    namespace(this, "namespace-node-agents", NAMESPACES.nodeAgents, "privileged");
    this.gateway = new Traefik(this, "traefik", {
      after: [ingress],
      namespace: NAMESPACES.ingress,
      replicas: config.ingress.replicas,
      service: config.ingress.service,
      loadBalancer: loadBalancerOf(config),
      accessLog: config.ingress.accessLog,
      rateLimit: config.ingress.rateLimit,
      mirror: config.charts.mirror,
      overrides: config.ingress.values,
    });
    this.certificates = makeIssuer(this, config, this.gateway.ingressClass);
  }
}
