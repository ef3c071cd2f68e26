import { defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { clusterStateMissing, targetUp } from "./signals";

const DASHBOARD = "cluster-overview";

export const targetDown = defineAlert({
  name: "TargetDown",
  signal: targetUp,
  below: 1,
  for: "10m",
  severity: "warning",
  summary: "Target {{ $labels.instance }} of job {{ $labels.job }} is down",
  description: "Prometheus has not been able to read its metrics for 10 minutes: alerts on them cannot fire.",
  runbook: `
1. Prometheus, Status, Target health: the error stands beside the target.
2. \`connection refused\`: the pod does not run or listens elsewhere; look at its annotation \`prometheus.io/port\`.
3. \`context deadline exceeded\`: a network policy, or the page takes over 10 s.
4. \`401\` or \`403\`: rights of Prometheus' service account.
`,
  panel: { dashboard: DASHBOARD, key: "targets-down" },
  tests: [
    fires({
      series: {
        'up{job="kubernetes-pods",namespace="shop",pod="cart-1",node="n1",instance="10.1.0.5:8080"}': "1x5 0x30",
        'up{job="kubernetes-nodes",instance="n1"}': "1x35",
      },
      at: "20m",
      expect: [
        {
          labels: { job: "kubernetes-pods", namespace: "shop", pod: "cart-1", instance: "10.1.0.5:8080" },
          summary: "Target 10.1.0.5:8080 of job kubernetes-pods is down",
          description: "Prometheus has not been able to read its metrics for 10 minutes: alerts on them cannot fire.",
        },
      ],
    }),
    // A pod that was deleted leaves no target behind.
    silent({ series: { 'up{job="kubernetes-pods",instance="10.1.0.5:8080"}': "1x5 0x2 _x30" }, at: "20m" }),
  ],
});

export const clusterStateUnknown = defineAlert({
  name: "ClusterStateUnknown",
  signal: clusterStateMissing,
  above: 0,
  for: "10m",
  severity: "critical",
  summary: "kube-state-metrics says nothing: the state of nodes and workloads is unknown",
  description: "No node has been known to Prometheus for 10 minutes. Alerts on nodes, pods and workloads cannot fire.",
  runbook: `
1. \`kubectl get pods -A -l app.kubernetes.io/name=kube-state-metrics\`: does it run, does it restart?
2. It runs: Prometheus, Status, Target health, job kubernetes-service-endpoints. Is its Service there, with \`prometheus.io/scrape: "true"\`?
3. Its log says \`forbidden\`: its ClusterRole is gone; deploy the observability stack again.
`,
  panel: { dashboard: DASHBOARD, key: "nodes" },
  tests: [
    fires({
      series: { 'up{job="prometheus",instance="localhost:9090"}': "1x30" },
      at: "15m",
      expect: [
        {
          labels: {},
          summary: "kube-state-metrics says nothing: the state of nodes and workloads is unknown",
          description:
            "No node has been known to Prometheus for 10 minutes. Alerts on nodes, pods and workloads cannot fire.",
        },
      ],
    }),
    silent({ series: { 'kube_node_info{node="n1"}': "1x30" }, at: "15m" }),
  ],
});

export const monitoring = defineAlertGroup({ name: "monitoring", alerts: [targetDown, clusterStateUnknown] });
