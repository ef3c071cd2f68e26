import { defineDashboard, promql } from "../src/dashboard";
import { capacity } from "./cluster-overview/capacity";
import { controlPlane } from "./cluster-overview/control-plane";
import { logs } from "./cluster-overview/logs";
import { nodes } from "./cluster-overview/nodes";
import { state } from "./cluster-overview/state";
import { namespaces, workloads } from "./cluster-overview/workloads";

/** The first page in an incident: is it the cluster, and if so which part of it. */
export const clusterOverview = defineDashboard({
  uid: "cluster-overview",
  title: "Cluster overview",
  description:
    "Is it the cluster, and if so which part of it? From the state of all down to nodes, workloads, control plane and logs.",
  folder: "Platform",
  tags: ["belvedere", "kubernetes"],
  variables: [
    { name: "namespace", label: "Namespace", values: { of: promql`kube_namespace_created`, label: "namespace" } },
    { name: "node", label: "Node", values: { of: promql`kube_node_info`, label: "node" } },
  ],
  rows: [state, capacity, nodes, workloads, namespaces, controlPlane, logs],
});
