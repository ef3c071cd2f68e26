import type { ClientConfig } from "../src/config";
import type { ExporterType } from "../src/config/schema/exporters";
import { EXPORTER_IMAGES } from "../src/images";

/** Kinds of exporters that run as pods of ours. */
export const RUN_EXPORTERS = ["postgresql", "redis", "cloudwatch", "exoscale"] as const satisfies ExporterType[];

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
