import { scrapeAnnotations } from "../../src/charts";
import { quantityBytes } from "../../src/quantity";
import { restartsWith } from "../../src/secret-source";
import { sizedValues } from "../../src/sizing/containers";
import { hasMimirCaches, MIMIR_CACHE, type MimirPods, type ReplicationFactor } from "../../src/sizing/mimir";
import type { Size } from "../../src/sizing/profiles";
import { bucketKeys } from "../bucket-keys";
import type { LogBucket } from "../loki";
import { mimirConfig, type SampleLimits } from "./config";

/** A bucket on S3 or a store that speaks its API, and the Secrets that open it. */
export type SampleBucket = LogBucket;

export interface MimirValuesProps {
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  /** How long samples are kept, in whole hours, such as `365d`. */
  readonly retention: string;
  /** Copies of every sample until it is in the bucket. */
  readonly replicationFactor: ReplicationFactor;
  readonly pods: MimirPods;
  readonly limits: SampleLimits;
  /** Volume of each ingester, store gateway and compactor. */
  readonly volume: string;
  readonly bucket: SampleBucket;
  /** @default - the cluster's default class */
  readonly storageClass?: string | undefined;
}

/** Account of all its pods, which has no token: none of them asks the API server for anything. */
export const ACCOUNT = "mimir";

/** Kinds of pods that run Mimir itself, each with the values that it reads. */
export const PARTS = {
  compactor: "compactor",
  distributor: "distributor",
  ingester: "ingester",
  querier: "querier",
  "query-frontend": "query_frontend",
  "query-scheduler": "query_scheduler",
  "store-gateway": "store_gateway",
} as const;

export type Part = keyof typeof PARTS;

/** Those that read or write the bucket. */
export const WITH_BUCKET: readonly Part[] = ["compactor", "ingester", "querier", "store-gateway"];

const WITH_VOLUME: readonly Part[] = ["compactor", "ingester", "store-gateway"];

export const CACHES = ["chunks-cache", "index-cache", "metadata-cache", "results-cache"] as const;

/** Share of a container's memory that Go may fill before it collects without pause. */
const FILL = 0.9;

const MEBIBYTE = 2 ** 20;

type Sizes = Readonly<Record<string, { readonly resources: { readonly limits: { readonly memory: string } } }>>;

/** Helm values of Mimir behind its gateway, each part in pods of its own. */
export function mimirValues(props: MimirValuesProps): Record<string, unknown> {
  const { size = "small", pods } = props;
  const use = hasMimirCaches(size) ? "mimir-distributed-cached" : "mimir-distributed";
  const sizes = sizedValues(use, size) as Sizes;
  const parts = (Object.keys(PARTS) as Part[]).map((part) => [
    PARTS[part],
    { ...sizes[PARTS[part]], replicas: replicasOf(part, pods), ...common(part, props, sizes), ...own(part) },
  ]);
  return {
    mimir: { structuredConfig: mimirConfig(props) },
    ...Object.fromEntries(parts),
    gateway: {
      ...sizes.gateway,
      replicas: pods.gateway,
      // Every push would be a line of its log, and not every node has IPv6.
      nginx: { verboseLogging: false, config: { enableIPv6: false } },
    },
    ...caches(size, sizes),
    serviceAccount: { create: false, name: ACCOUNT },
    ...OFF,
  };
}

/** Prometheus and Grafana alert; the bucket is elsewhere; nothing rolls by zones; there is no Kafka. */
const OFF = {
  alertmanager: { enabled: false },
  ruler: { enabled: false },
  overrides_exporter: { enabled: false },
  kafka: { enabled: false },
  minio: { enabled: false },
  rollout_operator: { enabled: false },
} as const;

/** The chart asks for readiness alone, which is not there while an ingester reads its log anew. */
const ALIVE = {
  httpGet: { path: "/api/v1/status/buildinfo", port: "http-metrics" },
  initialDelaySeconds: 30,
  periodSeconds: 30,
  failureThreshold: 10,
};

function common(part: Part, props: MimirValuesProps, sizes: Sizes) {
  const env = [...(WITH_BUCKET.includes(part) ? bucketKeys(props.bucket) : []), ...memoryLimit(part, sizes)];
  return {
    livenessProbe: ALIVE,
    podAnnotations: annotations(part, props),
    ...(env.length === 0 ? {} : { env }),
    ...(WITH_VOLUME.includes(part) ? { persistentVolume: volume(props) } : {}),
  };
}

const ONE_ZONE = { zoneAwareReplication: { enabled: false } };

function own(part: Part) {
  if (part === "ingester") return { ...ONE_ZONE, affinity: APART };
  return part === "store-gateway" ? ONE_ZONE : {};
}

/** A node that goes must not take two copies with it. */
const APART = {
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      {
        labelSelector: {
          matchLabels: { "app.kubernetes.io/name": "mimir", "app.kubernetes.io/component": "ingester" },
        },
        topologyKey: "kubernetes.io/hostname",
      },
    ],
  },
};

function replicasOf(part: Part, pods: MimirPods): number {
  switch (part) {
    case "query-frontend":
      return pods.queryFrontend;
    case "query-scheduler":
      return pods.queryScheduler;
    case "store-gateway":
      return pods.storeGateway;
    default:
      return pods[part];
  }
}

function volume({ volume: size, storageClass }: MimirValuesProps) {
  return { enabled: true, size, ...(storageClass === undefined ? {} : { storageClass }) };
}

function caches(size: Size, sizes: Sizes) {
  if (size === "small") return Object.fromEntries(CACHES.map((cache) => [cache, { enabled: false }]));
  return {
    ...Object.fromEntries(
      CACHES.map((cache) => [cache, { ...sizes[cache], enabled: true, allocatedMemory: MIMIR_CACHE[size] }]),
    ),
    memcachedExporter: { enabled: false },
  };
}

function annotations(part: Part, { bucket }: MimirValuesProps) {
  return {
    ...scrapeAnnotations("mimir-distributed", part),
    ...(WITH_BUCKET.includes(part) ? restartsWith([bucket.accessKeyId, bucket.secretAccessKey]) : {}),
  };
}

/** The chart would have its garbage collector work without end where the request is full. */
function memoryLimit(part: Part, sizes: Sizes) {
  const limit = part === "store-gateway" ? sizes[PARTS[part]]?.resources.limits.memory : undefined;
  if (limit === undefined) return [];
  return [{ name: "GOMEMLIMIT", value: `${Math.floor((quantityBytes(limit) / MEBIBYTE) * FILL)}MiB` }];
}
