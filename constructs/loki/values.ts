import { type ChartName, scrapeAnnotations } from "../../src/charts";
import { restartsWith, type SecretRef } from "../../src/secret-source";
import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";
import type { ServiceEndpoint } from "../../src/terraform";
import { bucketKeys } from "../bucket-keys";
import { type LogLimits, lokiConfig, RULES, type StreamRetention } from "./config";
import { tenantForAll } from "./gateway";

/** A bucket on S3 or a store that speaks its API, and the Secrets that open it. */
export interface LogBucket {
  readonly name: string;
  readonly region: string;
  /** Address of the store, such as `https://lon1.digitaloceanspaces.com`. */
  readonly endpoint: string;
  /** Address the bucket by path, as MinIO and Ceph want it. @default false */
  readonly pathStyle?: boolean;
  readonly accessKeyId: SecretRef;
  readonly secretAccessKey: SecretRef;
}

/** Pods of each kind. */
export interface LokiReplicas {
  readonly write: number;
  readonly read: number;
  readonly backend: number;
}

/** Rules over logs, and who is told of what they find. */
export interface LogRuler {
  /** Files of rules as Loki reads them, by name: `orders.yaml`. Loki sees a change within two minutes, and needs no restart. */
  readonly rules: Readonly<Record<string, string>>;
  readonly alertmanager: ServiceEndpoint;
  /** How often rules are evaluated whose group says nothing of it. @default 1m */
  readonly evaluationInterval?: string | undefined;
  /** Labels of every alert, like those that Prometheus adds to its own. @default - none */
  readonly externalLabels?: Readonly<Record<string, string>> | undefined;
  /** Grafana, where an alert's query is looked at. @default - alerts have no link */
  readonly grafanaUrl?: string | undefined;
}

export interface LokiValuesProps {
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  /** Tenant that agents write to and Grafana reads. */
  readonly tenant: string;
  /** Take lines whose sender names no tenant for those of this one. @default false */
  readonly takesAll?: boolean | undefined;
  /** How long logs are kept, such as `31d`: at least a day. */
  readonly retention: string;
  /** Streams that are kept for another time. @default - none */
  readonly retentionByStream?: readonly StreamRetention[];
  /** What one client may ask for. @default - what the config has by default */
  readonly limits?: LogLimits;
  /** Volume of the write-ahead log and the index cache; of all logs where there is no bucket. */
  readonly volume: string;
  /** First day of schema v13, such as `2024-04-01`. Never change it once logs are stored. */
  readonly schemaFrom: string;
  /** @default - logs lie on the volume */
  readonly bucket?: LogBucket | undefined;
  /** Pods that share the work, which needs a bucket. @default - one pod does all of it */
  readonly replicas?: LokiReplicas | undefined;
  /** @default - the cluster's default class */
  readonly storageClass?: string | undefined;
  /** @default - no rules over logs */
  readonly ruler?: LogRuler | undefined;
  /** Version of the chart. @default current */
  readonly chart?: LokiChart;
}

/** Versions of the chart that the lock pins. */
export type LokiChart = "current" | "conservative";

/** ConfigMap of the rules over logs. */
export const LOG_RULES = "loki-rules";

/** What the lock calls them. */
export const LOKI_CHARTS: Readonly<Record<LokiChart, ChartName>> = {
  current: "loki",
  conservative: "loki-conservative",
};

/** Pods that run Loki itself, by the values that they read. */
export const SCALABLE_TARGETS = ["write", "read", "backend"] as const;

/**
 * Helm values of Loki behind its gateway, in one pod or in many.
 *
 * @throws Error for many pods without a bucket.
 */
export function lokiValues(props: LokiValuesProps): Record<string, unknown> {
  if (props.replicas !== undefined && props.bucket === undefined)
    throw new Error("Loki in many pods needs a bucket: they share no volume");
  const only = ONLY[props.chart ?? "current"];
  const sizes = sizedValues(props.replicas === undefined ? "loki" : "loki-scalable", props.size);
  return {
    loki: { ...lokiConfig(props), ...only.loki },
    gateway: {
      ...(sizes.gateway as object),
      ...only.gateway,
      ...(props.takesAll ? tenantForAll(props.tenant) : {}),
      deploymentStrategy: ROLL_IN_PLACE,
    },
    ...(props.replicas === undefined ? single(props, sizes) : scalable(props, props.replicas, sizes)),
    lokiCanary: { enabled: false },
    test: { enabled: false },
    sidecar: { rules: { enabled: false } },
    serviceAccount: { automountServiceAccountToken: false },
    ...only.root,
  };
}

