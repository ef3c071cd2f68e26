import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { nodeClockOffset, nodeDiskForecast, nodeDiskUse, nodeInodesFree, nodeMemoryUse, nodeReady } from "./signals";

const DASHBOARD = "cluster-overview";

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
  panel: { dashboard: DASHBOARD, key: "node-memory" },
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

const DISK = '{node="n1",device="/dev/vda1",fstype="ext4",mountpoint="/"}';

export const nodeDiskWillFill = defineAlert({
  name: "NodeDiskWillFill",
  signal: nodeDiskForecast,
  below: 0,
  for: "1h",
  severity: "warning",
  summary: "Disk {{ $labels.device }} of node {{ $labels.node }} will be full within 24 hours",
  description:
    "At the pace of the last 6 hours nothing is left on {{ $labels.device }} of {{ $labels.node }} within a day.",
  runbook: `
1. The panel "Disk use" of the cluster overview: a steady slope (data, logs) or one step (an image, a dump)?
2. \`kubectl debug node/NODE -it --image=busybox\`, then \`du -xsh /host/var/lib/* /host/var/log/*\`.
3. Images: \`crictl rmi --prune\` on the node. Logs of one pod: mend what writes them; the kubelet rotates at 10 MiB per container.
4. An emptyDir of a pod: give it a sizeLimit or a volume of its own.
`,
  panel: { dashboard: DASHBOARD, key: "node-disk-forecast" },
  tests: [
    fires({
      // From 40 % free, 2 % of the disk per hour.
      series: {
        [`node_filesystem_avail_bytes${DISK}`]: "24000-20x600",
        [`node_filesystem_size_bytes${DISK}`]: "60000x600",
      },
      at: "8h",
      expect: [
        {
          labels: { node: "n1", device: "/dev/vda1" },
          summary: "Disk /dev/vda1 of node n1 will be full within 24 hours",
          description: "At the pace of the last 6 hours nothing is left on /dev/vda1 of n1 within a day.",
        },
      ],
    }),
    // The same pace, but most of the disk is free: no reason to wake up.
    silent({
      series: {
        [`node_filesystem_avail_bytes${DISK}`]: "50000-20x600",
        [`node_filesystem_size_bytes${DISK}`]: "60000x600",
      },
      at: "8h",
    }),
    // Rather full, but it stays so.
    silent({
      series: {
        [`node_filesystem_avail_bytes${DISK}`]: "15000x600",
        [`node_filesystem_size_bytes${DISK}`]: "60000x600",
      },
      at: "8h",
    }),
  ],
});

export const nodeDiskAlmostFull = defineAlert({
  name: "NodeDiskAlmostFull",
  signal: nodeDiskUse,
  above: 0.88,
  for: "5m",
  severity: "critical",
  summary: "Disk {{ $labels.device }} of node {{ $labels.node }} is {{ $value | humanizePercentage }} full",
  description:
    "At 90 % the kubelet of {{ $labels.node }} deletes images and evicts pods; at 100 % nothing on it can write.",
  runbook: `
1. \`kubectl describe node NODE\`: is DiskPressure true by now? Then pods are already being evicted.
2. Free room: steps 2 to 4 of NodeDiskWillFill.
3. If nothing can go: \`kubectl drain NODE --ignore-daemonsets --delete-emptydir-data\` and replace the node by a larger one.
`,
  panel: { dashboard: DASHBOARD, key: "node-disk" },
  tests: [
    fires({
      series: { [`node_filesystem_avail_bytes${DISK}`]: "5x20", [`node_filesystem_size_bytes${DISK}`]: "100x20" },
      at: "10m",
      expect: [
        {
          labels: { node: "n1", device: "/dev/vda1" },
          summary: "Disk /dev/vda1 of node n1 is 95% full",
          description: "At 90 % the kubelet of n1 deletes images and evicts pods; at 100 % nothing on it can write.",
        },
      ],
    }),
    silent({
      series: {
        [`node_filesystem_avail_bytes${DISK}`]: "50x20",
        [`node_filesystem_size_bytes${DISK}`]: "100x20",
        // A read-only image is always full.
        'node_filesystem_avail_bytes{node="n1",device="/dev/loop0",fstype="squashfs",mountpoint="/snap"}': "0x20",
        'node_filesystem_size_bytes{node="n1",device="/dev/loop0",fstype="squashfs",mountpoint="/snap"}': "100x20",
      },
      at: "10m",
    }),
  ],
});

export const nodeInodesLow = defineAlert({
  name: "NodeInodesLow",
  signal: nodeInodesFree,
  below: 0.1,
  for: "15m",
  severity: "warning",
  summary:
    "Disk {{ $labels.device }} of node {{ $labels.node }} has {{ $value | humanizePercentage }} of its inodes left",
  description: "Without inodes no file can be made, however much room there is; at 5 % the kubelet evicts pods.",
  runbook: `
1. \`kubectl debug node/NODE -it --image=busybox\`, then \`find /host/var -xdev -type d -size +1M\`: directories with very many files.
2. Most often a cache or a session store of one pod: mend its clean-up, restart it to empty its emptyDir.
3. Many old images: \`crictl rmi --prune\` on the node.
`,
  panel: { dashboard: DASHBOARD, key: "node-inodes" },
  tests: [
    fires({
      series: { [`node_filesystem_files_free${DISK}`]: "8x30", [`node_filesystem_files${DISK}`]: "100x30" },
      at: "20m",
      expect: [
        {
          labels: { node: "n1", device: "/dev/vda1" },
          summary: "Disk /dev/vda1 of node n1 has 8% of its inodes left",
          description:
            "Without inodes no file can be made, however much room there is; at 5 % the kubelet evicts pods.",
        },
      ],
    }),
    // btrfs counts no inodes: 0 of 0.
    silent({
      series: { [`node_filesystem_files_free${DISK}`]: "0x30", [`node_filesystem_files${DISK}`]: "0x30" },
      at: "20m",
    }),
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
          description: "Tokens and certificates are refused and samples are dropped when clocks of nodes differ.",
        },
      ],
    }),
    silent({ series: { 'node_timex_offset_seconds{node="n1"}': "0.01x30" }, at: "15m" }),
  ],
});

export const nodes = defineAlertGroup({
  name: "nodes",
  alerts: [nodeNotReady, nodeMemoryPressureHigh, nodeDiskWillFill, nodeDiskAlmostFull, nodeInodesLow, nodeClockSkew],
});
