import type { Signal } from "../src/dashboard";
import { defineSignal, promql } from "../src/dashboard";

/**
 * The signal of an alert, narrowed to what the dashboard's variable has chosen.
 * @param metric A metric of the same source that carries the label, so that the panel depends on nothing else that may be down.
 */
export function within(signal: Signal, label: "node" | "namespace" | "pod" | "probe", metric: string): Signal {
  return defineSignal({
    ...signal,
    expr: promql`(${signal.expr}) and on (${label}) ${metric}{${label}=~"$${label}"}`,
  });
}

/** Of the chosen nodes, as node exporter knows them. */
export const ofNode = (signal: Signal) => within(signal, "node", "node_uname_info");

/** Of the chosen namespaces. */
export const ofNamespace = (signal: Signal) => within(signal, "namespace", "kube_namespace_created");
