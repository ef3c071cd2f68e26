import { type Block, forwardTo } from "./river";
import { LOKI } from "./write";

/** Pipeline: the events of all namespaces. */
export function kubernetesEvents(): readonly Block[] {
  return [
    {
      name: "loki.source.kubernetes_events",
      label: "cluster",
      attributes: { job_name: "kubernetes-events", log_format: "json", forward_to: forwardTo("loki.process.events") },
    },
    {
      name: "loki.process",
      label: "events",
      attributes: { forward_to: forwardTo(LOKI) },
      blocks: [
        { name: "stage.label_drop", attributes: { values: ["instance"] } },
        { name: "stage.json", attributes: { expressions: { pairs: { level: "type", reason: "reason" } } } },
        { name: "stage.structured_metadata", attributes: { values: { pairs: { level: "", reason: "" } } } },
      ],
    },
  ];
}
