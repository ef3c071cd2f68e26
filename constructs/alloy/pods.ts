import { type Block, expression, forwardTo } from "./river";
import {
  type DropRule,
  dropStage,
  limitStage,
  multilineStage,
  type ParseRule,
  parseStages,
  type RateLimit,
  type RedactRule,
  redactStage,
  truncateStage,
} from "./stages";
import { LOKI } from "./write";

/** What is done with the logs of pods on their way. */
export interface PodLogs {
  /** Whether streams have the label `node`. @default false */
  readonly nodeLabel?: boolean;
  /** How lines of some pods are read. @default - as they are */
  readonly parse?: readonly ParseRule[];
  /** @default - none */
  readonly drop?: readonly DropRule[];
  /** @default - none */
  readonly redact?: readonly RedactRule[];
  /** What is longer is cut to it. @default 256Ki */
  readonly maxLineSize?: string;
  /** Lines that one agent sends. @default - as many as there are */
  readonly rateLimit?: RateLimit | undefined;
}

/** Labels of a log stream, by the discovery label that they come from. Few, so that streams stay few. */
const LABELS: readonly (readonly [source: string, target: string])[] = [
  ["__meta_kubernetes_namespace", "namespace"],
  ["__meta_kubernetes_pod_name", "pod"],
  ["__meta_kubernetes_pod_container_name", "container"],
  ["__meta_kubernetes_pod_label_app_kubernetes_io_name", "app"],
];

/** Labels that streams of pod logs have: what a query can select by. */
export const POD_LOG_LABELS: readonly string[] = [...LABELS.map(([, target]) => target), "instance", "job"];

const NODE_LABEL = ["__meta_kubernetes_pod_node_name", "node"] as const;

/** What `belvedere.dev/logs` is called in discovery, at a pod and at its namespace. */
const OPT_OUT = ["pod", "namespace"].map((place) => `__meta_kubernetes_${place}_annotation_belvedere_dev_logs`);

/** Pipeline: pods of this node, but those that opted out, their labels, their logs, what is done with them. */
export function podLogs(logs: PodLogs): readonly Block[] {
  return [discovery(), labels(logs), source(), process(logs)];
}

function discovery(): Block {
  const onThisNode = expression('"spec.nodeName=" + coalesce(sys.env("HOSTNAME"), constants.hostname)');
  return {
    name: "discovery.kubernetes",
    label: "pods",
    attributes: { role: "pod" },
    blocks: [
      { name: "selectors", attributes: { role: "pod", field: onThisNode } },
      { name: "attach_metadata", attributes: { namespace: true } },
    ],
  };
}

function labels({ nodeLabel = false }: PodLogs): Block {
  return {
    name: "discovery.relabel",
    label: "pods",
    attributes: { targets: expression("discovery.kubernetes.pods.targets") },
    blocks: [
      // The pod has the last word: its "true" stands against its namespace's "false".
      { name: "rule", attributes: { source_labels: OPT_OUT, regex: "false;.*|;false", action: "drop" } },
      ...[...LABELS, ...(nodeLabel ? [NODE_LABEL] : [])].map(([from, target]) => ({
        name: "rule",
        attributes: { source_labels: [from], target_label: target },
      })),
    ],
  };
}

function source(): Block {
  return {
    name: "loki.source.kubernetes",
    label: "pods",
    attributes: { targets: expression("discovery.relabel.pods.output"), forward_to: forwardTo("loki.process.pods") },
  };
}

/** Lines are whole before they are looked at, and redacted before anything is taken out of them. */
function process(logs: PodLogs): Block {
  const { parse = [], drop = [], redact = [], maxLineSize = "256Ki", rateLimit } = logs;
  return {
    name: "loki.process",
    label: "pods",
    attributes: { forward_to: forwardTo(LOKI) },
    blocks: [
      // They say again what namespace, pod and container say.
      { name: "stage.label_drop", attributes: { values: ["instance", "job"] } },
      ...parse.flatMap(multilineStage),
      ...drop.flatMap(dropStage),
      ...redact.flatMap(redactStage),
      ...parse.flatMap(parseStages),
      truncateStage(maxLineSize),
      ...(rateLimit === undefined ? [] : [limitStage(rateLimit)]),
    ],
  };
}
