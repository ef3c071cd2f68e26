import type { Demand } from "./requests";

/** How much a platform has to carry: see docs/scaling.md. */
export const PROFILES = ["small", "standard", "large"] as const;

export type Size = (typeof PROFILES)[number];

/** Millicores, and MiB of request and limit. */
type Triple = readonly [cpu: number, memory: number, limit: number];

/** `chart/container` that asks for more as there is more to carry. All others watch or copy little, and stay as they are. */
const GROWING: Readonly<Record<string, { readonly standard: Triple; readonly large: Triple }>> = {
  "traefik/traefik": { standard: [100, 128, 384], large: [300, 256, 768] },
  "grafana/grafana": { standard: [100, 256, 768], large: [250, 512, 1024] },
  "prometheus/prometheus-server": { standard: [300, 2048, 4096], large: [1000, 8192, 12288] },
  "prometheus/kube-state-metrics": { standard: [20, 128, 384], large: [50, 256, 768] },
  "loki/loki": { standard: [300, 1024, 2048], large: [1000, 3072, 6144] },
  "loki/nginx": { standard: [50, 64, 256], large: [100, 64, 256] },
  "alloy/alloy": { standard: [100, 256, 512], large: [200, 512, 1024] },
  "keycloakx/keycloak": { standard: [500, 1024, 1536], large: [1000, 1536, 2560] },
  "postgres/postgres": { standard: [100, 256, 768], large: [250, 512, 1536] },
  "tempo/tempo": { standard: [200, 1024, 2048], large: [500, 3072, 6144] },
  "mimir-distributed-cached/distributor": { standard: [300, 384, 768], large: [1000, 1024, 2048] },
  "mimir-distributed-cached/ingester": { standard: [500, 3072, 5120], large: [1500, 9216, 13312] },
  "mimir-distributed-cached/querier": { standard: [200, 512, 1536], large: [500, 1024, 3072] },
  "mimir-distributed-cached/query-frontend": { standard: [50, 128, 384], large: [100, 256, 768] },
  "mimir-distributed-cached/query-scheduler": { standard: [20, 64, 192], large: [50, 128, 256] },
  "mimir-distributed-cached/store-gateway": { standard: [100, 512, 1536], large: [300, 1536, 4096] },
  "mimir-distributed-cached/compactor": { standard: [100, 512, 1536], large: [300, 1536, 4096] },
  "mimir-distributed-cached/gateway": { standard: [50, 64, 256], large: [100, 64, 256] },
  "mimir-distributed-cached/memcached": { standard: [20, 320, 384], large: [50, 1152, 1280] },
  "opentelemetry-collector/opentelemetry-collector": { standard: [200, 256, 512], large: [500, 512, 1024] },
};

/** Volumes that hold more where there is more to carry, as the config has them by default. */
const VOLUMES = {
  small: { grafana: "5Gi", prometheus: "8Gi", loki: "10Gi", tracing: "10Gi", mimir: "10Gi", database: "5Gi" },
  standard: { grafana: "10Gi", prometheus: "50Gi", loki: "30Gi", tracing: "30Gi", mimir: "30Gi", database: "10Gi" },
  large: { grafana: "20Gi", prometheus: "200Gi", loki: "100Gi", tracing: "100Gi", mimir: "60Gi", database: "20Gi" },
} as const satisfies Record<Size, Record<string, string>>;

export type SizedVolume = keyof (typeof VOLUMES)["small"];

/** What a container asks for; undefined where it is the same at every size. */
export function grown(chart: string, container: string, size: Size): Demand | undefined {
  const rows = GROWING[`${chart}/${container}`];
  if (rows === undefined || size === "small") return undefined;
  const [cpu, memory, limit] = rows[size];
  return { cpu, memory, limit };
}

/** `chart/container` of everything that grows. */
export const GROWING_CONTAINERS = Object.keys(GROWING);

/** Size of a volume where the config names none. */
export function defaultVolume(volume: SizedVolume, size: Size): string {
  return VOLUMES[size][volume];
}

/** The same in words, for the reference. */
export function otherVolumes(volume: SizedVolume): string {
  return `\`size: standard\` makes it ${VOLUMES.standard[volume]} by default, \`large\` ${VOLUMES.large[volume]}.`;
}
