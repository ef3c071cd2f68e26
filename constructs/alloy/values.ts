import { scrapeAnnotations } from "../../src/charts";
import { escapeHelmTemplate } from "../../src/charts/helm-template";
import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";
import type { LogDestination } from "../loki";
import { type PodLogs, podLogs } from "./pods";
import { type Block, river } from "./river";
import { type LogPush, write } from "./write";

export interface AlloyValuesProps {
  /** What containers ask for. @default small */
  readonly size?: Size | undefined;
  /** Where the logs go. */
  readonly logs: LogDestination;
  /** How they are sent. @default - with the defaults of the config */
  readonly push?: LogPush;
  /** PriorityClass of an agent of every node: its pods can stand nowhere else. @default - that of all pods */
  readonly priorityClass?: string | undefined;
  /** What is done with the logs of pods. @default - nothing: all of them, as they are */
  readonly pods?: PodLogs;
}

const USER = 473;

/** Helm values of the agent: one pod per node, reading logs through the API server, so that no host path is needed. */
export function alloyValues({ logs, push, size, priorityClass, pods = {} }: AlloyValuesProps): Record<string, unknown> {
  return agentValues({ component: "alloy", size }, [...podLogs(pods), write(logs, push)], {
    controller: onEveryNode(priorityClass),
    rbac: READ_LOGS,
  });
}

/** One pod on every node, whatever its taints are. */
export function onEveryNode(priorityClass: string | undefined): Record<string, unknown> {
  return {
    type: "daemonset",
    tolerations: [{ operator: "Exists" }],
    ...(priorityClass === undefined ? {} : { priorityClassName: priorityClass }),
  };
}

/** The chart would let the agent read every Secret of the cluster. It writes both lists one after the other, so neither may be empty. */
const READ_LOGS = {
  rules: [{ apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list", "watch"] }],
  clusterRules: [{ apiGroups: [""], resources: ["namespaces"], verbs: ["get", "list", "watch"] }],
};

/** One use of the chart, and how large. */
export interface Agent {
  readonly component: "alloy" | "alloy-events" | "alloy-journal";
  /** @default small */
  readonly size?: Size | undefined;
}

/** What every agent has, whatever it reads: its configuration, its sizes, and few rights. */
export function agentValues(
  { component, size }: Agent,
  configuration: readonly Block[],
  { controller, ...own }: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const sizes = sizedValues(component, size) as { alloy: object; configReloader: object };
  return {
    crds: { create: false },
    controller: { podAnnotations: scrapeAnnotations("alloy", "alloy"), ...(controller as object) },
    alloy: {
      ...sizes.alloy,
      enableReporting: false,
      configMap: { content: escapeHelmTemplate(river(configuration)) },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    },
    configReloader: sizes.configReloader,
    global: { podSecurityContext: NOBODY },
    ...own,
  };
}

const NOBODY = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  seccompProfile: { type: "RuntimeDefault" },
};
