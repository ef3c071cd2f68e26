import { apiServerErrors, apiServerSlow } from "../../alerts/api-server";
import { targetUp } from "../../alerts/signals";
import type { Row } from "../../src/dashboard";
import { defineSignal, promql } from "../../src/dashboard";
import { watched } from "../panels";

export const controlPlane: Row = {
  title: "Control plane and targets",
  panels: [
    watched({
      alert: apiServerErrors,
      title: "API server: errors",
      description:
        "Share of requests that the API server failed (5xx). Nothing shown: the provider does not let its API server be scraped.",
      legend: "5xx",
      width: 8,
    }),
    watched({
      alert: apiServerSlow,
      title: "API server: slowest 1 % of requests",
      description:
        "By verb, without watches and sessions, which last by nature. Long above 1 s: deployments and kubectl crawl.",
      legend: "{{verb}}",
      width: 8,
    }),
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
