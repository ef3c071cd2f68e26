import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

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

export const volumeMounts = defineAlertGroup({
  name: "volume-mounts",
  alerts: [claimNotBound, volumeNotAttached, volumeDriverFails],
});
