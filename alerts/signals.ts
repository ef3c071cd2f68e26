import type { Query } from "../src/dashboard";
import { defineSignal, promql } from "../src/dashboard";

// Labels are those that the default scrape configs of the prometheus chart give: node exporter's series carry `node` from
// relabelling; kube-state-metrics names `node`, `namespace`, `pod` itself (honor_labels) where its metric has them.

/** Filesystems that hold data of their own. */
export const FILESYSTEMS: Query = promql`fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|nsfs|fuse.*|nfs.*"`;

/** 1 where the kubelet says Ready, 0 where it does not or cannot. */
export const nodeReady = defineSignal({
  expr: promql`max by (node) (kube_node_status_condition{condition="Ready",status="true"})`,
  unit: "none",
});

export const nodeMemoryUse = defineSignal({
  expr: promql`max by (node) (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

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

export const nodeClockOffset = defineSignal({
  expr: promql`max by (node) (abs(node_timex_offset_seconds))`,
  unit: "s",
  min: 0,
});

/** 1 for a container in CrashLoopBackOff; the window bridges the moments in which it runs. */
export const containerCrashLooping = defineSignal({
  expr: promql`
    max by (namespace, pod, container) (
      max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m])
    )`,
  unit: "none",
});

/** Restarts within 15 minutes of containers that were last ended for memory. */
export const containerOomKills = defineSignal({
  expr: promql`
    max by (namespace, pod, container) (
      increase(kube_pod_container_status_restarts_total[15m])
      and on (namespace, pod, container) kube_pod_container_status_last_terminated_reason{reason="OOMKilled"} == 1
    )`,
  unit: "none",
  decimals: 0,
});

/** From the kubelet, which sees a volume only while a pod of its node mounts it. */
export const volumeFree = defineSignal({
  expr: promql`
    min by (namespace, persistentvolumeclaim) (
      kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes
    )`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

export const targetUp = defineSignal({
  expr: promql`max by (job, namespace, service, pod, instance) (up)`,
  unit: "none",
});

/** 1 while no node is known at all. */
export const clusterStateMissing = defineSignal({
  expr: promql`absent(kube_node_info)`,
  unit: "none",
});
