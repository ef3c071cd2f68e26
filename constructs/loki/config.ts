import { durationSeconds, quantityBytes } from "../../src/quantity";
import { LOKI_DATASOURCE } from "./datasource";
import type { LogBucket, LokiValuesProps } from "./values";

/** Streams that are kept for another time than the rest. */
export interface StreamRetention {
  /** As LogQL selects streams, such as `{namespace="debug"}`. */
  readonly selector: string;
  /** Whole hours, at least a day. */
  readonly retention: string;
  /** The highest counts where several match. */
  readonly priority: number;
}

/** What one client may ask of Loki. Sizes in `Mi` or `Ki`. */
export interface LogLimits {
  /** In a second. */
  readonly ingestionRate: string;
  /** At once. */
  readonly ingestionBurst: string;
  /** Of one stream, in a second. */
  readonly streamRate: string;
  /** Of one stream, at once. */
  readonly streamBurst: string;
  readonly maxStreams: number;
  readonly maxLineSize: string;
  /** Time that one query may span. */
  readonly maxQueryRange: string;
  /** Lines that one query may give. */
  readonly maxEntries: number;
}

const DEFAULT_LIMITS: LogLimits = {
  ingestionRate: "8Mi",
  ingestionBurst: "16Mi",
  streamRate: "4Mi",
  streamBurst: "16Mi",
  maxStreams: 10_000,
  maxLineSize: "256Ki",
  maxQueryRange: "32d",
  maxEntries: 5000,
};

const MEBIBYTE = 2 ** 20;

/** Folder of rules over logs, with one folder for each tenant. */
export const RULES = "/rules";

/** The same where there are none: Loki makes the folder when it starts, and can only write to its volume. */
const NO_RULES = "/var/loki/rules";

/** Copies of each line, where many pods take them. */
const COPIES = 3;

/** Loki's own configuration, as its chart takes it. */
export function lokiConfig(props: LokiValuesProps) {
  const store = props.bucket === undefined ? "filesystem" : "s3";
  return {
    auth_enabled: true,
    commonConfig: { replication_factor: props.replicas === undefined ? 1 : COPIES },
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
    limits_config: { ...limits(props.limits ?? DEFAULT_LIMITS), ...retention(props) },
    compactor: { retention_enabled: true, delete_request_store: store },
    pattern_ingester: { enabled: false },
    rulerConfig: rulerConfig(props),
    analytics: { reporting_enabled: false },
  };
}

function rulerConfig({ ruler, replicas }: LokiValuesProps) {
  if (ruler === undefined) return { storage: rulesIn(NO_RULES) };
  const { alertmanager, evaluationInterval, externalLabels, grafanaUrl } = ruler;
  return {
    storage: rulesIn(RULES),
    alertmanager_url: alertmanager.url,
    enable_alertmanager_v2: true,
    // Each rule is evaluated by one pod.
    ...(replicas === undefined ? {} : { enable_sharding: true }),
    ...(evaluationInterval === undefined ? {} : { evaluation_interval: evaluationInterval }),
    ...(externalLabels === undefined ? {} : { external_labels: { ...externalLabels } }),
    ...(grafanaUrl === undefined ? {} : { external_url: grafanaUrl, datasource_uid: LOKI_DATASOURCE.uid }),
  };
}

function rulesIn(directory: string) {
  return { type: "local", local: { directory } };
}

function retention({ retention: all, retentionByStream = [] }: LokiValuesProps) {
  const streams = retentionByStream.map(({ selector, retention: own, priority }) => ({
    selector,
    priority,
    period: hours(own),
  }));
  return { retention_period: hours(all), ...(streams.length === 0 ? {} : { retention_stream: streams }) };
}

function limits(given: LogLimits) {
  return {
    allow_structured_metadata: true,
    volume_enabled: true,
    ingestion_rate_mb: mebibytes(given.ingestionRate),
    ingestion_burst_size_mb: mebibytes(given.ingestionBurst),
    per_stream_rate_limit: `${quantityBytes(given.streamRate)}B`,
    per_stream_rate_limit_burst: `${quantityBytes(given.streamBurst)}B`,
    max_global_streams_per_user: given.maxStreams,
    max_line_size: `${quantityBytes(given.maxLineSize)}B`,
    max_query_length: hours(given.maxQueryRange),
    max_entries_limit_per_query: given.maxEntries,
  };
}

function mebibytes(quantity: string): number {
  return quantityBytes(quantity) / MEBIBYTE;
}

function hours(duration: string): string {
  return `${durationSeconds(duration) / 3600}h`;
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
