import type { LogDestination } from "../loki";
import { type Block, expression } from "./river";

/** Labels of a log stream, by the discovery label that they come from. Few, so that streams stay few. */
const LABELS: readonly (readonly [source: string, target: string])[] = [
  ["__meta_kubernetes_namespace", "namespace"],
  ["__meta_kubernetes_pod_name", "pod"],
  ["__meta_kubernetes_pod_container_name", "container"],
  ["__meta_kubernetes_pod_label_app_kubernetes_io_name", "app"],
];

/** Labels by which queries find pod logs: ours, and those that the agent's source adds. */
export const POD_LOG_LABELS: readonly string[] = [...LABELS.map(([, target]) => target), "instance", "job"];

/** Pipeline: pods of this node, their labels, their logs, Loki. */
export function podLogs(destination: LogDestination): readonly Block[] {
  return [discovery(), labels(), source(), write(destination)];
}

function discovery(): Block {
  const onThisNode = expression('"spec.nodeName=" + coalesce(sys.env("HOSTNAME"), constants.hostname)');
  return {
    name: "discovery.kubernetes",
    label: "pods",
    attributes: { role: "pod" },
    blocks: [{ name: "selectors", attributes: { role: "pod", field: onThisNode } }],
  };
}

function labels(): Block {
  return {
    name: "discovery.relabel",
    label: "pods",
    attributes: { targets: expression("discovery.kubernetes.pods.targets") },
    blocks: LABELS.map(([from, target]) => ({
      name: "rule",
      attributes: { source_labels: [from], target_label: target },
    })),
  };
}

function source(): Block {
  return {
    name: "loki.source.kubernetes",
    label: "pods",
    attributes: {
      targets: expression("discovery.relabel.pods.output"),
      forward_to: expression("[loki.write.default.receiver]"),
    },
  };
}

function write(destination: LogDestination): Block {
  return {
    name: "loki.write",
    label: "default",
    blocks: [{ name: "endpoint", attributes: { url: destination.push.url, tenant_id: destination.tenant } }],
  };
}