const CONFINED = { podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } } };

/** As the newer chart has it: what takes minutes to be ready is alive all the same. */
const ALIVE = {
  httpGet: { path: "/loki/api/v1/status/buildinfo", port: "http-metrics" },
  periodSeconds: 30,
  failureThreshold: 10,
};

/** What only one of the charts needs: the newer switches tokens and metrics on, the older does not pass `restricted`. */
const ONLY = {
  current: {
    gateway: { metrics: { enabled: false } },
    root: { defaults: { automountServiceAccountToken: false } },
    target: { automountServiceAccountToken: false },
    read: {},
    loki: {},
  },
  conservative: {
    gateway: CONFINED,
    root: { memcached: CONFINED },
    target: {},
    // It alone does not take the probe of all.
    read: { livenessProbe: ALIVE },
    loki: { ...CONFINED, livenessProbe: ALIVE },
  },
} as const;

/** Gateway pods refuse to share a node: with one node a surge pod would wait for ever. */
const ROLL_IN_PLACE = { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };

type Sizes = Readonly<Record<string, unknown>>;

function single(props: LokiValuesProps, sizes: Sizes) {
  return {
    // The older chart renders nothing under the newer name.
    deploymentMode: props.chart === "conservative" ? "SingleBinary" : "Monolithic",
    singleBinary: {
      ...(sizes.singleBinary as object),
      replicas: 1,
      persistence: { enabled: true, ...volume(props) },
      ...keys(props),
      podAnnotations: annotations("loki", props),
      ...ruleFiles(props),
    },
    ...Object.fromEntries(SCALABLE_TARGETS.map((target) => [target, { replicas: 0 }])),
    // Two caches would ask for 11 GiB by default; small platforms need none.
    chunksCache: { enabled: false },
    resultsCache: { enabled: false },
  };
}

/** Memory of the caches, in MiB: that of their containers without what memcached itself needs. */
const CACHES = { chunksCache: 1024, resultsCache: 256 } as const;

function scalable(props: LokiValuesProps, replicas: LokiReplicas, sizes: Sizes) {
  const targets = SCALABLE_TARGETS.map((target) => [
    target,
    {
      ...(sizes[target] as object),
      replicas: replicas[target],
      // Readers keep nothing.
      ...(target === "read" ? {} : { persistence: volume(props) }),
      ...keys(props),
      podAnnotations: annotations(target, props),
      ...(target === "backend" ? ruleFiles(props) : {}),
      ...ONLY[props.chart ?? "current"].target,
      ...(target === "read" ? ONLY[props.chart ?? "current"].read : {}),
    },
  ]);
  const caches = Object.entries(CACHES).map(([cache, allocatedMemory]) => [
    cache,
    { ...(sizes[cache] as object), enabled: true, allocatedMemory },
  ]);
  return {
    deploymentMode: "SimpleScalable",
    singleBinary: { replicas: 0 },
    ...Object.fromEntries([...targets, ...caches]),
    memcachedExporter: { enabled: false },
  };
}

/** The older chart would have the logs of one pod deleted with its release. */
function volume({ volume: size, storageClass }: LokiValuesProps) {
  return { size, enableStatefulSetAutoDeletePVC: false, ...(storageClass === undefined ? {} : { storageClass }) };
}

/** Loki looks for rules in a folder of the tenant's name. */
function ruleFiles({ ruler, tenant }: LokiValuesProps) {
  if (ruler === undefined) return {};
  return {
    extraVolumes: [{ name: "rules", configMap: { name: LOG_RULES } }],
    extraVolumeMounts: [{ name: "rules", mountPath: `${RULES}/${tenant}`, readOnly: true }],
  };
}

/** Loki expands the names of keys in its configuration from its environment, when it starts. */
function keys({ bucket }: LokiValuesProps) {
  if (bucket === undefined) return {};
  return {
    extraArgs: ["-config.expand-env=true"],
    extraEnv: bucketKeys(bucket),
  };
}

function annotations(target: string, { chart = "current", bucket }: LokiValuesProps) {
  return {
    ...scrapeAnnotations(LOKI_CHARTS[chart], target),
    ...(bucket === undefined ? {} : restartsWith([bucket.accessKeyId, bucket.secretAccessKey])),
  };
}
