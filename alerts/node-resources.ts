import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql, type Query } from "../src/dashboard";

export const nodeMemoryUse = defineSignal({
  expr: promql`max by (node) (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** Share of the time in which some process waits for memory that has to be freed first. */
export const nodeMemoryWaiting = defineSignal({
  expr: promql`max by (node) (rate(node_pressure_memory_waiting_seconds_total[$__rate_interval]))`,
  unit: "percentunit",
  min: 0,
});

/** Processes that want to run, for each CPU. */
export const nodeLoad = defineSignal({
  expr: promql`
    max by (node) (node_load15 / count without (cpu, mode) (node_cpu_seconds_total{mode="idle"}))`,
  unit: "short",
  min: 0,
});

export const nodeFilesOpen = defineSignal({
  expr: promql`max by (node) (node_filefd_allocated / node_filefd_maximum)`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

export const nodeConnectionsTracked = defineSignal({
  expr: promql`max by (node) (node_nf_conntrack_entries / node_nf_conntrack_entries_limit)`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** Interfaces of the machine, without those of pods, of which every byte counts twice. */
export const INTERFACES: Query = promql`device!~"lo|veth.*|cali.*|cilium.*|lxc.*|cni.*|flannel.*|docker.*|ifb.*"`;

/** Share of the packets of an interface that came, or went, broken. */
export const nodeNetworkErrors = defineSignal({
  expr: promql`
    sum by (node, device) (
      rate(node_network_receive_errs_total{${INTERFACES}}[$__rate_interval])
      + rate(node_network_transmit_errs_total{${INTERFACES}}[$__rate_interval])
    ) / (
      sum by (node, device) (
        rate(node_network_receive_packets_total{${INTERFACES}}[$__rate_interval])
        + rate(node_network_transmit_packets_total{${INTERFACES}}[$__rate_interval])
      ) > 0
    )`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

export const nodeMemoryPressureHigh = defineAlert({
  name: "NodeMemoryPressureHigh",
  signal: nodeMemoryUse,
  above: 0.9,
  for: "15m",
  severity: "warning",
  summary: "Node {{ $labels.node }} uses {{ $value | humanizePercentage }} of its memory",
  description:
    "Less than a tenth of the memory of {{ $labels.node }} has been left for 15 minutes. Soon the kubelet evicts pods, or the kernel kills a container.",
  runbook: `
1. The panel "Memory by namespace" of the cluster overview, then \`kubectl top pods -A --sort-by=memory\`: who grew?
2. A leak: restart the workload (\`kubectl rollout restart\`), and give it a memory limit.
3. Honest growth: raise its memory request, so that the scheduler finds a place where it fits; add or enlarge nodes.
`,
  panel: { dashboard: "cluster-overview", key: "node-memory" },
  tests: [
    fires({
      series: {
        'node_memory_MemAvailable_bytes{node="n1",instance="10.0.0.1:9100"}': "80x30",
        'node_memory_MemTotal_bytes{node="n1",instance="10.0.0.1:9100"}': "1000x30",
      },
      at: "20m",
      expect: [
        {
          labels: { node: "n1" },
          summary: "Node n1 uses 92% of its memory",
          description:
            "Less than a tenth of the memory of n1 has been left for 15 minutes. Soon the kubelet evicts pods, or the kernel kills a container.",
        },
      ],
    }),
    silent({
      series: {
        'node_memory_MemAvailable_bytes{node="n1",instance="10.0.0.1:9100"}': "150x30",
        'node_memory_MemTotal_bytes{node="n1",instance="10.0.0.1:9100"}': "1000x30",
      },
      at: "20m",
    }),
  ],
});

