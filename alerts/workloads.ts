import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { containerCrashLooping, containerOomKills, volumeFree } from "./signals";

const DASHBOARD = "cluster-overview";

export const podCrashLooping = defineAlert({
  name: "PodCrashLooping",
  signal: containerCrashLooping,
  above: 0,
  for: "10m",
  severity: "warning",
  summary: "Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} crashes again and again",
  description:
    "It has ended soon after each start for 10 minutes; Kubernetes waits up to 5 minutes before the next try.",
  runbook: `
1. \`kubectl -n NAMESPACE logs POD -c CONTAINER --previous\`: its last words.
2. \`kubectl -n NAMESPACE describe pod POD\`: exit code (137 is a kill, see ContainerOomKilled; 1 and 2 are its own), failed probes, missing Secrets.
3. Since a rollout: \`kubectl -n NAMESPACE rollout undo deployment/NAME\`.
`,
  panel: { dashboard: DASHBOARD, key: "crash-looping" },
  tests: [
    fires({
      series: {
        'kube_pod_container_status_waiting_reason{namespace="shop",pod="cart-1",uid="u",container="cart",reason="CrashLoopBackOff"}':
          "1x5 _ 1x5 _ 1x20",
      },
      at: "15m",
      expect: [
        {
          labels: { namespace: "shop", pod: "cart-1", container: "cart" },
          summary: "Container cart of pod shop/cart-1 crashes again and again",
          description:
            "It has ended soon after each start for 10 minutes; Kubernetes waits up to 5 minutes before the next try.",
        },
      ],
    }),
    // Crashed twice at its start, then its database was there.
    silent({
      series: {
        'kube_pod_container_status_waiting_reason{namespace="shop",pod="cart-1",uid="u",container="cart",reason="CrashLoopBackOff"}':
          "1x3 _x30",
        'kube_pod_container_status_waiting_reason{namespace="shop",pod="cart-2",uid="u",container="cart",reason="ContainerCreating"}':
          "1x30",
      },
      at: "20m",
    }),
  ],
});

const CONTAINER = 'namespace="shop",pod="cart-1",uid="u",container="cart"';

export const containerOomKilled = defineAlert({
  name: "ContainerOomKilled",
  signal: containerOomKills,
  above: 0,
  severity: "warning",
  summary: "Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} was killed for memory",
  description:
    "It went over its memory limit, or its node had none left, within the last 15 minutes. It has been restarted.",
  runbook: `
1. The panel "Memory by namespace" of the cluster overview, and NodeMemoryPressureHigh: was the container too large, or the node too full?
2. \`kubectl -n NAMESPACE describe pod POD\`: its limit. Compare with its use in the hour before.
3. A leak grows without end: mend it. Otherwise raise limit and request to what it needs under load, and 20 % more.
`,
  panel: { dashboard: DASHBOARD, key: "oom-kills" },
  tests: [
    fires({
      series: {
        [`kube_pod_container_status_restarts_total{${CONTAINER}}`]: "0x20 1x20",
        [`kube_pod_container_status_last_terminated_reason{${CONTAINER},reason="OOMKilled"}`]: "_x20 1x20",
      },
      at: "25m",
      expect: [
        {
          labels: { namespace: "shop", pod: "cart-1", container: "cart" },
          summary: "Container cart of pod shop/cart-1 was killed for memory",
          description:
            "It went over its memory limit, or its node had none left, within the last 15 minutes. It has been restarted.",
        },
      ],
    }),
    // Restarted for another reason.
    silent({
      series: {
        [`kube_pod_container_status_restarts_total{${CONTAINER}}`]: "0x20 1x20",
        [`kube_pod_container_status_last_terminated_reason{${CONTAINER},reason="Error"}`]: "_x20 1x20",
      },
      at: "25m",
    }),
    // Killed for memory long ago.
    silent({
      series: {
        [`kube_pod_container_status_restarts_total{${CONTAINER}}`]: "0x5 1x60",
        [`kube_pod_container_status_last_terminated_reason{${CONTAINER},reason="OOMKilled"}`]: "_x5 1x60",
      },
      at: "1h",
    }),
  ],
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
  panel: { dashboard: DASHBOARD, key: "volumes-free" },
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
          description:
            "When it is full its program stops or loses data; most databases do not start again by themselves.",
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

export const workloads = defineAlertGroup({
  name: "workloads",
  alerts: [podCrashLooping, containerOomKilled, persistentVolumeFilling],
});
