import { expect, it } from "vitest";
import { exporterConfig } from "../../../constructs/prometheus/exporter-job";

it("tells the targets of one job apart by what they tell of", () => {
  const address = { host: "mq1.zai.dev", port: 15692 };
  const broker = { exporter: "broker", system: "rabbitmq", instance: "mq1.zai.dev:15692", interval: "60s" };
  const config = exporterConfig([
    { ...broker, address, path: "/metrics/detailed", parameters: { family: "queue_coarse_metrics" } },
    { ...broker, address: { host: "aws.svc", port: 5000 }, scheme: "https", timeout: "60s" },
  ]);
  expect(config.static_configs).toEqual([
    {
      targets: ["mq1.zai.dev:15692"],
      labels: {
        exporter: "broker",
        system: "rabbitmq",
        instance: "mq1.zai.dev:15692",
        __scheme__: "http",
        __metrics_path__: "/metrics/detailed",
        __param_family: "queue_coarse_metrics",
        __scrape_interval__: "60s",
        __scrape_timeout__: "10s",
      },
    },
    expect.objectContaining({
      labels: expect.objectContaining({ __scheme__: "https", __metrics_path__: "/metrics", __scrape_timeout__: "60s" }),
    }),
  ]);
  expect(config.relabel_configs).toEqual([{ source_labels: ["__metrics_path__"], target_label: "metrics_path" }]);
});
