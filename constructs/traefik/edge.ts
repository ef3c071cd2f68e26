import type { HelmValues } from "../../src/charts";
import type { CustomResource } from "../../src/terraform";

/** What one address may ask of the gateway. */
export interface RateLimit {
  /** Requests a second, over time. 0: no limit. */
  readonly average: number;
  /** Requests at once. */
  readonly burst: number;
}

const YEAR_SECONDS = 31_536_000;

const HEADERS = "security-headers";
const RATE_LIMIT = "rate-limit";

/** Middlewares of every request over HTTPS. */
export function middlewares(namespace: string, { average, burst }: RateLimit): readonly CustomResource[] {
  return [
    middleware(namespace, HEADERS, {
      headers: {
        stsSeconds: YEAR_SECONDS,
        contentTypeNosniff: true,
        // Grafana and Keycloak show frames of their own.
        customFrameOptionsValue: "SAMEORIGIN",
        referrerPolicy: "strict-origin-when-cross-origin",
        permissionsPolicy: "camera=(), geolocation=(), microphone=()",
        // An empty value takes a header away: nobody has to know what runs here.
        customResponseHeaders: { Server: "", "X-Powered-By": "" },
      },
    }),
    middleware(namespace, RATE_LIMIT, { rateLimit: { average, burst } }),
  ];
}

/** Above every router of an Ingress, whose priority is the length of its rule. */
const FIRST = 1_000_000;

/** What a program tells of itself, at a host that the world may ask: it is for Prometheus, which asks the pod. */
export function closedMetrics(namespace: string, hosts: readonly string[]): readonly CustomResource[] {
  if (hosts.length === 0) return [];
  const page = "(Path(`/metrics`) || PathPrefix(`/metrics/`))";
  return [
    {
      apiVersion: "traefik.io/v1alpha1",
      kind: "IngressRoute",
      metadata: { name: "closed-metrics", namespace },
      spec: {
        entryPoints: ["websecure"],
        routes: hosts.map((host) => ({
          kind: "Rule",
          match: `Host(\`${host}\`) && ${page}`,
          priority: FIRST,
          // Traefik's own: it answers 418, and asks nobody.
          services: [{ kind: "TraefikService", name: "noop@internal" }],
        })),
        tls: {},
      },
    },
  ];
}

/** The middlewares as an entry point names them: headers first, so that a refusal has them too. */
export function middlewareNames(namespace: string): readonly string[] {
  return [HEADERS, RATE_LIMIT].map((name) => `${namespace}-${name}@kubernetescrd`);
}

/** TLS of every host that asks for nothing else. Clients of 1.2 get forward secrecy too; suites of 1.3 are not chosen. */
export const TLS_OPTIONS = {
  default: {
    minVersion: "VersionTLS12",
    cipherSuites: [
      "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ],
  },
} as const;

function middleware(namespace: string, name: string, spec: HelmValues): CustomResource {
  return { apiVersion: "traefik.io/v1alpha1", kind: "Middleware", metadata: { name, namespace }, spec };
}
