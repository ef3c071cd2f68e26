import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "cluster-overview";

// Labels are those that the default scrape configs of the prometheus chart give: node exporter's series carry `node` from
// relabelling; kube-state-metrics names `node`, `namespace`, `pod` itself (honor_labels) where its metric has them.

/** 1 where the kubelet says Ready, 0 where it does not or cannot. */
export const nodeReady = defineSignal({
  expr: promql`max by (node) (kube_node_status_condition{condition="Ready",status="true"})`,
  unit: "none",
});

/** 1 for a condition that is bad by its name, and true. */
export const nodePressure = defineSignal({
  expr: promql`
    max by (node, condition) (
      kube_node_status_condition{condition=~"MemoryPressure|DiskPressure|PIDPressure|NetworkUnavailable",status="true"}
    )`,
  unit: "none",
  min: 0,
  max: 1,
});

/** 1 for a node that takes no new pods. */
export const nodeCordoned = defineSignal({
  expr: promql`max by (node) (kube_node_spec_unschedulable)`,
  unit: "none",
  min: 0,
  max: 1,
});

export const nodeClockOffset = defineSignal({
  expr: promql`max by (node) (abs(node_timex_offset_seconds))`,
  unit: "s",
  min: 0,
});

/** What the kernel believes its clock may be off by; it stops counting at 16 s, and falls only when a time server is heard. */
export const nodeClockError = defineSignal({
  expr: promql`max by (node) (node_timex_maxerror_seconds)`,
  unit: "s",
  min: 0,
});

export const nodeNotReady = defineAlert({
  name: "NodeNotReady",
  signal: nodeReady,
  below: 1,
  for: "10m",
  severity: "critical",
  summary: "Node {{ $labels.node }} is not ready",
  description:
    "The kubelet of {{ $labels.node }} has not reported Ready for 10 minutes. Its pods are moved to other nodes, if these have room.",
  runbook: `
1. \`kubectl describe node NODE\`: the conditions say whether the kubelet is silent (Unknown) or complains (memory, disk, PIDs, network).
2. Unknown: look at the machine in the provider's console. If it is gone or hangs, replace it (\`doctl kubernetes cluster node-pool replace-node\`).
3. Pressure: see NodeMemoryPressureHigh and NodeDiskAlmostFull.
4. \`kubectl get pods -A --field-selector status.phase=Pending\`: what has found no other place? Add a node if it matters now.
`,
  panel: { dashboard: DASHBOARD, key: "nodes-not-ready" },
  tests: [
    fires({
      series: {
        'kube_node_status_condition{node="n1",condition="Ready",status="true"}': "1x5 0x20",
        'kube_node_status_condition{node="n2",condition="Ready",status="true"}': "1x25",
      },
      at: "20m",
      expect: [
        {
          labels: { node: "n1" },
          summary: "Node n1 is not ready",
          description:
            "The kubelet of n1 has not reported Ready for 10 minutes. Its pods are moved to other nodes, if these have room.",
        },
      ],
    }),
    // A reboot takes less than 10 minutes.
    silent({
      series: { 'kube_node_status_condition{node="n1",condition="Ready",status="true"}': "1x5 0x7 1x20" },
      at: "20m",
    }),
  ],
});

export const nodeUnderPressure = defineAlert({
  name: "NodeUnderPressure",
  signal: nodePressure,
  above: 0,
  for: "5m",
  severity: "warning",
  summary: "Node {{ $labels.node }} reports {{ $labels.condition }}",
  description: "It has been so for 5 minutes. Under pressure the kubelet evicts pods, and takes no new ones.",
  runbook: `
1. MemoryPressure: step 1 of NodeMemoryPressureHigh. DiskPressure: steps 2 to 4 of NodeDiskWillFill.
2. PIDPressure: \`kubectl debug node/NODE -it --image=busybox\`, \`chroot /host\`, then \`ps -eLf | awk '{print $8}' | sort | uniq -c | sort -n | tail\`: whose threads are they? Restart it.
3. NetworkUnavailable: the pod of the network plugin on this node, in kube-system: does it run, what does its log say?
4. \`kubectl get pods -A --field-selector status.phase=Failed\`: what was evicted has found another place, or not.
`,
  panel: { dashboard: "node", key: "conditions" },
  tests: [
    fires({
      series: { 'kube_node_status_condition{node="n1",condition="DiskPressure",status="true"}': "0x5 1x15" },
      at: "15m",
      expect: [
        {
          labels: { node: "n1", condition: "DiskPressure" },
          summary: "Node n1 reports DiskPressure",
        },
      ],
    }),
    // Ready is no pressure, and false is none either.
    silent({
      series: {
        'kube_node_status_condition{node="n1",condition="Ready",status="true"}': "1x20",
        'kube_node_status_condition{node="n1",condition="PIDPressure",status="true"}': "0x20",
        'kube_node_status_condition{node="n1",condition="PIDPressure",status="false"}': "1x20",
      },
      at: "15m",
    }),
  ],
});

