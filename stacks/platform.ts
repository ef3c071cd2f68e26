import type { Construct } from "constructs";
import { Traefik } from "../constructs/traefik";
import type { ClientConfig } from "../src/config";
import { addClusterProviders, namespace, Stack } from "../src/terraform";
import { NAMESPACES } from "./names";
import { accessOf, backendOf, loadBalancerOf } from "./settings";

/** What every other stack stands on: namespaces and the gateway. */
export class PlatformStack extends Stack {
  readonly gateway: Traefik;

  constructor(scope: Construct, config: ClientConfig) {
    super(scope, { client: config.client, kind: "platform", backend: backendOf(config) });
    addClusterProviders(this, accessOf(config));
    const ingress = namespace(this, "namespace-ingress", NAMESPACES.ingress, "restricted");
    namespace(this, "namespace-observability", NAMESPACES.observability, "restricted");
    namespace(this, "namespace-node-agents", NAMESPACES.nodeAgents, "privileged");
    this.gateway = new Traefik(this, "traefik", {
      after: [ingress],
      namespace: NAMESPACES.ingress,
      replicas: config.ingress.replicas,
      service: config.ingress.service,
      loadBalancer: loadBalancerOf(config),
      accessLog: config.ingress.accessLog,
      mirror: config.charts.mirror,
      overrides: config.ingress.values,
    });
  }
}
