import type { ServiceEndpoint } from "../../src/terraform";
import { askedOf, type Probe } from "../blackbox";

/** Probes, and what asks them. */
export interface ProbedBy {
  readonly exporter: ServiceEndpoint;
  readonly probes: readonly Probe[];
}

/** One job for all probes: what is asked becomes the instance, and the exporter is who is called. */
export function probeConfig({ exporter, probes }: ProbedBy): Record<string, unknown> {
  return {
    metrics_path: "/probe",
    scrape_timeout: "10s",
    static_configs: probes.map((probe) => ({
      targets: [probe.target],
      labels: {
        probe: probe.name,
        __param_module: probe.name,
        __param_target: askedOf(probe),
        __scrape_interval__: probe.interval,
      },
    })),
    relabel_configs: [
      { source_labels: ["__address__"], target_label: "instance" },
      { target_label: "__address__", replacement: `${exporter.host}:${exporter.port}` },
    ],
  };
}