export const nodeThrashing = defineAlert({
  name: "NodeThrashing",
  signal: nodeMemoryWaiting,
  above: 0.1,
  for: "10m",
  severity: "warning",
  summary: "Processes of node {{ $labels.node }} wait {{ $value | humanizePercentage }} of the time for memory",
  description:
    "A tenth of the time some process has waited for memory for 10 minutes: the node frees pages that it needs again at once. Everything on it is slow.",
  runbook: `
1. \`kubectl top pods -A --sort-by=memory\`, those of this node: who took the memory?
2. A container at its own limit thrashes alone: the panel "Memory against limits" of its pod. Raise the limit.
3. The node is full: move a pod (\`kubectl delete pod\`, its request raised), or add a node.
`,
  panel: { dashboard: "node", key: "memory-waiting" },
  tests: [
    fires({
      series: { 'node_pressure_memory_waiting_seconds_total{node="n1"}': "0+12x30" },
      at: "20m",
      expect: [
        {
          labels: { node: "n1" },
          summary: "Processes of node n1 wait 20% of the time for memory",
        },
      ],
    }),
    silent({ series: { 'node_pressure_memory_waiting_seconds_total{node="n1"}': "0+1x30" }, at: "20m" }),
  ],
});

export const nodeCpuSaturated = defineAlert({
  name: "NodeCpuSaturated",
  signal: nodeLoad,
  above: 2,
  for: "30m",
  severity: "warning",
  summary: "Node {{ $labels.node }} has {{ $value | humanize }} processes waiting for each of its CPUs",
  description: "Twice as many processes as it has CPUs have wanted to run for half an hour. Answers take longer.",
  runbook: `
1. The panel "CPU of pods" of the node: who uses it? No CPU is used, but the load is high: processes wait for a disk, see NodeDiskSaturated.
2. A pod without a CPU limit that ran away: restart it.
3. Honest work: raise its CPU request, so that the scheduler finds a place with room; add or enlarge nodes.
`,
  panel: { dashboard: "node", key: "load" },
  tests: [
    fires({
      series: {
        'node_load15{node="n1",instance="a"}': "5x60",
        'node_cpu_seconds_total{node="n1",instance="a",cpu="0",mode="idle"}': "0x60",
        'node_cpu_seconds_total{node="n1",instance="a",cpu="1",mode="idle"}': "0x60",
      },
      at: "40m",
      expect: [
        {
          labels: { node: "n1" },
          summary: "Node n1 has 2.5 processes waiting for each of its CPUs",
        },
      ],
    }),
    // The same load on more CPUs.
    silent({
      series: {
        'node_load15{node="n1",instance="a"}': "5x60",
        'node_cpu_seconds_total{node="n1",instance="a",cpu="0",mode="idle"}': "0x60",
        'node_cpu_seconds_total{node="n1",instance="a",cpu="1",mode="idle"}': "0x60",
        'node_cpu_seconds_total{node="n1",instance="a",cpu="2",mode="idle"}': "0x60",
        'node_cpu_seconds_total{node="n1",instance="a",cpu="3",mode="idle"}': "0x60",
      },
      at: "40m",
    }),
  ],
});

export const nodeFilesAlmostExhausted = defineAlert({
  name: "NodeFilesAlmostExhausted",
  signal: nodeFilesOpen,
  above: 0.8,
  for: "15m",
  severity: "warning",
  summary: "Node {{ $labels.node }} has {{ $value | humanizePercentage }} of its files open",
  description: "At 100 % nothing on it can open a file or a connection, the kubelet included.",
  runbook: `
1. \`kubectl debug node/NODE -it --image=busybox\`, \`chroot /host\`, then \`for p in /proc/[0-9]*; do echo "$(ls $p/fd | wc -l) $(cat $p/comm)"; done | sort -n | tail\`: who has them open?
2. A leak: restart its pod, and mend it. Honest use: raise \`fs.file-max\` of the nodes.
`,
  panel: { dashboard: "node", key: "files-open" },
  tests: [
    fires({
      series: {
        'node_filefd_allocated{node="n1",instance="a"}': "90x30",
        'node_filefd_maximum{node="n1",instance="a"}': "100x30",
      },
      at: "20m",
      expect: [{ labels: { node: "n1" }, summary: "Node n1 has 90% of its files open" }],
    }),
    silent({
      series: {
        'node_filefd_allocated{node="n1",instance="a"}': "50x30",
        'node_filefd_maximum{node="n1",instance="a"}': "100x30",
      },
      at: "20m",
    }),
  ],
});

