import type { ClientConfig } from "../src/config";
import type { PodSecurity } from "../src/terraform";

/** Namespaces of the platform. Each is `restricted` but the last, whose pods read their node's /proc and /sys. */
export const NAMESPACES = {
  ingress: "ingress",
  identity: "identity",
  certManager: "cert-manager",
  observability: "observability",
  nodeAgents: "node-agents",
} as const;

/** The namespaces that a client has. */
export function namespacesOf({ identity, ingress }: ClientConfig): readonly string[] {
  return [
    NAMESPACES.ingress,
    NAMESPACES.observability,
    ...(identity?.provider === "keycloak" ? [NAMESPACES.identity] : []),
    ...(ingress.certificates.issuer === "letsencrypt" ? [NAMESPACES.certManager] : []),
    NAMESPACES.nodeAgents,
  ];
}

/** How its pods are held down. */
export function podSecurityOf(namespace: string): PodSecurity {
  return namespace === NAMESPACES.nodeAgents ? "privileged" : "restricted";
}
