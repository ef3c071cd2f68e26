import * as alerts from "../../alerts/watched/exoscale";
import { defineSignal, promql, type Row } from "../../src/dashboard";

export const exoscaleRow: Row = {
  title: "Exoscale",
  panels: [
    {
      kind: "timeseries",
      key: "exoscale-instances",
      title: "Instances that run",
      description: "1 while an instance runs. The line is ExoscaleInstanceDown.",
      queries: [{ signal: alerts.exoscaleInstanceUp, legend: "{{zone}} {{name}}" }],
      thresholds: [alerts.exoscaleInstanceDown],
    },
    {
      kind: "timeseries",
      key: "exoscale-clusters",
      title: "Clusters that run",
      description: "1 while a Kubernetes cluster runs.",
      queries: [{ signal: alerts.exoscaleClusterUp, legend: "{{name}}" }],
    },
    {
      kind: "timeseries",
      key: "exoscale-balance",
      title: "Balance lasts",
      description: "Time until the balance ends, at the pace of the last day. The line is ExoscaleBalanceEnds.",
      queries: [{ signal: alerts.exoscaleBalanceTime, legend: "{{organization_name}}" }],
      thresholds: [alerts.exoscaleBalanceEnds],
    },
    {
      kind: "timeseries",
      key: "exoscale-money",
      title: "Balance",
      description: "What is left, in the currency of the organization.",
      queries: [
        {
          signal: defineSignal({
            expr: promql`max by (exporter, organization_name) (exoscale_organization_balance)`,
            unit: "short",
            decimals: 2,
          }),
          legend: "{{organization_name}}",
        },
      ],
    },
  ],
};
