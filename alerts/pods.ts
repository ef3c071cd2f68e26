import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

/** 1 for a container in CrashLoopBackOff; the window bridges the moments in which it runs. */
export const containerCrashLooping = defineSignal({
  expr: promql`
    max by (namespace, pod, container) (
      max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m])
    )`,
  unit: "none",
});

/** Reasons for which a container waits that no waiting mends. */
const STUCK =
  "ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName|CreateContainerConfigError|CreateContainerError";

/** 1 for a container that cannot start; the window bridges the moments between two tries. */
export const containerStuck = defineSignal({
  expr: promql`
    max by (namespace, pod, container) (
      max_over_time(kube_pod_container_status_waiting_reason{reason=~"${STUCK}"}[5m])
      or max_over_time(kube_pod_init_container_status_waiting_reason{reason=~"${STUCK}"}[5m])
    )`,
  unit: "none",
});

/** 1 for a pod that fits no node. */
export const podUnschedulable = defineSignal({
  expr: promql`max by (namespace, pod) (kube_pod_status_unschedulable)`,
  unit: "none",
});

/** 1 for a pod that is not ready for none of the reasons that other alerts name. */
export const podUnready = defineSignal({
  expr: promql`
    max by (namespace, pod) (
      kube_pod_status_ready{condition=~"false|unknown"}
      and on (namespace, pod) kube_pod_status_phase{phase=~"Pending|Running|Unknown"} == 1
    )
    unless on (namespace, pod) (
      kube_pod_status_unschedulable == 1
      or kube_pod_container_status_waiting_reason{reason=~"CrashLoopBackOff|${STUCK}"} == 1
      or kube_pod_init_container_status_waiting_reason{reason=~"CrashLoopBackOff|${STUCK}"} == 1
    )`,
  unit: "none",
});

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
  panel: { dashboard: "cluster-overview", key: "crash-looping" },
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

export const containerCannotStart = defineAlert({
  name: "ContainerCannotStart",
  signal: containerStuck,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} cannot start",
  description:
    "It has waited for 15 minutes for something that does not come by itself: its image, a Secret, a ConfigMap.",
  runbook: `
1. \`kubectl -n NAMESPACE describe pod POD\`: the events name what is missing.
2. ImagePullBackOff: a wrong name or tag, a pull Secret that is missing or too old, a registry that is down or limits the rate.
3. CreateContainerConfigError: a Secret or ConfigMap, or a key of one, that is not there.
4. Since a rollout: \`kubectl -n NAMESPACE rollout undo deployment/NAME\`; the old pods still run.
`,
  panel: { dashboard: "workloads", key: "stuck-containers" },
  tests: [
    fires({
      series: {
        [`kube_pod_container_status_waiting_reason{${CONTAINER},reason="ErrImagePull"}`]: "1 _ 1 _ 1 _x30",
        [`kube_pod_container_status_waiting_reason{${CONTAINER},reason="ImagePullBackOff"}`]: "_ 1 _ 1 _ 1x30",
      },
      at: "20m",
      expect: [
        {
          labels: { namespace: "shop", pod: "cart-1", container: "cart" },
          summary: "Container cart of pod shop/cart-1 cannot start",
        },
      ],
    }),
    // It was made before its Secret was.
    silent({
      series: {
        [`kube_pod_container_status_waiting_reason{${CONTAINER},reason="CreateContainerConfigError"}`]: "1x5 _x30",
      },
      at: "20m",
    }),
  ],
});

export const podWithoutNode = defineAlert({
  name: "PodWithoutNode",
  signal: podUnschedulable,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Pod {{ $labels.namespace }}/{{ $labels.pod }} fits no node",
  description: "It has fitted no node for 15 minutes, longer than a new node takes: it does not run.",
  runbook: `
1. \`kubectl -n NAMESPACE describe pod POD\`: the last event counts the nodes by what they lack.
2. \`Insufficient memory\` or \`cpu\`: lower its requests, if they are too generous (the dashboard Capacity and cost), or add a node; see NodePoolAtMaximum.
3. \`untolerated taint\`, \`node affinity\`: it asks for a node that there is not.
4. \`volume node affinity conflict\`, \`max volume count\`: its volume lies elsewhere, or the nodes have no place for another; see NodeVolumesAlmostFull.
`,
  panel: { dashboard: "workloads", key: "pods-without-node" },
  tests: [
    fires({
      series: { 'kube_pod_status_unschedulable{namespace="shop",pod="cart-1",uid="u"}': "1x30" },
      at: "20m",
      expect: [
        {
          labels: { namespace: "shop", pod: "cart-1" },
          summary: "Pod shop/cart-1 fits no node",
        },
      ],
    }),
    // A node was added for it.
    silent({
      series: { 'kube_pod_status_unschedulable{namespace="shop",pod="cart-1",uid="u"}': "1x8 _x30" },
      at: "20m",
    }),
  ],
});

export const podNotReady = defineAlert({
  name: "PodNotReady",
  signal: podUnready,
  above: 0,
  for: "15m",
  severity: "warning",
  summary: "Pod {{ $labels.namespace }}/{{ $labels.pod }} is not ready",
  description: "It has been so for 15 minutes. No Service sends it anything, and a rollout waits for it.",
  runbook: `
1. \`kubectl -n NAMESPACE describe pod POD\`: a readiness probe that fails, or a volume that does not come (see VolumeNotAttached)?
2. The probe fails: \`kubectl -n NAMESPACE logs POD\`: what does it wait for? Its database, its configuration?
3. Its phase is Unknown: its node is silent, see NodeNotReady.
`,
  panel: { dashboard: "workloads", key: "pods-not-ready" },
  tests: [
    fires({
      series: {
        'kube_pod_status_ready{namespace="shop",pod="cart-9",uid="u",condition="false"}': "1x30",
        'kube_pod_status_phase{namespace="shop",pod="cart-9",uid="u",phase="Running"}': "1x30",
      },
      at: "20m",
      expect: [{ labels: { namespace: "shop", pod: "cart-9" }, summary: "Pod shop/cart-9 is not ready" }],
    }),
    silent({
      series: {
        // Done, which is not ready either.
        'kube_pod_status_ready{namespace="shop",pod="dump-1",uid="u",condition="false"}': "1x30",
        'kube_pod_status_phase{namespace="shop",pod="dump-1",uid="u",phase="Succeeded"}': "1x30",
        'kube_pod_status_phase{namespace="shop",pod="dump-1",uid="u",phase="Running"}': "0x30",
        // PodCrashLooping says it better.
        'kube_pod_status_ready{namespace="shop",pod="cart-2",uid="u",condition="false"}': "1x30",
        'kube_pod_status_phase{namespace="shop",pod="cart-2",uid="u",phase="Running"}': "1x30",
        'kube_pod_container_status_waiting_reason{namespace="shop",pod="cart-2",uid="u",container="cart",reason="CrashLoopBackOff"}':
          "1x30",
      },
      at: "20m",
    }),
  ],
});

export const pods = defineAlertGroup({
  name: "pods",
  alerts: [podCrashLooping, containerCannotStart, podWithoutNode, podNotReady],
});
