import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

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

/** Share of a volume that is left in 4 days if the last 6 h go on; only of volumes with less than 40 % by now. */
export const volumeForecast = defineSignal({
  expr: promql`
    min by (namespace, persistentvolumeclaim) (
      predict_linear(kubelet_volume_stats_available_bytes[6h], 345600) / kubelet_volume_stats_capacity_bytes
      and kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.4
    )`,
  unit: "percentunit",
  max: 1,
});

/** Filesystems without a fixed number of inodes say 0 and are left out. */
export const volumeInodesFree = defineSignal({
  expr: promql`
    min by (namespace, persistentvolumeclaim) (
      kubelet_volume_stats_inodes_free / (kubelet_volume_stats_inodes > 0)
    )`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

const VOLUME = '{namespace="obs",persistentvolumeclaim="storage-loki-0",instance="n1"}';

export const persistentVolumeFilling = defineAlert({
  name: "PersistentVolumeFilling",
  signal: volumeFree,
  below: 0.1,
  for: "10m",
  severity: "critical",
  summary:
    "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} of its room left",
  description: "When it is full its program stops or loses data; most databases do not start again by themselves.",
  runbook: `
1. Whose is it: \`kubectl -n NAMESPACE describe pvc CLAIM\` (Used By).
2. Enlarge it: change the size in the client's config and deploy. By hand, as long as the storage class allows expansion:
   \`kubectl -n NAMESPACE patch pvc CLAIM -p '{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}'\`. A volume never shrinks.
3. Or keep less: retention of Prometheus and of Loki, old dumps.
`,
  panel: { dashboard: "cluster-overview", key: "volumes-free" },
  tests: [
    fires({
      series: {
        [`kubelet_volume_stats_available_bytes${VOLUME}`]: "5x20",
        [`kubelet_volume_stats_capacity_bytes${VOLUME}`]: "100x20",
      },
      at: "15m",
      expect: [
        {
          labels: { namespace: "obs", persistentvolumeclaim: "storage-loki-0" },
          summary: "Volume obs/storage-loki-0 has 5% of its room left",
        },
      ],
    }),
    silent({
      series: {
        [`kubelet_volume_stats_available_bytes${VOLUME}`]: "20x20",
        [`kubelet_volume_stats_capacity_bytes${VOLUME}`]: "100x20",
      },
      at: "15m",
    }),
  ],
});

export const persistentVolumeWillFill = defineAlert({
  name: "PersistentVolumeWillFill",
  signal: volumeForecast,
  below: 0,
  for: "1h",
  severity: "warning",
  summary: "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} will be full within 4 days",
  description: "At the pace of the last 6 hours nothing is left on it within 4 days.",
  runbook: `
1. The panel "Room left" over a month: a steady slope, or the sawtooth of a store that compacts? A sawtooth passes.
2. Enlarge it in time, or keep less: steps 2 and 3 of PersistentVolumeFilling.
`,
  panel: { dashboard: "volumes", key: "forecast" },
  tests: [
    fires({
      series: {
        [`kubelet_volume_stats_available_bytes${VOLUME}`]: "24000-8x600",
        [`kubelet_volume_stats_capacity_bytes${VOLUME}`]: "60000x600",
      },
      at: "8h",
      expect: [
        {
          labels: { namespace: "obs", persistentvolumeclaim: "storage-loki-0" },
          summary: "Volume obs/storage-loki-0 will be full within 4 days",
        },
      ],
    }),
    // The same pace, but most of it is free.
    silent({
      series: {
        [`kubelet_volume_stats_available_bytes${VOLUME}`]: "50000-8x600",
        [`kubelet_volume_stats_capacity_bytes${VOLUME}`]: "60000x600",
      },
      at: "8h",
    }),
  ],
});

export const persistentVolumeInodesLow = defineAlert({
  name: "PersistentVolumeInodesLow",
  signal: volumeInodesFree,
  below: 0.1,
  for: "15m",
  severity: "warning",
  summary:
    "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} of its inodes left",
  description: "Without inodes no file can be made on it, however much room there is.",
  runbook: `
1. \`kubectl -n NAMESPACE exec POD -- sh -c 'for d in /MOUNT/*; do echo "$(find "$d" | wc -l) $d"; done | sort -n | tail'\`: where are so many files?
2. Delete what is not needed. A larger volume has more inodes; ext4 gives one for 16 KiB.
`,
  panel: { dashboard: "volumes", key: "inodes" },
  tests: [
    fires({
      series: {
        [`kubelet_volume_stats_inodes_free${VOLUME}`]: "5x30",
        [`kubelet_volume_stats_inodes${VOLUME}`]: "100x30",
      },
      at: "20m",
      expect: [
        {
          labels: { namespace: "obs", persistentvolumeclaim: "storage-loki-0" },
          summary: "Volume obs/storage-loki-0 has 5% of its inodes left",
        },
      ],
    }),
    silent({
      series: {
        [`kubelet_volume_stats_inodes_free${VOLUME}`]: "0x30",
        [`kubelet_volume_stats_inodes${VOLUME}`]: "0x30",
      },
      at: "20m",
    }),
  ],
});

export const volumes = defineAlertGroup({
  name: "volumes",
  alerts: [persistentVolumeFilling, persistentVolumeWillFill, persistentVolumeInodesLow],
});