export const nodeConnectionsAlmostExhausted = defineAlert({
  name: "NodeConnectionsAlmostExhausted",
  signal: nodeConnectionsTracked,
  above: 0.8,
  for: "5m",
  severity: "warning",
  summary: "Node {{ $labels.node }} tracks {{ $value | humanizePercentage }} of the connections that it can",
  description: "At 100 % its kernel drops the packets of every new connection: of some requests, and without a word.",
  runbook: `
1. \`kubectl debug node/NODE -it --image=nicolaka/netshoot\`, then \`conntrack -L | awk '{print $5}' | sort | uniq -c | sort -n | tail\`: whose are they?
2. One pod that opens a connection for every request: have it keep them. One address from outside: \`ingress.rateLimit\`.
3. Honest use: raise \`net.netfilter.nf_conntrack_max\`, or spread the load over more nodes.
`,
  panel: { dashboard: "node", key: "connections" },
  tests: [
    fires({
      series: {
        'node_nf_conntrack_entries{node="n1",instance="a"}': "85x20",
        'node_nf_conntrack_entries_limit{node="n1",instance="a"}': "100x20",
      },
      at: "10m",
      expect: [
        {
          labels: { node: "n1" },
          summary: "Node n1 tracks 85% of the connections that it can",
        },
      ],
    }),
    silent({
      series: {
        'node_nf_conntrack_entries{node="n1",instance="a"}': "20x20",
        'node_nf_conntrack_entries_limit{node="n1",instance="a"}': "100x20",
      },
      at: "10m",
    }),
  ],
});

export const nodeNetworkBroken = defineAlert({
  name: "NodeNetworkBroken",
  signal: nodeNetworkErrors,
  above: 0.01,
  for: "1h",
  severity: "warning",
  summary:
    "Interface {{ $labels.device }} of node {{ $labels.node }} breaks {{ $value | humanizePercentage }} of its packets",
  description: "More than 1 % of its packets have been broken for an hour. Connections through it are slow, or break.",
  runbook: `
1. \`kubectl debug node/NODE -it --image=nicolaka/netshoot\`, then \`ip -s -s link show DEVICE\`: which kind of error?
2. A machine at a provider: replace the node (\`doctl kubernetes cluster node-pool replace-node\`), and tell the provider.
3. A machine of your own: its cable, its port at the switch, the MTU at both ends.
`,
  panel: { dashboard: "node", key: "network-errors" },
  tests: [
    fires({
      series: packets("0+30x120"),
      at: "80m",
      expect: [
        {
          labels: { node: "n1", device: "eth0" },
          summary: "Interface eth0 of node n1 breaks 5% of its packets",
        },
      ],
    }),
    silent({ series: packets("0x120"), at: "80m" }),
  ],
});

/** Ten packets a second, of which so many broke on their way in. */
function packets(broken: string) {
  const series = (name: string) => `node_network_${name}_total{node="n1",instance="a",device="eth0"}`;
  return {
    [series("receive_packets")]: "0+300x120",
    [series("transmit_packets")]: "0+300x120",
    [series("receive_errs")]: broken,
    [series("transmit_errs")]: "0x120",
  };
}

export const nodeResources = defineAlertGroup({
  name: "node-resources",
  alerts: [
    nodeMemoryPressureHigh,
    nodeThrashing,
    nodeCpuSaturated,
    nodeFilesAlmostExhausted,
    nodeConnectionsAlmostExhausted,
    nodeNetworkBroken,
  ],
});
