import type { ClientConfig } from "../src/config";
import type { ExporterConfig, ExporterType } from "../src/config/schema/exporters";
import { EXPORTER_IMAGES } from "../src/images";

/** Kinds of exporters that run as pods of ours. */
export const RUN_EXPORTERS = ["postgresql", "redis", "cloudwatch", "exoscale"] as const satisfies ExporterType[];

/** Something outside the platform whose metrics are read. */
export interface Watched {
  /** What its series call it. */
  readonly exporter: string;
  readonly type: ExporterType;
  /** Servers, a bucket, regions: what is asked. */
  readonly of: string;
}

/** All that the config watches beside the platform. */
export function watchedBy({ exporters }: ClientConfig): readonly Watched[] {
  return Object.entries(exporters).map(([name, exporter]) => ({
    exporter: name,
    type: exporter.type,
    of: askedOf(exporter),
  }));
}

function askedOf(exporter: ExporterConfig): string {
  switch (exporter.type) {
    case "postgresql":
    case "redis":
      return `${exporter.host}:${exporter.port}`;
    case "rabbitmq":
      return exporter.hosts.map((host) => `${host}:${exporter.port}`).join(", ");
    case "cloudwatch":
      return exporter.regions.join(", ");
    case "bucket":
      return exporter.bucket;
    case "exoscale":
      return "api.exoscale.com";
  }
}

/** How many of a kind the config has. */
export function exportersOf({ exporters }: ClientConfig, type: ExporterType): number {
  return Object.values(exporters).filter((exporter) => exporter.type === type).length;
}

/** Images of those that run as pods of ours. */
export function exporterImages({ exporters }: ClientConfig): readonly string[] {
  return Object.values(exporters).flatMap((exporter) => {
    switch (exporter.type) {
      case "rabbitmq":
      case "bucket":
        return [];
      case "exoscale":
        return [exporter.image];
      default:
        return [EXPORTER_IMAGES[exporter.type]];
    }
  });
}
