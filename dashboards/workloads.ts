import { containerOomKilled } from "../alerts/containers";
import * as daemonSets from "../alerts/daemon-sets";
import * as deployments from "../alerts/deployments";
import * as pods from "../alerts/pods";
import * as scaling from "../alerts/scaling";
import * as statefulSets from "../alerts/stateful-sets";
import type { Alert } from "../src/alert";
import { defineDashboard, type PanelLink, promql, type Query, type Row, type TablePanel } from "../src/dashboard";
import { deployments as deployed } from "./annotations";
import { lines, offenders, watched } from "./panels";
import { ofNamespace } from "./scope";

const CHOSEN: Query = promql`namespace=~"$namespace"`;

const TO_POD: readonly PanelLink[] = [
  { title: "Pod", dashboard: "pod", labels: { namespace: "namespace", pod: "pod" }, column: "pod" },
];

function podsWith(alert: Alert, title: string, description: string): TablePanel {
  const columns = { namespace: "Namespace", pod: "Pod" };
  return {
    ...offenders({ alert, title, description, columns, of: ofNamespace, width: 8, height: 6 }),
    links: TO_POD,
  };
}

const state: Row = {
  title: "Pods that do not work",
  panels: [
    podsWith(
      pods.podWithoutNode,
      "Without a node",
      "Pods that fit no node (PodWithoutNode): the cluster is full, or they ask for what there is not. Empty is good.",
    ),
    podsWith(
      pods.containerCannotStart,
      "Cannot start",
      "Pods that wait for an image, a Secret or a ConfigMap (ContainerCannotStart). Empty is good.",
    ),
    podsWith(
      pods.podNotReady,
      "Not ready",
      "Pods that run and get nothing sent, for none of the reasons beside this (PodNotReady). Empty is good.",
    ),
    lines({
      key: "restarts",
      title: "Restarts",
      description: "Restarts of containers, the ten pods with most. A comb is a crash loop.",
      expr: promql`
        topk(10, sum by (namespace, pod) (
          increase(kube_pod_container_status_restarts_total{${CHOSEN}}[$__rate_interval])
        ) > 0)`,
      legend: "{{namespace}}/{{pod}}",
      unit: "short",
      min: 0,
    }),
    offenders({
      alert: containerOomKilled,
      title: "Killed for memory",
      description:
        "Restarts of the last 15 minutes of containers that went over their limit, or whose node had none left (ContainerOomKilled). Empty is good.",
      columns: { namespace: "Namespace", pod: "Pod", container: "Container", Value: "Restarts" },
      of: ofNamespace,
    }),
  ],
};

interface Kind {
  readonly alert: Alert;
  readonly title: string;
  readonly description: string;
  readonly label: string;
  readonly name: string;
}

const KINDS: readonly Kind[] = [
  {
    alert: deployments.deploymentReplicasMissing,
    title: "Deployments: pods missing",
    description: "Pods that a Deployment wants and does not have (DeploymentReplicasMissing). Empty is good.",
    label: "deployment",
    name: "Deployment",
  },
  {
    alert: deployments.deploymentRolloutStuck,
    title: "Deployments: rollout stuck",
    description: "Rollouts that made no progress within their deadline (DeploymentRolloutStuck). Empty is good.",
    label: "deployment",
    name: "Deployment",
  },
  {
    alert: deployments.deploymentNotObserved,
    title: "Deployments: change not seen",
    description: "Changes that the controller has not looked at (DeploymentNotObserved). Empty is good.",
    label: "deployment",
    name: "Deployment",
  },
  {
    alert: statefulSets.statefulSetReplicasMissing,
    title: "StatefulSets: pods missing",
    description: "Pods that a StatefulSet wants and does not have (StatefulSetReplicasMissing). Empty is good.",
    label: "statefulset",
    name: "StatefulSet",
  },
  {
    alert: statefulSets.statefulSetRolloutStuck,
    title: "StatefulSets: old pods",
    description: "Pods from before the last change (StatefulSetRolloutStuck, if they stay). Empty is good.",
    label: "statefulset",
    name: "StatefulSet",
  },
  {
    alert: daemonSets.daemonSetPodsMissing,
    title: "DaemonSets: pods missing",
    description: "Nodes on which it should run and does not (DaemonSetPodsMissing). Empty is good.",
    label: "daemonset",
    name: "DaemonSet",
  },
  {
    alert: daemonSets.daemonSetRolloutStuck,
    title: "DaemonSets: old pods",
    description: "Pods from before the last change (DaemonSetRolloutStuck, if they stay). Empty is good.",
    label: "daemonset",
    name: "DaemonSet",
  },
  {
    alert: daemonSets.daemonSetMisscheduled,
    title: "DaemonSets: where they should not be",
    description: "Nodes on which it runs against selectors and taints (DaemonSetMisscheduled). Empty is good.",
    label: "daemonset",
    name: "DaemonSet",
  },
];

