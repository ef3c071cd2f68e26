import type { Loki } from "../constructs/loki";
import { OtelCollector } from "../constructs/otel-collector";
import type { Prometheus } from "../constructs/prometheus";
import { Tempo, type TraceBucket } from "../constructs/tempo";
import type { ClientConfig } from "../src/config";
import type { TracingConfig } from "../src/config/schema/tracing";
import { durationSeconds } from "../src/quantity";
import { type Dependable, type Stack, secrets } from "../src/terraform";
import { storeOf } from "./buckets";
import { NAMESPACES } from "./names";
import { traceBucket } from "./secret-sets";
import { storageClassOf } from "./settings";

const namespace = NAMESPACES.observability;

/** The stores beside that of traces. */
export interface OtherStores {
  readonly prometheus: Pick<Prometheus, "query" | "written">;
  readonly loki: Pick<Loki, "otlp">;
}

/** Tempo, and the collector that workloads send to. */
export interface Tracing {
  readonly tempo: Tempo;
  readonly collector: OtelCollector;
}

/**
 * Traces, and the one address for what workloads tell of themselves.
 *
 * @throws Error for a Prometheus that nobody may write to.
 */
export function makeTracing(stack: Stack, config: ClientConfig, tracing: TracingConfig, stores: OtherStores): Tracing {
  const { query, written } = stores.prometheus;
  if (written === undefined) throw new Error("tracing needs a Prometheus that takes what others write");
  const scrapedBy = query.backend.pods;
  const bucket = makeBucket(stack, config, tracing);
  const tempo = new Tempo(stack, "tempo", {
    after: bucket?.made ?? [],
    namespace,
    retention: tracing.retention,
    volume: tracing.volume,
    metrics: written.remoteWrite,
    bucket,
    scrapedBy,
    storageClass: storageClassOf(config),
    size: config.size,
    mirror: config.charts.mirror,
    images: config.images,
    overrides: tracing.values,
  });
  const collector = new OtelCollector(stack, "otel-collector", {
    namespace,
    traces: tempo.otlp.grpc,
    metrics: written.otlp,
    logs: stores.loki.otlp,
    jaeger: tracing.jaeger,
    sampling: samplingOf(tracing),
    scrapedBy,
    size: config.size,
    mirror: config.charts.mirror,
    images: config.images,
    overrides: tracing.collector.values,
  });
  return { tempo, collector };
}

function makeBucket(
  stack: Stack,
  config: ClientConfig,
  tracing: TracingConfig,
): (TraceBucket & { readonly made: readonly Dependable[] }) | undefined {
  const { bucket, pathStyle } = tracing;
  if (bucket === undefined) return undefined;
  const { refs, made } = secrets(stack, "tempo-bucket", traceBucket(tracing));
  return { name: bucket, ...storeOf(config, bucket, tracing), pathStyle, ...refs, made };
}

function samplingOf({ sampling }: TracingConfig) {
  if (sampling === undefined) return undefined;
  const { errors, share, slowerThan, wait } = sampling;
  return { errors, share, slowerThanMs: milliseconds(slowerThan), waitSeconds: durationSeconds(wait) };
}

function milliseconds(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined;
  return duration.endsWith("ms") ? Number.parseInt(duration, 10) : durationSeconds(duration) * 1000;
}
