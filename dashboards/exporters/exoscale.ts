import * as alerts from "../../alerts/watched/exoscale";
import { defineSignal, promql, type Row } from "../../src/dashboard";
import { alertPanel } from "./panel";

export const exoscaleRow: Row = {
  title: "Exoscale",
  panels: [
    alertPanel(alerts.exoscaleInstanceDown, {
      title: "Instances that run",
      description: "1 while an instance runs.",
      legend: "{{zone}} {{name}}",
    }),
    {
      kind: "timeseries",
      key: "exoscale-clusters",
      title: "Clusters that run",
      description: "1 while a Kubernetes cluster runs.",
      queries: [{ signal: alerts.exoscaleClusterUp, legend: "{{name}}" }],
    },
    alertPanel(alerts.exoscaleBalanceEnds, {
      title: "Balance lasts",
      description: "Time until the balance ends, at the pace of the last day.",
      legend: "{{organization_name}}",
    }),
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
