import { Mimir, type SampleBucket } from "../constructs/mimir";
import type { ClientConfig } from "../src/config";
import type { MimirConfig } from "../src/config/schema/mimir";
import { mimirPods, mimirSeries } from "../src/sizing/mimir";
import { type Dependable, type Stack, secrets } from "../src/terraform";
import { storeOf } from "./buckets";
import { NAMESPACES } from "./names";
import { metricBucket } from "./secret-sets";
import { metricsTenantOf, storageClassOf } from "./settings";

const namespace = NAMESPACES.observability;

/** Share beyond what the ingesters are made for, up to which they take series. */
const HEADROOM = 1.5;

/** Seconds in which each series may come once. */
const SHORTEST_INTERVAL = 10;

/** The store of metrics beyond one Prometheus. */
export function makeMimir(stack: Stack, config: ClientConfig, mimir: MimirConfig): Mimir {
  const { replicationFactor } = mimir;
  const { made, ...bucket } = makeBucket(stack, config, mimir);
  const pods = mimirPods(replicationFactor, mimir.replicas);
  const carried = Math.floor(mimirSeries(config.size, pods, replicationFactor) * HEADROOM);
  const { series = carried, samplesPerSecond = Math.ceil(series / SHORTEST_INTERVAL) } = mimir.limits;
  return new Mimir(stack, "mimir", {
    after: made,
    namespace,
    tenant: metricsTenantOf(config),
    retention: mimir.retention,
    replicationFactor,
    pods,
    limits: { series, samplesPerSecond },
    volume: mimir.volume,
    bucket,
    scrapeInterval: config.prometheus.scrapeInterval,
    isDefault: mimir.default,
    storageClass: storageClassOf(config),
    size: config.size,
    mirror: config.charts.mirror,
    images: config.images,
    overrides: mimir.values,
  });
}

function makeBucket(
  stack: Stack,
  config: ClientConfig,
  mimir: MimirConfig,
): SampleBucket & { readonly made: readonly Dependable[] } {
  const { refs, made } = secrets(stack, "mimir-bucket", metricBucket(mimir));
  const bucket = { name: mimir.bucket, ...storeOf(config, mimir.bucket, mimir), pathStyle: mimir.pathStyle, ...refs };
  if (!mimir.probe) return { ...bucket, made };
  // Loaded by those who have it tried.
  const { BucketProbe } = require("../constructs/bucket-probe") as typeof import("../constructs/bucket-probe");
  const probe = { after: made, namespace, program: "mimir", bucket, images: config.images };
  const { passed } = new BucketProbe(stack, "mimir-bucket-probe", probe);
  return { ...bucket, made: [...made, passed] };
}
