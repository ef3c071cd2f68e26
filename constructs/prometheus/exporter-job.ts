import type { ExporterTarget } from "../exporter";

const TIMEOUT = "10s";

/** One job for all exporters: the series are of the server that one tells of, whoever tells. */
export function exporterConfig(targets: readonly ExporterTarget[]): Record<string, unknown> {
  return {
    static_configs: targets.map((target) => ({
      targets: [`${target.address.host}:${target.address.port}`],
      labels: {
        exporter: target.exporter,
        system: target.system,
        instance: target.instance,
        __scheme__: target.scheme ?? "http",
        __metrics_path__: target.path ?? "/metrics",
        ...Object.fromEntries(Object.entries(target.parameters ?? {}).map(([key, value]) => [`__param_${key}`, value])),
        __scrape_interval__: target.interval,
        __scrape_timeout__: target.timeout ?? TIMEOUT,
      },
    })),
    // A server may have several pages.
    relabel_configs: [{ source_labels: ["__metrics_path__"], target_label: "metrics_path" }],
  };
}
