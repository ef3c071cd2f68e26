import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "workloads";

export const daemonSetMissing = defineSignal({
  expr: promql`
    max by (namespace, daemonset) (
      kube_daemonset_status_desired_number_scheduled - kube_daemonset_status_number_available
    )`,
  unit: "short",
  decimals: 0,
});

export const daemonSetOutdated = defineSignal({
  expr: promql`
    max by (namespace, daemonset) (
      kube_daemonset_status_desired_number_scheduled - kube_daemonset_status_updated_number_scheduled
    )`,
  unit: "short",
  decimals: 0,
});

/** Pods of a DaemonSet on nodes where it wants none. */
export const daemonSetMisplaced = defineSignal({
  expr: promql`max by (namespace, daemonset) (kube_daemonset_status_number_misscheduled)`,
  unit: "short",
  decimals: 0,
});

export const daemonSetPodsMissing = defineAlert({
  name: "DaemonSetPodsMissing",
  signal: daemonSetMissing,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} does not run on {{ $value }} nodes",
  description: "It has been so for 15 minutes: what it does is not done on some nodes.",
  runbook: `
1. \`kubectl -n NAMESPACE get pods -o wide\`: on which node is it missing or not ready? NodeNotReady, NodeUnderPressure?
2. Pending: its node is full, and nothing makes room for it. Move another pod (\`kubectl delete pod\`), or give it a priority class.
3. Crashing: its log. Without the log agent a node's logs are late; without node exporter its alerts cannot fire.
`,
  panel: { dashboard: DASHBOARD, key: "daemonsets-missing" },
  tests: [
    fires({
      series: {
        'kube_daemonset_status_desired_number_scheduled{namespace="obs",daemonset="alloy"}': "3x30",
        'kube_daemonset_status_number_available{namespace="obs",daemonset="alloy"}': "2x30",
      },
      at: "20m",
      expect: [
        {
          labels: { namespace: "obs", daemonset: "alloy" },
          summary: "DaemonSet obs/alloy does not run on 1 nodes",
        },
      ],
    }),
    silent({
      series: {
        'kube_daemonset_status_desired_number_scheduled{namespace="obs",daemonset="alloy"}': "2x5 3x30",
        'kube_daemonset_status_number_available{namespace="obs",daemonset="alloy"}': "2x10 3x30",
      },
      at: "20m",
    }),
  ],
});

export const daemonSetRolloutStuck = defineAlert({
  name: "DaemonSetRolloutStuck",
  signal: daemonSetOutdated,
  above: 0,
  for: "30m",
  severity: "warning",
  summary: "DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} still has {{ $value }} old pods",
  description:
    "For half an hour some of its pods have been those from before the last change: the rollout has stopped.",
  runbook: `
1. \`kubectl -n NAMESPACE rollout status daemonset/NAME\`: it waits for a pod that is not ready; see DaemonSetPodsMissing.
2. \`updateStrategy: OnDelete\`: the old ones are meant; delete them node by node.
`,
  panel: { dashboard: DASHBOARD, key: "daemonsets-outdated" },
  tests: [
    fires({
      series: {
        'kube_daemonset_status_desired_number_scheduled{namespace="obs",daemonset="alloy"}': "3x60",
        'kube_daemonset_status_updated_number_scheduled{namespace="obs",daemonset="alloy"}': "1x60",
      },
      at: "40m",
      expect: [
        {
          labels: { namespace: "obs", daemonset: "alloy" },
          summary: "DaemonSet obs/alloy still has 2 old pods",
        },
      ],
    }),
    silent({
      series: {
        'kube_daemonset_status_desired_number_scheduled{namespace="obs",daemonset="alloy"}': "3x60",
        'kube_daemonset_status_updated_number_scheduled{namespace="obs",daemonset="alloy"}': "1x5 2x5 3x60",
      },
      at: "40m",
    }),
  ],
});

export const daemonSetMisscheduled = defineAlert({
  name: "DaemonSetMisscheduled",
  signal: daemonSetMisplaced,
  above: 0,
  for: "1h",
  severity: "info",
  summary: "DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} runs on {{ $value }} nodes where it should not",
  description: "It has run there for an hour, though selectors, affinities or taints of today say that it should not.",
  runbook: `
1. \`kubectl get nodes --show-labels\`, \`kubectl describe node NODE\`: which label or taint of a node was changed?
2. The change is right: delete the pod. It is not: take it back.
`,
  panel: { dashboard: DASHBOARD, key: "daemonsets-misplaced" },
  tests: [
    fires({
      series: { 'kube_daemonset_status_number_misscheduled{namespace="obs",daemonset="alloy"}': "1x90" },
      at: "80m",
      expect: [
        {
          labels: { namespace: "obs", daemonset: "alloy" },
          summary: "DaemonSet obs/alloy runs on 1 nodes where it should not",
        },
      ],
    }),
    silent({
      series: { 'kube_daemonset_status_number_misscheduled{namespace="obs",daemonset="alloy"}': "1x20 0x90" },
      at: "80m",
    }),
  ],
});

export const daemonSets = defineAlertGroup({
  name: "daemon-sets",
  alerts: [daemonSetPodsMissing, daemonSetRolloutStuck, daemonSetMisscheduled],
});
