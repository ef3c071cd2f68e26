import { defineAlert, defineAlertGroup, fires, silent } from "../../src/alert";
import { defineSignal, promql } from "../../src/dashboard";
import { EXPORTERS_DASHBOARD } from "./dashboard";

const EXPORTER = 'job="exporters",exporter="exoscale",instance="exoscale"';
const INSTANCE = `${EXPORTER},id="1",family="standard",size="small",zone="ch-gva-2"`;

/** 1 while an instance runs. */
export const exoscaleInstanceUp = defineSignal({
  expr: promql`min by (exporter, zone, name) (exoscale_instance_up)`,
  unit: "none",
});

/** 1 while a Kubernetes cluster runs. */
export const exoscaleClusterUp = defineSignal({
  expr: promql`min by (exporter, name) (exoscale_sks_cluster_up)`,
  unit: "none",
});

/** How long the balance is enough, as it went in the last day. */
export const exoscaleBalanceTime = defineSignal({
  expr: promql`
    max by (exporter, organization_name) (
      exoscale_organization_balance / (-deriv(exoscale_organization_balance[1d]) > 0)
    )`,
  unit: "s",
});

export const exoscaleInstanceDown = defineAlert({
  name: "ExoscaleInstanceDown",
  signal: exoscaleInstanceUp,
  below: 1,
  for: "10m",
  severity: "warning",
  summary: "Instance {{ $labels.name }} in {{ $labels.zone }} does not run",
  description: "Exoscale says that it is stopped, or on its way to or from that, for 10 minutes.",
  runbook: `
1. \`exo compute instance show NAME\`: what is its state?
2. \`exo compute instance console-url NAME\`: what does it say at its start?
3. Somebody stopped it on purpose: delete it, or silence this alert for it.
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "exoscale-instances" },
  tests: [
    fires({
      series: {
        [`exoscale_instance_up{${INSTANCE},name="web-1"}`]: "1x5 0x30",
        [`exoscale_instance_up{${INSTANCE},name="web-2"}`]: "1x35",
      },
      at: "20m",
      expect: [
        {
          labels: { exporter: "exoscale", zone: "ch-gva-2", name: "web-1" },
          summary: "Instance web-1 in ch-gva-2 does not run",
          description: "Exoscale says that it is stopped, or on its way to or from that, for 10 minutes.",
        },
      ],
    }),
    // Deleted.
    silent({ series: { [`exoscale_instance_up{${INSTANCE},name="web-1"}`]: "1x5 0x3 _x30" }, at: "20m" }),
  ],
});

export const exoscaleBalanceEnds = defineAlert({
  name: "ExoscaleBalanceEnds",
  signal: exoscaleBalanceTime,
  below: "14d",
  for: "1h",
  severity: "warning",
  summary: "The balance of {{ $labels.organization_name }} at Exoscale ends in {{ $value | humanizeDuration }}",
  description: "At the pace of the last day. Without a balance Exoscale suspends what the organization runs.",
  runbook: `
1. Exoscale's portal, Billing: is the card valid, has the last payment failed?
2. What costs so much? \`exo compute instance list\`, \`exo compute sks list\`: does something run that nobody wants?
`,
  panel: { dashboard: EXPORTERS_DASHBOARD, key: "exoscale-balance" },
  tests: [
    fires({
      series: {
        [`exoscale_organization_balance{${EXPORTER},organization_id="1",organization_name="zai"}`]: "100-0.04x400",
      },
      interval: "5m",
      at: "30h",
      expect: [
        {
          labels: { exporter: "exoscale", organization_name: "zai" },
          summary: "The balance of zai at Exoscale ends in 7d 10h 19m 59s",
          description: "At the pace of the last day. Without a balance Exoscale suspends what the organization runs.",
        },
      ],
    }),
    silent({
      series: {
        [`exoscale_organization_balance{${EXPORTER},organization_id="1",organization_name="zai"}`]: "500-0.04x400",
      },
      interval: "5m",
      at: "30h",
    }),
  ],
});

export const exoscale = defineAlertGroup({ name: "exoscale", alerts: [exoscaleInstanceDown, exoscaleBalanceEnds] });
