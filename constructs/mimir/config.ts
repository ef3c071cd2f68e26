import { durationSeconds } from "../../src/quantity";
import type { MimirValuesProps, SampleBucket } from "./values";

/** What one tenant may send. What is beyond it is refused, and said so. */
export interface SampleLimits {
  /** Series that are written to at a time. */
  readonly series: number;
  readonly samplesPerSecond: number;
}

/** Seconds that everything may come at once: Prometheus sends what piled up while Mimir was away. */
const BURST_SECONDS = 10;

/** Prometheus copies every label of a pod to its series: more than Mimir takes by default, 30. */
const MOST_LABELS = 60;

/** As many as Prometheus keeps. By default Mimir keeps none. */
const EXEMPLARS = 100_000;

/** As much as Prometheus lets come late. What it sends after a pause comes by many ways, and not in order. */
const LATE = "30m";

/** Mimir's own configuration, laid over that of its chart. */
export function mimirConfig(props: MimirValuesProps) {
  const { replicationFactor, pods } = props;
  return {
    usage_stats: { enabled: false },
    // The chart's default is an architecture with Kafka between distributors and ingesters.
    ingest_storage: { enabled: false },
    ingester: { push_grpc_method_enabled: true, ring: { replication_factor: replicationFactor } },
    store_gateway: { sharding_ring: { replication_factor: Math.min(2, pods.storeGateway, replicationFactor) } },
    blocks_storage: { s3: s3(props.bucket) },
    limits: limits(props),
  };
}

function limits({ retention, limits: { series, samplesPerSecond } }: MimirValuesProps) {
  return {
    compactor_blocks_retention_period: `${durationSeconds(retention) / 3600}h`,
    max_global_series_per_user: series,
    ingestion_rate: samplesPerSecond,
    ingestion_burst_size: samplesPerSecond * BURST_SECONDS,
    max_label_names_per_series: MOST_LABELS,
    max_global_exemplars_per_user: EXEMPLARS,
    out_of_order_time_window: LATE,
  };
}

function s3(bucket: SampleBucket) {
  const endpoint = new URL(bucket.endpoint);
  return {
    bucket_name: bucket.name,
    endpoint: endpoint.host,
    region: bucket.region,
    // Mimir expands these from its environment: the keys stand neither in values nor in its ConfigMap.
    access_key_id: "${AWS_ACCESS_KEY_ID}",
    secret_access_key: "${AWS_SECRET_ACCESS_KEY}",
    bucket_lookup_type: bucket.pathStyle ? "path" : "auto",
    insecure: endpoint.protocol === "http:",
  };
}
