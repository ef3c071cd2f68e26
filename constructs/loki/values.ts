import { durationSeconds } from "../../src/quantity";
import { restartsWith, type SecretRef } from "../../src/secret-source";
import { sizedValues } from "../../src/sizing/containers";

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

export interface LokiValuesProps {
  /** Tenant that agents write to and Grafana reads. */
  readonly tenant: string;
  /** How long logs are kept, such as `31d`: at least a day. */
  readonly retention: string;
  /** Volume of the write-ahead log and the index cache; of all logs where there is no bucket. */
  readonly volume: string;
  /** First day of schema v13, such as `2024-04-01`. Never change it once logs are stored. */
  readonly schemaFrom: string;
  /** @default - logs lie on the volume */
  readonly bucket?: LogBucket | undefined;
  /** @default - the cluster's default class */
  readonly storageClass?: string | undefined;
}

/** Helm values of Loki as a single binary behind its gateway. */
export function lokiValues(props: LokiValuesProps): Record<string, unknown> {
  const sizes = sizedValues("loki") as { singleBinary: object; gateway: object };
  return {
    deploymentMode: "Monolithic",
    loki: lokiConfig(props),
    singleBinary: { ...sizes.singleBinary, ...singleBinary(props) },
    gateway: { ...sizes.gateway, metrics: { enabled: false }, deploymentStrategy: ROLL_IN_PLACE },
    ...OTHER_TARGETS,
    // Two caches would ask for 11 GiB by default; small platforms need none.
    chunksCache: { enabled: false },
    resultsCache: { enabled: false },
    lokiCanary: { enabled: false },
    test: { enabled: false },
    sidecar: { rules: { enabled: false } },
    serviceAccount: { automountServiceAccountToken: false },
    defaults: { automountServiceAccountToken: false },
  };
}

/** Gateway pods refuse to share a node: with one node a surge pod would wait for ever. */
const ROLL_IN_PLACE = { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };

const OTHER_TARGETS = { backend: { replicas: 0 }, read: { replicas: 0 }, write: { replicas: 0 } };

function lokiConfig(props: LokiValuesProps) {
  const store = props.bucket === undefined ? "filesystem" : "s3";
  return {
    auth_enabled: true,
    commonConfig: { replication_factor: 1 },
    storage: props.bucket === undefined ? { type: "filesystem" } : s3(props.bucket),
    schemaConfig: {
      configs: [
        {
          from: props.schemaFrom,
          store: "tsdb",
          object_store: store,
          schema: "v13",
          index: { prefix: "loki_index_", period: "24h" },
        },
      ],
    },
    limits_config: { retention_period: `${durationSeconds(props.retention) / 3600}h`, volume_enabled: true },
    compactor: { retention_enabled: true, delete_request_store: store },
    rulerConfig: { storage: { type: "local", local: { directory: "/rules" } } },
    analytics: { reporting_enabled: false },
  };
}

function s3(bucket: LogBucket) {
  const endpoint = new URL(bucket.endpoint);
  return {
    type: "s3",
    bucketNames: { chunks: bucket.name, ruler: bucket.name },
    s3: {
      endpoint: endpoint.host,
      region: bucket.region,
      // Loki expands these from its environment: the keys stand neither in values nor in a ConfigMap.
      accessKeyId: "${AWS_ACCESS_KEY_ID}",
      secretAccessKey: "${AWS_SECRET_ACCESS_KEY}",
      s3ForcePathStyle: bucket.pathStyle ?? false,
      insecure: endpoint.protocol === "http:",
    },
  };
}

function singleBinary(props: LokiValuesProps) {
  return {
    replicas: 1,
    persistence: {
      enabled: true,
      size: props.volume,
      ...(props.storageClass === undefined ? {} : { storageClass: props.storageClass }),
    },
    ...(props.bucket === undefined
      ? {}
      : {
          podAnnotations: restartsWith([props.bucket.accessKeyId, props.bucket.secretAccessKey]),
          extraArgs: ["-config.expand-env=true"],
          extraEnv: [
            fromSecret("AWS_ACCESS_KEY_ID", props.bucket.accessKeyId),
            fromSecret("AWS_SECRET_ACCESS_KEY", props.bucket.secretAccessKey),
          ],
        }),
  };
}

function fromSecret(name: string, ref: SecretRef) {
  return { name, valueFrom: { secretKeyRef: { name: ref.name, key: ref.key } } };
}
