import { nodeReady } from "../../alerts/nodes";
import { targetUp } from "../../alerts/signals";
import type { Query, Row, StatPanel } from "../../src/dashboard";
import { defineSignal, promql } from "../../src/dashboard";
import { MISSING_REPLICAS } from "./workloads";

/** 0 instead of "No data" while all is well, but only while kube-state-metrics answers: a dead source must not look green. */
const OR_ZERO = promql`or 0 * count(kube_node_info)`;

interface Count {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly expr: Query;
  /** What any at all means. @default nothing */
  readonly bad?: "critical" | "warning";
}

function count({ key, title, description, expr, bad }: Count): StatPanel {
  return {
    kind: "stat",
    key,
    title,
    description,
    queries: [{ signal: defineSignal({ expr, unit: "short", decimals: 0 }) }],
    ...(bad === undefined ? {} : { thresholds: [{ severity: bad, above: 0 }] }),
  };
}

export const state: Row = {
  title: "State now",
  panels: [
    count({
      key: "nodes",
      title: "Nodes",
      description: "Nodes in the cluster. No data: kube-state-metrics is down, and half of this page with it.",
      expr: promql`count(kube_node_info)`,
    }),
    count({
      key: "nodes-not-ready",
      title: "Nodes not ready",
      description: "Nodes whose kubelet does not report Ready. Any for more than a reboot: its pods are being moved.",
      expr: promql`count(${nodeReady.expr} < 1) ${OR_ZERO}`,
      bad: "critical",
    }),
    count({
      key: "pods-unschedulable",
      title: "Pods without a node",
      description:
        "Pods that fit no node, by requests, taints or volumes. Any that stay: the cluster is full or the pod is wrong.",
      expr: promql`sum(kube_pod_status_unschedulable{namespace=~"$namespace"}) ${OR_ZERO}`,
      bad: "warning",
    }),
    count({
      key: "workloads-not-ready",
      title: "Workloads not ready",
      description: "Deployments, StatefulSets and DaemonSets with fewer ready pods than they want. Listed below.",
      expr: promql`count(${MISSING_REPLICAS}) ${OR_ZERO}`,
      bad: "warning",
    }),
    count({
      key: "restarts-hour",
      title: "Restarts in the last hour",
      description: "Restarts of containers. Single ones happen; many of one container are a crash loop.",
      expr: promql`sum(increase(kube_pod_container_status_restarts_total{namespace=~"$namespace"}[1h]))`,
    }),
    count({
      key: "targets-down-count",
      title: "Targets down",
      description: "Targets that Prometheus cannot read. Alerts on their metrics cannot fire.",
      expr: promql`count(${targetUp.expr} < 1) or 0 * count(up)`,
      bad: "warning",
    }),
  ],
};
