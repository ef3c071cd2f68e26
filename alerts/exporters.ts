import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const COLLECTOR = 'job="kubernetes-service-endpoints",node="n1",instance="10.0.0.1:9100",collector="filesystem"';

/** A collector for something that a machine does not have never succeeds: only one that did within the day tells something. */
export const nodeExporterCollectorFailing = defineAlert({
  name: "NodeExporterCollectorFailing",
  signal: defineSignal({
    expr: promql`
      max by (node, collector) (max_over_time(node_scrape_collector_success[1d]) - node_scrape_collector_success)`,
    unit: "none",
    min: 0,
    max: 1,
  }),
  above: 0,
  for: "30m",
  severity: "warning",
  summary: "The node exporter of {{ $labels.node }} cannot read {{ $labels.collector }} any more",
  description: "It could within the last day. Alerts and panels on these metrics are blind for that node.",
  runbook: `
1. \`kubectl -n node-agents logs POD | grep 'collector failed'\`: the reason. The pod of the node: \`kubectl -n node-agents get pods -o wide\`.
2. \`permission denied\`, \`no such file\`: the node's image or kernel was changed; what does it have instead?
3. \`filesystem\` that hangs: a network volume whose server is away.
`,
  panel: { dashboard: "prometheus", key: "collectors" },
  tests: [
    fires({
      series: { [`node_scrape_collector_success{${COLLECTOR}}`]: "1x60 0x60" },
      at: "100m",
      expect: [
        {
          labels: { node: "n1", collector: "filesystem" },
          summary: "The node exporter of n1 cannot read filesystem any more",
        },
      ],
    }),
    // A machine without such a thing.
    silent({
      series: {
        'node_scrape_collector_success{job="kubernetes-service-endpoints",node="n1",instance="x",collector="zfs"}':
          "0x120",
      },
      at: "100m",
    }),
  ],
});

/** Whether those who tell of others see them. */
export const exporterAlerts = defineAlertGroup({ name: "exporters", alerts: [nodeExporterCollectorFailing] });
