import * as mounts from "../alerts/volume-mounts";
import * as volumes from "../alerts/volumes";
import { defineDashboard, promql, type Query, type Row, type Signal } from "../src/dashboard";
import { lines, offenders, table, watched } from "./panels";
import { ofNamespace, within } from "./scope";

const CHOSEN: Query = promql`namespace=~"$namespace"`;

const ofMounted = (signal: Signal) => within(signal, "namespace", "kubelet_volume_stats_capacity_bytes");

const CLAIM = "{{namespace}}/{{persistentvolumeclaim}}";

const room: Row = {
  title: "Room",
  panels: [
    lines({
      key: "room",
      title: "Room left",
      description: "Share of each mounted volume that is free. A sawtooth is a store that compacts; a slope ends at 0.",
      expr: promql`(${volumes.volumeFree.expr}) and on (namespace) kubelet_volume_stats_capacity_bytes{${CHOSEN}}`,
      legend: CLAIM,
      unit: "percentunit",
      min: 0,
      max: 1,
      thresholds: [volumes.persistentVolumeFilling],
    }),
    watched({
      alert: volumes.persistentVolumeWillFill,
      title: "Room left in 4 days",
      description:
        "Where the last 6 hours lead, for volumes that are more than 60 % full; empty is good. Below the line is PersistentVolumeWillFill.",
      legend: CLAIM,
      of: ofMounted,
    }),
    watched({
      alert: volumes.persistentVolumeInodesLow,
      title: "Inodes left",
      description: "Share of each volume's inodes that are free: without one no file can be made.",
      legend: CLAIM,
      of: ofMounted,
    }),
    table({
      key: "claims",
      title: "Volumes",
      description:
        "Size of each claim, the largest first. One that no pod mounts has no room above, and costs all the same.",
      expr: promql`
        sort_desc(max by (namespace, persistentvolumeclaim) (
          kube_persistentvolumeclaim_resource_requests_storage_bytes{${CHOSEN}}
        ))`,
      unit: "bytes",
      columns: { namespace: "Namespace", persistentvolumeclaim: "Claim", Value: "Size" },
    }),
  ],
};

const trouble: Row = {
  title: "Volumes that do not come",
  panels: [
    offenders({
      alert: mounts.claimNotBound,
      title: "Claims without a volume",
      description: "Their pods cannot start (PersistentVolumeClaimNotBound). Empty is good.",
      columns: { namespace: "Namespace", persistentvolumeclaim: "Claim" },
      of: ofNamespace,
      width: 8,
    }),
    offenders({
      alert: mounts.volumeNotAttached,
      title: "On their way to a node",
      description: "Volumes that are wanted at a node and not there (VolumeNotAttached, if they stay). Empty is good.",
      columns: { volumename: "Volume", node: "Node" },
      width: 8,
    }),
    watched({
      alert: mounts.volumeDriverFails,
      title: "Calls to the driver that fail",
      description: "Share of the calls by kind: mount, unmount, enlarge, measure. The line is VolumeDriverFails.",
      legend: "{{method_name}}",
      width: 8,
    }),
    lines({
      key: "driver-duration",
      title: "Time that the driver takes",
      description: "Of the slowest 5 % of calls. Minutes to mount: the filesystem is checked, or the provider is slow.",
      expr: promql`
        histogram_quantile(0.95, sum by (le, method_name) (rate(csi_operations_seconds_bucket[$__rate_interval])))`,
      legend: "{{method_name}}",
      unit: "s",
      min: 0,
    }),
    table({
      key: "phases",
      title: "Volumes that nobody claims",
      description: "Released ones hold data and cost until somebody deletes them; Failed ones could not be deleted.",
      expr: promql`
        max by (persistentvolume, phase) (kube_persistentvolume_status_phase{phase=~"Released|Failed|Available"} == 1)`,
      unit: "none",
      columns: { persistentvolume: "Volume", phase: "State" },
    }),
  ],
};

/** What is full, what will be, and what does not come to its pod. */
export const volumesDashboard = defineDashboard({
  uid: "volumes",
  title: "Volumes",
  description: "Which volume is full or will be, and which does not come to its pod?",
  folder: "Platform",
  tags: ["belvedere", "kubernetes"],
  variables: [
    { name: "namespace", label: "Namespace", values: { of: promql`kube_namespace_created`, label: "namespace" } },
  ],
  range: "24h",
  rows: [room, trouble],
});
