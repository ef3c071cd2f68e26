import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";
import { FILESYSTEMS } from "./node-disks";

/** 1 for a filesystem that is mounted read-only now and was not within the last day: some are read-only by design. */
export const nodeDiskReadOnly = defineSignal({
  expr: promql`
    max by (node, device, mountpoint) (
      node_filesystem_readonly{${FILESYSTEMS}} > min_over_time(node_filesystem_readonly{${FILESYSTEMS}}[1d])
    )`,
  unit: "none",
  min: 0,
  max: 1,
});

/** Requests that wait or are served by a disk, on average. */
export const nodeDiskQueue = defineSignal({
  expr: promql`
    max by (node, device) (
      rate(node_disk_io_time_weighted_seconds_total{device!~"loop.*|ram.*|dm-.*|sr.*"}[$__rate_interval])
    )`,
  unit: "short",
  min: 0,
});

const DISK = '{node="n1",device="/dev/vda1",fstype="ext4",mountpoint="/"}';

export const nodeDiskTurnedReadOnly = defineAlert({
  name: "NodeDiskTurnedReadOnly",
  signal: nodeDiskReadOnly,
  above: 0,
  for: "2m",
  severity: "critical",
  summary: "{{ $labels.mountpoint }} of node {{ $labels.node }} ({{ $labels.device }}) has turned read-only",
  description:
    "Its kernel mounts a filesystem read-only when it can trust its disk no longer. What runs on the node fails with every write.",
  runbook: `
1. \`kubectl cordon NODE\`: no further pods.
2. \`kubectl debug node/NODE -it --image=busybox\`, \`chroot /host dmesg | grep -iE 'ext4|xfs|I/O error' | tail\`: which disk, which error?
3. The disk of the machine: \`kubectl drain NODE --ignore-daemonsets --delete-emptydir-data --force\`, then replace the node.
4. A volume: delete its pod, so that it is mounted and checked anew; if it fails again, restore its backup to a new one.
`,
  panel: { dashboard: "node", key: "read-only" },
  tests: [
    fires({
      series: { [`node_filesystem_readonly${DISK}`]: "0x5 1x20" },
      at: "10m",
      expect: [
        {
          labels: { node: "n1", device: "/dev/vda1", mountpoint: "/" },
          summary: "/ of node n1 (/dev/vda1) has turned read-only",
        },
      ],
    }),
    // Read-only from the start, as the system of an image is.
    silent({ series: { [`node_filesystem_readonly${DISK}`]: "1x40" }, at: "30m" }),
  ],
});

export const nodeDiskSaturated = defineAlert({
  name: "NodeDiskSaturated",
  signal: nodeDiskQueue,
  above: 10,
  for: "30m",
  severity: "warning",
  summary: "Disk {{ $labels.device }} of node {{ $labels.node }} has {{ $value | humanize }} requests waiting",
  description:
    "More than ten requests have waited for it at any moment for half an hour. Everything that reads or writes there crawls.",
  runbook: `
1. The panels "Disk busy" and "Written by pods" of the node: who reads or writes so much?
2. A volume of DigitalOcean has a limit of operations by its size: enlarge it, or spread the work over the day.
3. The machine's own disk: move what writes to a volume, or the pod to another node.
`,
  panel: { dashboard: "node", key: "disk-queue" },
  tests: [
    fires({
      // 900 seconds of waiting in each minute.
      series: { 'node_disk_io_time_weighted_seconds_total{node="n1",device="sda"}': "0+900x60" },
      at: "40m",
      expect: [
        {
          labels: { node: "n1", device: "sda" },
          summary: "Disk sda of node n1 has 15 requests waiting",
        },
      ],
    }),
    silent({ series: { 'node_disk_io_time_weighted_seconds_total{node="n1",device="sda"}': "0+300x60" }, at: "40m" }),
  ],
});

export const nodeDiskFaults = defineAlertGroup({
  name: "node-disk-faults",
  alerts: [nodeDiskTurnedReadOnly, nodeDiskSaturated],
});
