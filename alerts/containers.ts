import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql } from "../src/dashboard";

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

/** Share of the memory that a container may have, as the kubelet counts it. */
export const containerMemoryOfLimit = defineSignal({
  expr: promql`
    max by (namespace, pod, container) (container_memory_working_set_bytes{container!=""})
    / max by (namespace, pod, container) (kube_pod_container_resource_limits{resource="memory"} > 0)`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** Share of the periods in which a container was stopped because its CPU limit was used up. */
export const containerThrottled = defineSignal({
  expr: promql`
    sum by (namespace, pod, container) (
      increase(container_cpu_cfs_throttled_periods_total{container!=""}[$__rate_interval])
    )
    / sum by (namespace, pod, container) (
      increase(container_cpu_cfs_periods_total{container!=""}[$__rate_interval])
    )`,
  unit: "percentunit",
  min: 0,
  max: 1,
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
  panel: { dashboard: "workloads", key: "oom-kills" },
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

export const containerNearMemoryLimit = defineAlert({
  name: "ContainerNearMemoryLimit",
  signal: containerMemoryOfLimit,
  above: 0.95,
  for: "15m",
  severity: "warning",
  summary:
    "Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit",
  description: "Less than 5 % of its limit has been left for 15 minutes. At 100 % the kernel kills it.",
  runbook: `
1. The panel of the pod over the last week: a leak grows without end, a cache stops below its limit.
2. A leak: \`kubectl -n NAMESPACE rollout restart\` its workload now, and mend it.
3. Honest use: raise limit and request by a fifth. A program of the JVM or Go may take its own bound from the limit: see what it was told.
`,
  panel: { dashboard: "pod", key: "memory-of-limit" },
  tests: [
    fires({
      series: {
        'container_memory_working_set_bytes{namespace="shop",pod="cart-1",container="cart",id="/a"}': "98x30",
        'kube_pod_container_resource_limits{namespace="shop",pod="cart-1",container="cart",resource="memory",unit="byte"}':
          "100x30",
      },
      at: "20m",
      expect: [
        {
          labels: { namespace: "shop", pod: "cart-1", container: "cart" },
          summary: "Container cart of pod shop/cart-1 uses 98% of its memory limit",
        },
      ],
    }),
    silent({
      series: {
        'container_memory_working_set_bytes{namespace="shop",pod="cart-1",container="cart",id="/a"}': "80x30",
        'kube_pod_container_resource_limits{namespace="shop",pod="cart-1",container="cart",resource="memory",unit="byte"}':
          "100x30",
        // Without a limit.
        'container_memory_working_set_bytes{namespace="shop",pod="cart-2",container="cart",id="/b"}': "980x30",
      },
      at: "20m",
    }),
  ],
});

export const containerCpuThrottled = defineAlert({
  name: "ContainerCpuThrottled",
  signal: containerThrottled,
  above: 0.5,
  for: "1h",
  severity: "info",
  summary:
    "Container {{ $labels.container }} of pod {{ $labels.namespace }}/{{ $labels.pod }} is throttled in {{ $value | humanizePercentage }} of its periods",
  description:
    "It has been stopped in more than half of its periods for an hour. Its answers take longer, not more of them.",
  runbook: `
1. Does anybody wait for it? A batch job may be throttled all day.
2. Somebody does: raise its CPU limit, or take the limit away and leave the request: nodes share what is idle by requests.
`,
  panel: { dashboard: "pod", key: "throttled" },
  tests: [
    fires({
      series: {
        'container_cpu_cfs_throttled_periods_total{namespace="shop",pod="cart-1",container="cart",id="/a"}': "0+450x90",
        'container_cpu_cfs_periods_total{namespace="shop",pod="cart-1",container="cart",id="/a"}': "0+600x90",
      },
      at: "80m",
      expect: [
        {
          labels: { namespace: "shop", pod: "cart-1", container: "cart" },
          summary: "Container cart of pod shop/cart-1 is throttled in 75% of its periods",
        },
      ],
    }),
    silent({
      series: {
        'container_cpu_cfs_throttled_periods_total{namespace="shop",pod="cart-1",container="cart",id="/a"}': "0+100x90",
        'container_cpu_cfs_periods_total{namespace="shop",pod="cart-1",container="cart",id="/a"}': "0+600x90",
      },
      at: "80m",
    }),
  ],
});

export const containers = defineAlertGroup({
  name: "containers",
  alerts: [containerOomKilled, containerNearMemoryLimit, containerCpuThrottled],
});
