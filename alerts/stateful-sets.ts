import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

const DASHBOARD = "workloads";

export const statefulSetMissing = defineSignal({
  expr: promql`max by (namespace, statefulset) (kube_statefulset_replicas - kube_statefulset_status_replicas_ready)`,
  unit: "short",
  decimals: 0,
});

/** Pods that still are as they were before the last change. */
export const statefulSetOutdated = defineSignal({
  expr: promql`max by (namespace, statefulset) (kube_statefulset_replicas - kube_statefulset_status_replicas_updated)`,
  unit: "short",
  decimals: 0,
});

export const statefulSetReplicasMissing = defineAlert({
  name: "StatefulSetReplicasMissing",
  signal: statefulSetMissing,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} lacks {{ $value }} of its pods",
  description: "It has been so for 15 minutes. The others carry the load, and another loss hurts more.",
  runbook: `
1. \`kubectl -n NAMESPACE get pods\`: they start one after the other, so the lowest that is not ready keeps the rest.
2. It waits for its volume: VolumeNotAttached, PersistentVolumeClaimNotBound. Its node is gone: the pod is replaced only when the node is deleted or comes back.
3. Otherwise as for a Deployment: PodCrashLooping, ContainerCannotStart, PodWithoutNode, PodNotReady.
`,
  panel: { dashboard: DASHBOARD, key: "statefulsets-missing" },
  tests: [
    fires({
      series: {
        'kube_statefulset_replicas{namespace="obs",statefulset="loki"}': "1x30",
        'kube_statefulset_status_replicas_ready{namespace="obs",statefulset="loki"}': "0x30",
      },
      at: "20m",
      expect: [
        {
          labels: { namespace: "obs", statefulset: "loki" },
          summary: "StatefulSet obs/loki lacks 1 of its pods",
        },
      ],
    }),
    silent({
      series: {
        'kube_statefulset_replicas{namespace="obs",statefulset="loki"}': "1x30",
        'kube_statefulset_status_replicas_ready{namespace="obs",statefulset="loki"}': "0x8 1x30",
      },
      at: "20m",
    }),
  ],
});

export const statefulSetRolloutStuck = defineAlert({
  name: "StatefulSetRolloutStuck",
  signal: statefulSetOutdated,
  above: 0,
  for: "30m",
  severity: "warning",
  summary: "StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} still has {{ $value }} old pods",
  description:
    "For half an hour some of its pods have been those from before the last change: the rollout has stopped.",
  runbook: `
1. \`kubectl -n NAMESPACE get pods -L controller-revision-hash\`: a new pod that is not ready stops all the others.
2. It will never be ready: mend the template, deploy, and delete that pod by hand; Kubernetes does not replace it (a known limit of StatefulSets).
3. \`updateStrategy: OnDelete\` or a \`partition\`: the old ones are meant. Delete them when it suits, or silence this.
`,
  panel: { dashboard: DASHBOARD, key: "statefulsets-outdated" },
  tests: [
    fires({
      series: {
        'kube_statefulset_replicas{namespace="obs",statefulset="loki"}': "3x60",
        'kube_statefulset_status_replicas_updated{namespace="obs",statefulset="loki"}': "1x60",
      },
      at: "40m",
      expect: [
        {
          labels: { namespace: "obs", statefulset: "loki" },
          summary: "StatefulSet obs/loki still has 2 old pods",
        },
      ],
    }),
    silent({
      series: {
        'kube_statefulset_replicas{namespace="obs",statefulset="loki"}': "3x60",
        'kube_statefulset_status_replicas_updated{namespace="obs",statefulset="loki"}': "3x5 1x10 2x10 3x60",
      },
      at: "40m",
    }),
  ],
});

export const statefulSets = defineAlertGroup({
  name: "stateful-sets",
  alerts: [statefulSetReplicasMissing, statefulSetRolloutStuck],
});
