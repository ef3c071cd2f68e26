import { LOKI_CHARTS } from "../constructs/loki/values";
import { type ChartName, chartPin } from "../src/charts";
import { serviceOf } from "../src/charts/services";
import type { ClientConfig } from "../src/config";
import type { ManagedTokensConfig } from "../src/config/schema/managed-tokens";
import type { TokensTelemetry } from "../src/managed-tokens/render";
import { NAMESPACES } from "./names";

/** The port of Loki's gateway, as the versions of the chart call it. */
const GATEWAY_PORT = { current: "http", conservative: "http-metrics" } as const;

/** Where the service tells of itself, known without Terraform: parts of the platform by their names, or others. */
export function tokensTelemetry(config: ClientConfig, tokens: ManagedTokensConfig): TokensTelemetry {
  const { chart } = config.loki;
  const traces =
    tokens.tracing.url ??
    (config.tracing === undefined
      ? undefined
      : address("opentelemetry-collector", "opentelemetry-collector", "otlp-http"));
  return {
    pushgateway: tokens.prometheus.host ?? address("prometheus", "prometheus-pushgateway", "http"),
    loki: tokens.loki.host ?? address(LOKI_CHARTS[chart], "gateway", GATEWAY_PORT[chart]),
    traces,
  };
}

function address(chart: ChartName, service: string, port: string): string {
  const found = serviceOf(chart, chartPin(chart).package, service, port);
  return `http://${found.name}.${NAMESPACES.observability}.svc:${found.port}`;
}
