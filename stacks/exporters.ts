import type { Construct } from "constructs";
import type { Exported, ExporterTarget } from "../constructs/exporter";
import type { Prometheus } from "../constructs/prometheus";
import type { ClientConfig } from "../src/config";
import type { ExporterConfig } from "../src/config/schema/exporters";
import type { SecretRef } from "../src/secret-source";
import { secrets } from "../src/terraform";
import { storeOf } from "./buckets";
import { NAMESPACES } from "./names";
import { exporterSet } from "./secret-sets";

const namespace = NAMESPACES.observability;

/** Makes what tells of the servers that the config names, and says where it is scraped. */
export function makeExporters(scope: Construct, config: ClientConfig): readonly ExporterTarget[] {
  return Object.entries(config.exporters).flatMap(([name, exporter]) => {
    if (exporter.type === "bucket") return [];
    const { Exporter, rabbitmqTargets } = constructs();
    if (exporter.type === "rabbitmq") return rabbitmqTargets({ exporter: name, ...exporter });
    const set = exporterSet(name, exporter);
    const { refs, made } = secrets(scope, `${set.name}-credentials`, set);
    const { target } = new Exporter(scope, `exporter-${name}`, {
      after: made,
      namespace,
      name,
      exported: exportedBy(exporter, refs),
      interval: "interval" in exporter ? exporter.interval : SCRAPES_OF_ANSWERS,
      images: config.images,
    });
    return [target];
  });
}

/** Makes the jobs that push sizes of buckets. */
export function makeBucketSizes(scope: Construct, config: ClientConfig, { push, datasource }: Prometheus): void {
  if (push === undefined) return;
  for (const [name, exporter] of Object.entries(config.exporters)) {
    if (exporter.type !== "bucket") continue;
    const set = exporterSet(name, exporter);
    const { refs, made } = secrets(scope, `${set.name}-credentials`, set);
    const { BucketSize } = require("../constructs/bucket-size") as typeof import("../constructs/bucket-size");
    new BucketSize(scope, `bucket-size-${name}`, {
      after: made,
      namespace,
      name,
      bucket: {
        name: exporter.bucket,
        ...storeOf(config, exporter.bucket, exporter),
        pathStyle: exporter.pathStyle,
        ...(refs as Record<"accessKeyId" | "secretAccessKey", SecretRef>),
      },
      largest: exporter.largest,
      schedule: exporter.schedule,
      push,
      metrics: datasource,
      images: config.images,
    });
  }
}

/** What asks by a clock of its own answers at once. */
const SCRAPES_OF_ANSWERS = "60s";

/** Loaded by those who have some. */
function constructs() {
  return require("../constructs/exporter") as typeof import("../constructs/exporter");
}

type Refs = Readonly<Record<string, SecretRef>>;

function exportedBy(exporter: Exclude<ExporterConfig, { type: "bucket" | "rabbitmq" }>, refs: Refs): Exported {
  switch (exporter.type) {
    case "postgresql":
      return { ...exporter, password: refs.password as SecretRef };
    case "redis":
      return { ...exporter, password: refs.password };
    case "cloudwatch":
      return { ...exporter, ...(refs as Record<"accessKeyId" | "secretAccessKey", SecretRef>) };
    case "exoscale":
      return { ...exporter, ...(refs as Record<"apiKey" | "apiSecret", SecretRef>) };
  }
}
