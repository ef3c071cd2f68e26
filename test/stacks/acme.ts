import type { ClientInput } from "../../src/config";

/** Nodes of one's own. */
export const RACK = {
  provider: "existing",
  context: "admin@rack",
  nodes: [{ cpu: 4, memory: "14Gi", count: 2 }],
} as const satisfies ClientInput["cluster"];

/** Two small nodes at DigitalOcean. */
export const DROPLETS = {
  provider: "digitalocean",
  name: "acme",
  region: "fra1",
  nodePools: { main: { size: "s-2vcpu-4gb", count: 2 } },
  destroyAllAssociatedResources: false,
} as const satisfies ClientInput["cluster"];

/** People who come by GitHub. */
export const KEYCLOAK = {
  provider: "keycloak",
  host: "sso.acme.dev",
  github: { clientId: "Iv1.0123456789abcdef", clientSecret: { env: "GITHUB_CLIENT_SECRET" } },
  people: [{ github: "octocat", id: 583231, role: "admin" }],
} as const satisfies ClientInput["identity"];

/** The fewest keys of a client, to be changed by each test. */
export const ACME: ClientInput = {
  client: "acme",
  domain: "acme.dev",
  backend: { type: "local" },
  cluster: RACK,
  ingress: { certificates: { issuer: "existing", secret: "tls" } },
  grafana: { host: "grafana.acme.dev" },
  alerts: { contactPoints: { team: { webhook: { url: { env: "URL" } } } }, routes: { default: "team" } },
};
