import type { ClientInput } from "../../src/config";

/** A platform, and on how many equal nodes it is tried. */
export interface Platform {
  readonly name: string;
  readonly nodes: number;
  readonly change: ClientInput;
}

const CLIENT: ClientInput = {
  client: "acme",
  domain: "acme.dev",
  backend: { type: "local" },
  // What nodes there are is found out: see trialsAtTheEdge.
  cluster: { provider: "existing", context: "c", nodes: [{ cpu: 4, memory: "16Gi", count: 3 }] },
  ingress: { certificates: { issuer: "existing", secret: "tls" } },
  grafana: { host: "grafana.acme.dev" },
  alerts: { contactPoints: { team: { webhook: { url: { env: "URL" } } } }, routes: { default: "team" } },
};

const FULL: ClientInput = {
  ...CLIENT,
  ingress: { certificates: { issuer: "letsencrypt", email: "ops@acme.dev" } },
  tracing: {},
  identity: {
    provider: "keycloak",
    host: "sso.acme.dev",
    github: { clientId: "Iv1.0123456789abcdef", clientSecret: { env: "GITHUB" } },
    people: [{ github: "octocat", id: 583231, role: "admin" }],
  },
};

const WATCHING: ClientInput = {
  ...CLIENT,
  ingress: { ...CLIENT.ingress, replicas: 2 },
  probes: { shop: { module: "http", target: "https://shop.acme.dev" } },
  exporters: {
    orders: { type: "postgresql", host: "db1.acme.dev", user: "monitoring", password: { env: "ORDERS" } },
    sessions: { type: "redis", host: "redis1.acme.dev" },
  },
  alloy: { events: { enabled: true }, journal: { enabled: true } },
};

export const PLATFORMS: readonly Platform[] = [
  { name: "metrics and logs, one node", nodes: 1, change: CLIENT },
  { name: "metrics and logs, two nodes", nodes: 2, change: CLIENT },
  { name: "probes, exporters, events, two nodes", nodes: 2, change: WATCHING },
  { name: "everything, two nodes", nodes: 2, change: FULL },
  { name: "everything, standard, three nodes", nodes: 3, change: { ...FULL, size: "standard" } },
];