export const nodeCordonedForLong = defineAlert({
  name: "NodeCordonedForLong",
  signal: nodeCordoned,
  above: 0,
  for: "6h",
  severity: "warning",
  summary: "Node {{ $labels.node }} has been cordoned for hours",
  description: "It has taken no new pods for 6 hours. Its room is paid for, and missing when another node goes.",
  runbook: `
1. \`kubectl describe node NODE\`: an upgrade that hangs, or a drain that somebody forgot?
2. A drain hangs: \`kubectl get pods -A --field-selector spec.nodeName=NODE\`, and DisruptionBudgetBlocks: which budget lets nobody go?
3. Nobody needs it so: \`kubectl uncordon NODE\`.
`,
  panel: { dashboard: "node", key: "cordoned" },
  tests: [
    fires({
      series: { 'kube_node_spec_unschedulable{node="n1"}': "0x5 1x500" },
      at: "7h",
      expect: [{ labels: { node: "n1" }, summary: "Node n1 has been cordoned for hours" }],
    }),
    // Drained, upgraded, back.
    silent({ series: { 'kube_node_spec_unschedulable{node="n1"}': "0x5 1x200 0x300" }, at: "7h" }),
  ],
});

export const nodeClockSkew = defineAlert({
  name: "NodeClockSkew",
  signal: nodeClockOffset,
  above: 0.05,
  for: "10m",
  severity: "warning",
  summary: "The clock of node {{ $labels.node }} is off by {{ $value | humanizeDuration }}",
  description: "Tokens and certificates are refused and samples are dropped when clocks of nodes differ.",
  runbook: `
1. \`kubectl debug node/NODE -it --image=busybox\`, \`chroot /host\`, then \`timedatectl\` and \`chronyc tracking\` (or \`timedatectl timesync-status\`).
2. No server reached: UDP 123 outwards must be open.
3. Servers reached and still off: restart the time service; if the offset comes back, replace the node.
`,
  panel: { dashboard: DASHBOARD, key: "node-clock" },
  tests: [
    fires({
      series: { 'node_timex_offset_seconds{node="n1"}': "-0.25x30" },
      at: "15m",
      expect: [
        {
          labels: { node: "n1" },
          summary: "The clock of node n1 is off by 250ms",
        },
      ],
    }),
    silent({ series: { 'node_timex_offset_seconds{node="n1"}': "0.01x30" }, at: "15m" }),
  ],
});

export const nodeClockNotSynchronised = defineAlert({
  name: "NodeClockNotSynchronised",
  signal: nodeClockError,
  above: 15,
  for: "10m",
  severity: "warning",
  summary: "The clock of node {{ $labels.node }} is kept by no time server",
  description:
    "Its kernel has heard no time server for hours. The clock may be right yet, but nothing keeps it so: see NodeClockSkew.",
  runbook: "Steps 1 and 2 of NodeClockSkew: no server is reached, or the time service does not run.",
  panel: { dashboard: "node", key: "clock-error" },
  tests: [
    fires({
      series: { 'node_timex_maxerror_seconds{node="n1"}': "16x30" },
      at: "15m",
      expect: [{ labels: { node: "n1" }, summary: "The clock of node n1 is kept by no time server" }],
    }),
    silent({ series: { 'node_timex_maxerror_seconds{node="n1"}': "0.2x30" }, at: "15m" }),
  ],
});

export const nodes = defineAlertGroup({
  name: "nodes",
  alerts: [nodeNotReady, nodeUnderPressure, nodeCordonedForLong, nodeClockSkew, nodeClockNotSynchronised],
});
