import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql, type Query } from "../src/dashboard";

/** Filesystems that hold data of their own. */
export const FILESYSTEMS: Query = promql`fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|nsfs|fuse.*|nfs.*"`;

export const nodeDiskUse = defineSignal({
  expr: promql`
    max by (node, device) (
      1 - node_filesystem_avail_bytes{${FILESYSTEMS}} / node_filesystem_size_bytes{${FILESYSTEMS}}
    )`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** Share of a disk that is left in 24 h if the last 6 h go on; only of disks that are more than 60 % full by now. */
export const nodeDiskForecast = defineSignal({
  expr: promql`
    min by (node, device) (
      predict_linear(node_filesystem_avail_bytes{${FILESYSTEMS}}[6h], 86400) / node_filesystem_size_bytes{${FILESYSTEMS}}
      and node_filesystem_avail_bytes{${FILESYSTEMS}} / node_filesystem_size_bytes{${FILESYSTEMS}} < 0.4
    )`,
  unit: "percentunit",
  max: 1,
});

/** Filesystems without a fixed number of inodes (btrfs) say 0 files and are left out. */
export const nodeInodesFree = defineSignal({
  expr: promql`
    min by (node, device) (
      node_filesystem_files_free{${FILESYSTEMS}} / (node_filesystem_files{${FILESYSTEMS}} > 0)
    )`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** Share of a disk's inodes that is left in 24 h if the last 6 h go on; only of disks with less than 40 % by now. */
export const nodeInodesForecast = defineSignal({
  expr: promql`
    min by (node, device) (
      predict_linear(node_filesystem_files_free{${FILESYSTEMS}}[6h], 86400) / (node_filesystem_files{${FILESYSTEMS}} > 0)
      and node_filesystem_files_free{${FILESYSTEMS}} / node_filesystem_files{${FILESYSTEMS}} < 0.4
    )`,
  unit: "percentunit",
  max: 1,
});

const DASHBOARD = "cluster-overview";

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

export const nodeInodesWillRunOut = defineAlert({
  name: "NodeInodesWillRunOut",
  signal: nodeInodesForecast,
  below: 0,
  for: "1h",
  severity: "warning",
  summary: "Disk {{ $labels.device }} of node {{ $labels.node }} will have no inodes left within 24 hours",
  description: "At the pace of the last 6 hours no file can be made on it within a day, however much room there is.",
  runbook: `
1. \`kubectl debug node/NODE -it --image=busybox\`, then \`for d in /host/var/lib/* /host/var/log; do echo "$(find "$d" -xdev | wc -l) $d"; done | sort -n\`: where are so many files?
2. Layers of images: \`crictl rmi --prune\`. A cache or a mail queue of a pod: mend what never deletes.
`,
  panel: { dashboard: "node", key: "inodes-forecast" },
  tests: [
    fires({
      series: {
        [`node_filesystem_files_free${DISK}`]: "24000-20x600",
        [`node_filesystem_files${DISK}`]: "60000x600",
      },
      at: "8h",
      expect: [
        {
          labels: { node: "n1", device: "/dev/vda1" },
          summary: "Disk /dev/vda1 of node n1 will have no inodes left within 24 hours",
        },
      ],
    }),
    // The same pace, but most are free.
    silent({
      series: {
        [`node_filesystem_files_free${DISK}`]: "50000-20x600",
        [`node_filesystem_files${DISK}`]: "60000x600",
      },
      at: "8h",
    }),
  ],
});

export const nodeDisks = defineAlertGroup({
  name: "node-disks",
  alerts: [nodeDiskWillFill, nodeDiskAlmostFull, nodeInodesLow, nodeInodesWillRunOut],
});
