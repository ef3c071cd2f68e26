import { escapeHelmTemplate } from "../../src/charts/helm-template";
import { sizedValues } from "../../src/sizing/containers";
import type { LogDestination } from "../loki";
import { podLogs } from "./pod-logs";
import { river } from "./river";

export interface AlloyValuesProps {
  /** Where the logs go. */
  readonly logs: LogDestination;
}

const USER = 473;

/** Helm values of the agent: one pod per node, reading logs through the API server, so that no host path is needed. */
export function alloyValues(props: AlloyValuesProps): Record<string, unknown> {
  const sizes = sizedValues("alloy") as { alloy: object; configReloader: object };
  return {
    crds: { create: false },
    controller: { type: "daemonset", tolerations: [{ operator: "Exists" }] },
    alloy: {
      ...sizes.alloy,
      enableReporting: false,
      configMap: { content: escapeHelmTemplate(river(podLogs(props.logs))) },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    },
    configReloader: sizes.configReloader,
    global: {
      podSecurityContext: {
        runAsNonRoot: true,
        runAsUser: USER,
        runAsGroup: USER,
        seccompProfile: { type: "RuntimeDefault" },
      },
    },
    rbac: READ_LOGS,
  };
}

/** The chart would let the agent read every Secret of the cluster. It writes both lists one after the other, so neither may be empty. */
const READ_LOGS = {
  rules: [{ apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list", "watch"] }],
  clusterRules: [{ apiGroups: [""], resources: ["namespaces"], verbs: ["get", "list", "watch"] }],
};
