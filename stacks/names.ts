/** Namespaces of the platform. Each is `restricted` but the last, whose pods read their node's /proc and /sys. */
export const NAMESPACES = {
  ingress: "ingress",
  identity: "identity",
  certManager: "cert-manager",
  externalDns: "external-dns",
  externalSecrets: "external-secrets",
  /** What the stores of secrets are opened with. No pod runs there. */
  secretStores: "secret-stores",
  observability: "observability",
  managedTokens: "managed-tokens",
  nodeAgents: "node-agents",
} as const;
