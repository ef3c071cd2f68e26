import { targetUp } from "../../alerts/signals";
import type { Row } from "../../src/dashboard";
import { defineSignal, promql } from "../../src/dashboard";

export const controlPlane: Row = {
  title: "Control plane and targets",
  panels: [
    {
      kind: "timeseries",
      key: "api-errors",
      title: "API server: errors",
      description:
        "Share of requests that the API server failed (5xx). Nothing shown: the provider does not let its API server be scraped.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`
              (sum(rate(apiserver_request_total{code=~"5.."}[$__rate_interval])) or 0 * sum(rate(apiserver_request_total[$__rate_interval])))
              / (sum(rate(apiserver_request_total[$__rate_interval])) > 0)`,
            unit: "percentunit",
            min: 0,
          }),
          legend: "5xx",
        },
      ],
      thresholds: [{ severity: "warning", above: 0.01 }],
      width: 8,
    },
    {
      kind: "timeseries",
      key: "api-latency",
      title: "API server: slowest 1 % of requests",
      description:
        "By verb, without watches and sessions, which last by nature. Long above 1 s: deployments and kubectl crawl.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`
              histogram_quantile(0.99, sum by (le, verb) (
                rate(apiserver_request_duration_seconds_bucket{verb!~"WATCH|CONNECT"}[$__rate_interval])
              ))`,
            unit: "s",
            min: 0,
          }),
          legend: "{{verb}}",
        },
      ],
      thresholds: [{ severity: "warning", above: 1 }],
      width: 8,
    },
    {
      kind: "table",
      key: "targets-down",
      title: "Targets down",
      description: "What Prometheus cannot read (TargetDown). Empty is good.",
      queries: [{ signal: defineSignal({ expr: promql`${targetUp.expr} < 1`, unit: "none" }) }],
      columns: { job: "Job", namespace: "Namespace", pod: "Pod", instance: "Address" },
      width: 8,
    },
  ],
};
