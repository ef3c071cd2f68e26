import type { ClientConfig } from "../src/config";
import type { PodSecurity } from "../src/terraform";
import { NAMESPACES } from "./names";
import { bringsOperator, usedStores } from "./used-stores";

/** The namespaces that a client has. */
export function namespacesOf(config: ClientConfig): readonly string[] {
  const { identity, ingress } = config;
  return [
    NAMESPACES.ingress,
    NAMESPACES.observability,
    ...(identity?.provider === "keycloak" ? [NAMESPACES.identity] : []),
    ...(ingress.certificates.issuer === "letsencrypt" ? [NAMESPACES.certManager] : []),
    ...(bringsOperator(config) ? [NAMESPACES.externalSecrets] : []),
    ...(usedStores(config).length > 0 ? [NAMESPACES.secretStores] : []),
    NAMESPACES.nodeAgents,
  ];
}

/** How its pods are held down. */
export function podSecurityOf(namespace: string): PodSecurity {
  return namespace === NAMESPACES.nodeAgents ? "privileged" : "restricted";
}