const controllers: Row = {
  title: "Deployments, StatefulSets, DaemonSets",
  panels: KINDS.map(({ alert, title, description, label, name }) =>
    offenders({
      alert,
      title,
      description,
      columns: { namespace: "Namespace", [label]: name, Value: "How many" },
      of: ofNamespace,
      width: 6,
      height: 6,
    }),
  ),
};

const scale: Row = {
  title: "Scaling and disruption",
  panels: [
    watched({
      alert: scaling.autoscalerAtMaximum,
      title: "Autoscalers",
      description: "Share of the pods that each may have. Long at 100 %: more load makes answers slower.",
      legend: "{{namespace}}/{{horizontalpodautoscaler}}",
      of: ofNamespace,
    }),
    offenders({
      alert: scaling.autoscalerCannotScale,
      title: "Autoscalers without metrics",
      description: "They cannot read what they scale by (HorizontalPodAutoscalerBlind). Empty is good.",
      columns: { namespace: "Namespace", horizontalpodautoscaler: "Autoscaler" },
      of: ofNamespace,
      width: 6,
    }),
    offenders({
      alert: scaling.disruptionBudgetBlocks,
      title: "Budgets that let nobody go",
      description: "A node that holds such a pod cannot be drained; for a day it is DisruptionBudgetBlocks.",
      columns: { namespace: "Namespace", poddisruptionbudget: "Budget" },
      of: ofNamespace,
      width: 6,
    }),
  ],
};

const use: Row = {
  title: "What they use",
  panels: [
    lines({
      key: "cpu",
      title: "CPU by pod",
      description: "The ten pods that use most CPU, in cores.",
      expr: top(promql`rate(container_cpu_usage_seconds_total{container!="",${CHOSEN}}[$__rate_interval])`),
      legend: "{{namespace}}/{{pod}}",
      unit: "short",
      min: 0,
      width: 8,
    }),
    lines({
      key: "memory",
      title: "Memory by pod",
      description: "The ten pods that use most memory, as the kubelet counts it for limits.",
      expr: top(promql`container_memory_working_set_bytes{container!="",${CHOSEN}}`),
      legend: "{{namespace}}/{{pod}}",
      unit: "bytes",
      min: 0,
      width: 8,
    }),
    lines({
      key: "network",
      title: "Received by pod",
      description: "The ten pods that receive most bytes. A pod on its node's own network counts all of the node's.",
      expr: top(promql`rate(container_network_receive_bytes_total{${CHOSEN}}[$__rate_interval])`),
      legend: "{{namespace}}/{{pod}}",
      unit: "Bps",
      min: 0,
      width: 8,
    }),
  ],
};

function top(used: Query): Query {
  return promql`topk(10, sum by (namespace, pod) (${used}))`;
}

/** Which workload does not do what it should, and why. */
export const workloadsDashboard = defineDashboard({
  uid: "workloads",
  title: "Namespaces and workloads",
  description: "Which workload does not do what it should: are pods missing, stuck, old, or too many?",
  folder: "Platform",
  tags: ["belvedere", "kubernetes"],
  variables: [
    { name: "namespace", label: "Namespace", values: { of: promql`kube_namespace_created`, label: "namespace" } },
  ],
  annotations: [deployed],
  links: [{ title: "Cluster overview", dashboard: "cluster-overview" }],
  rows: [state, controllers, scale, use],
});
