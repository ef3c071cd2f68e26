import { defineSignal, promql } from "../src/dashboard";

export const targetUp = defineSignal({
  expr: promql`max by (job, namespace, service, pod, instance) (up)`,
  unit: "none",
});

/** 1 while no node is known at all. */
export const clusterStateMissing = defineSignal({
  expr: promql`absent(kube_node_info)`,
  unit: "none",
});
