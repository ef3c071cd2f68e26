import * as alerts from "../../alerts/watched/cloudwatch";
import { defineSignal, promql, type Row } from "../../src/dashboard";

export const cloudwatchRow: Row = {
  title: "CloudWatch",
  panels: [
    {
      kind: "timeseries",
      key: "cloudwatch-errors",
      title: "Requests that AWS refuses",
      description: "Refused requests a second, by what was asked. The line is CloudwatchRefused.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`sum by (exporter, api_name) (rate(yace_cloudwatch_request_errors[$__rate_interval]))`,
            unit: "reqps",
            min: 0,
          }),
          legend: "{{exporter}} {{api_name}}",
        },
      ],
      thresholds: [alerts.cloudwatchRefused],
    },
    {
      kind: "timeseries",
      key: "cloudwatch-asked",
      title: "Metrics asked for",
      description: "Values a second that AWS is asked for: what it bills.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`sum by (exporter) (rate(yace_cloudwatch_getmetricdata_metrics_requested_total[$__rate_interval]))`,
            unit: "ops",
            min: 0,
          }),
          legend: "{{exporter}}",
        },
      ],
    },
    {
      kind: "timeseries",
      key: "cloudwatch-values",
      title: "Series",
      description:
        "Series that AWS gave, those of the exporter itself included. A fall: resources went, or their tags.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`max by (exporter) (scrape_samples_scraped{job="exporters",system="cloudwatch"})`,
            unit: "short",
            min: 0,
          }),
          legend: "{{exporter}}",
        },
      ],
    },
  ],
};
