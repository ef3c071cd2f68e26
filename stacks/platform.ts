import type { Construct } from "constructs";
import type { CertificateSource } from "../constructs/certificates";
import { Traefik } from "../constructs/traefik";
import type { ClientConfig } from "../src/config";
import { addClusterProviders, type Backend, Stack } from "../src/terraform";
import { priorityClass } from "../src/terraform/priority-class";
import { makeIssuer } from "./certificates";
import { NAMESPACES } from "./names";
import { makeNamespaces } from "./namespaces";
import { makeRecordController } from "./records";
import { makeStores } from "./secret-stores";
import { accessOf, agentsPriorityOf, backendOf, loadBalancerOf } from "./settings";
import { slosOf } from "./shipped-scope";
import { wire } from "./wiring";

/** Above all that is not Kubernetes' own. */
const AGENTS_PRIORITY = 1_000_000;

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
    const namespaces = makeNamespaces(this, config);
    priorityClass(this, "node-agents-priority", {
      name: agentsPriorityOf(config),
      value: AGENTS_PRIORITY,
      description: "Agents that can stand on their node alone: they take the place of what can stand elsewhere.",
    });
    this.gateway = new Traefik(this, "traefik", {
      after: namespaces,
      namespace: NAMESPACES.ingress,
      replicas: config.ingress.replicas,
      service: config.ingress.service,
      loadBalancer: loadBalancerOf(config),
      accessLog: config.ingress.accessLog,
      durations: slosOf(config).flatMap(({ latency }) => (latency === undefined ? [] : [latency.below])),
      rateLimit: config.ingress.rateLimit,
      // Keycloak's are at a port that no host leads to.
      closedMetrics: [config.grafana.host],
      size: config.size,
      mirror: config.charts.mirror,
      images: config.images,
      overrides: config.ingress.values,
    });
    const stores = makeStores(this, config, namespaces);
    const after = [...namespaces, ...stores.ready];
    const records = makeRecordController(this, config, after);
    const { certificates, targets } = makeIssuer(this, config, this.gateway, after);
    this.certificates = certificates;
    this.targets = [this.gateway.metrics, ...stores.targets, ...records, ...targets];
    wire(this, config, "platform", namespaces);
  }
}
