/** Namespaces of the platform. Each is `restricted` but the last, whose pods read their node's /proc and /sys. */
export const NAMESPACES = {
  ingress: "ingress",
  identity: "identity",
  certManager: "cert-manager",
  observability: "observability",
  nodeAgents: "node-agents",
} as const;
