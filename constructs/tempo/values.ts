import { scrapeAnnotations } from "../../src/charts";
import { escapeHelmTemplateInYaml } from "../../src/charts/helm-template";
import { durationSeconds } from "../../src/quantity";
import { restartsWith } from "../../src/secret-source";
import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";
import type { ServiceEndpoint } from "../../src/terraform";
import { bucketKeys } from "../bucket-keys";
import type { LogBucket } from "../loki";

/** A bucket on S3 or a store that speaks its API, and the Secrets that open it. */
export type TraceBucket = LogBucket;

export interface TempoValuesProps {
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  /** How long traces are kept, such as `14d`. */
  readonly retention: string;
  /** Volume of the write-ahead log; of all traces where there is no bucket. */
  readonly volume: string;
  /** Where metrics of the traces are written to, by remote write. */
  readonly metrics: ServiceEndpoint;
  /** @default - traces lie on the volume */
  readonly bucket?: TraceBucket | undefined;
  /** @default - the cluster's default class */
  readonly storageClass?: string | undefined;
}

/** Where the chart mounts the volume. */
const DATA = "/var/tempo";

/** Helm values of Tempo as a single binary. */
export function tempoValues(props: TempoValuesProps): Record<string, unknown> {
  const sizes = sizedValues("tempo", props.size) as { tempo: object };
  return {
    tempo: {
      ...sizes.tempo,
      ...config(props),
      ...(props.bucket === undefined ? {} : credentials(props.bucket)),
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    },
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    persistence: {
      enabled: true,
      size: props.volume,
      ...(props.storageClass === undefined ? {} : { storageClassName: props.storageClass }),
    },
    podAnnotations: { ...scrapeAnnotations("tempo", "tempo"), ...restarts(props.bucket) },
    serviceAccount: { automountServiceAccountToken: false },
  };
}

/** Keys are taken from the environment when a pod starts. */
function restarts(bucket: TraceBucket | undefined) {
  return bucket === undefined ? {} : restartsWith([bucket.accessKeyId, bucket.secretAccessKey]);
}

function config(props: TempoValuesProps) {
  return {
    // A gigabyte of address space for nothing, by default.
    memBallastSizeMbs: 0,
    reportingEnabled: false,
    retention: `${durationSeconds(props.retention) / 3600}h`,
    storage: { trace: props.bucket === undefined ? { backend: "local" } : { backend: "s3", s3: s3(props.bucket) } },
    metricsGenerator: {
      enabled: true,
      storage: {
        path: `${DATA}/generator/wal`,
        remote_write: [{ url: props.metrics.url, send_exemplars: true }],
      },
      traces_storage: { path: `${DATA}/generator/traces` },
    },
    overrides: {
      defaults: {
        metrics_generator: {
          processors: ["service-graphs", "span-metrics"],
          // As programs name it that write exemplars themselves.
          trace_id_label_name: "trace_id",
        },
      },
    },
  };
}

function s3(bucket: TraceBucket) {
  const endpoint = new URL(bucket.endpoint);
  return {
    bucket: literal(bucket.name),
    endpoint: literal(endpoint.host),
    region: literal(bucket.region),
    // Tempo expands these from its environment: the keys stand neither in values nor in its ConfigMap.
    access_key: "${AWS_ACCESS_KEY_ID}",
    secret_key: "${AWS_SECRET_ACCESS_KEY}",
    forcepathstyle: bucket.pathStyle ?? false,
    insecure: endpoint.protocol === "http:",
  };
}

/** The chart reads its configuration as a template, and Tempo expands variables in it: a doubled dollar is one. */
function literal(text: string): string {
  return escapeHelmTemplateInYaml(text.replaceAll("$", () => "$$"));
}

function credentials(bucket: TraceBucket) {
  return {
    extraArgs: { "config.expand-env": "true" },
    extraEnv: bucketKeys(bucket),
  };
}
