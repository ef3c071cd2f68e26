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

/** 1 for a claim that has no volume, or has lost it. */
export const claimUnbound = defineSignal({
  expr: promql`
    max by (namespace, persistentvolumeclaim) (kube_persistentvolumeclaim_status_phase{phase=~"Pending|Lost"})`,
  unit: "none",
});

/** 1 for a volume that is wanted at a node and not there. Each side is made one: for minutes two kube-state-metrics may tell of it. */
export const volumeDetached = defineSignal({
  expr: promql`
    max by (node, volumename) (
      (1 - max by (volumeattachment) (kube_volumeattachment_status_attached))
      * on (volumeattachment) group_right () max by (volumeattachment, node) (kube_volumeattachment_info)
      * on (volumeattachment) group_left (volumename) max by (volumeattachment, volumename) (
        kube_volumeattachment_spec_source_persistentvolume
      )
    )`,
  unit: "none",
});

/** Share of the calls to the driver of volumes that it failed, by what was called. */
export const volumeCallsFailed = defineSignal({
  expr: promql`
    sum by (method_name) (rate(csi_operations_seconds_count{grpc_status_code!="OK"}[$__rate_interval]))
    / sum by (method_name) (rate(csi_operations_seconds_count[$__rate_interval]))`,
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

export const claimNotBound = defineAlert({
  name: "PersistentVolumeClaimNotBound",
  signal: claimUnbound,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Claim {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has no volume",
  description: "It has had no volume for 15 minutes. A pod that mounts it cannot start.",
  runbook: `
1. \`kubectl -n NAMESPACE describe pvc CLAIM\`: the events say what its class waits for, or what the provider answered (a quota of the account?).
2. \`waiting for first consumer\`: no pod mounts it. Is it needed at all? Delete it, if it is not.
3. A class that there is not: \`kubectl get storageclass\`. A claim's class cannot be changed: make it anew.
4. Lost: its volume was deleted. Restore the data from a backup to a new claim.
`,
  panel: { dashboard: "volumes", key: "claims-unbound" },
  tests: [
    fires({
      series: {
        'kube_persistentvolumeclaim_status_phase{namespace="shop",persistentvolumeclaim="data",phase="Pending"}':
          "1x30",
        'kube_persistentvolumeclaim_status_phase{namespace="shop",persistentvolumeclaim="data",phase="Bound"}': "0x30",
      },
      at: "20m",
      expect: [
        {
          labels: { namespace: "shop", persistentvolumeclaim: "data" },
          summary: "Claim shop/data has no volume",
        },
      ],
    }),
    // Made within a minute.
    silent({
      series: {
        'kube_persistentvolumeclaim_status_phase{namespace="shop",persistentvolumeclaim="data",phase="Pending"}':
          "1x2 0x30",
      },
      at: "20m",
    }),
  ],
});

/** A volume on its way to node n1, as kube-state-metrics, which runs on n2, tells of it. */
function attachment(attached: string) {
  const labels = 'volumeattachment="csi-1",namespace="observability",service="kube-state-metrics"';
  return {
    [`kube_volumeattachment_status_attached{${labels},node="n2"}`]: attached,
    [`kube_volumeattachment_info{${labels},node="n1",attacher="dobs.csi.digitalocean.com"}`]: "1x30",
    [`kube_volumeattachment_spec_source_persistentvolume{${labels},node="n2",volumename="pvc-1"}`]: "1x30",
  };
}

export const volumeNotAttached = defineAlert({
  name: "VolumeNotAttached",
  signal: volumeDetached,
  above: 0,
  for: "10m",
  severity: "warning",
  summary: "Volume {{ $labels.volumename }} does not come to node {{ $labels.node }}",
  description: "It has been wanted there for 10 minutes. Its pod cannot start.",
  runbook: `
1. \`kubectl describe volumeattachment\`, the one of this volume: the provider's answer stands there.
2. \`already attached\` to another node: that node is gone or silent. \`kubectl get volumeattachment | grep VOLUME\`; once its pod is surely dead, delete the old attachment.
3. A limit: NodeVolumesAlmostFull. \`kubectl cordon NODE\` and delete the pod, so that it goes elsewhere.
4. No answer at all: the driver's pods in kube-system, and the provider's status page.
`,
  panel: { dashboard: "volumes", key: "detached" },
  tests: [
    fires({
      series: attachment("0x30"),
      at: "15m",
      expect: [
        {
          labels: { node: "n1", volumename: "pvc-1" },
          summary: "Volume pvc-1 does not come to node n1",
        },
      ],
    }),
    silent({ series: attachment("0x3 1x30"), at: "15m" }),
  ],
});

export const volumeDriverFails = defineAlert({
  name: "VolumeDriverFails",
  signal: volumeCallsFailed,
  above: 0.5,
  for: "15m",
  severity: "warning",
  summary: "The driver of volumes fails {{ $value | humanizePercentage }} of {{ $labels.method_name }}",
  description:
    "More than half of these calls have failed for 15 minutes: volumes are not mounted, enlarged or measured.",
  runbook: `
1. \`kubectl -n kube-system get pods | grep csi\`, then the log of the driver's container on a node: what does it refuse?
2. \`NodeStageVolume\`, \`NodePublishVolume\`: which pod does it concern? Its events say so (\`FailedMount\`).
3. \`NodeExpandVolume\`: the filesystem was not grown; delete the pod, so that it is mounted anew.
`,
  panel: { dashboard: "volumes", key: "driver-calls" },
  tests: [
    fires({
      series: calls("0+3x60", "0+1x60"),
      at: "40m",
      expect: [
        {
          labels: { method_name: "/csi.v1.Node/NodeStageVolume" },
          summary: "The driver of volumes fails 75% of /csi.v1.Node/NodeStageVolume",
        },
      ],
    }),
    silent({ series: calls("0x60", "0+4x60"), at: "40m" }),
  ],
});

function calls(failed: string, done: string) {
  const series = (code: string) =>
    `csi_operations_seconds_count{instance="n1",driver_name="dobs.csi.digitalocean.com",method_name="/csi.v1.Node/NodeStageVolume",grpc_status_code="${code}"}`;
  return { [series("Internal")]: failed, [series("OK")]: done };
}

export const volumes = defineAlertGroup({
  name: "volumes",
  alerts: [
    persistentVolumeFilling,
    persistentVolumeWillFill,
    persistentVolumeInodesLow,
    claimNotBound,
    volumeNotAttached,
    volumeDriverFails,
  ],
});
