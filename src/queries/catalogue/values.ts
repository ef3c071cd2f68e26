const CONDITION = ["true", "false", "unknown"];
const POD_PHASES = ["Pending", "Running", "Succeeded", "Failed", "Unknown"];
const CPU_MODES = ["idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"];

/** Labels with a closed list of values, by metric: documentation of kube-state-metrics 2.18 and of node exporter 1.10. */
export const LABEL_VALUES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  kube_job_failed: { condition: CONDITION },
  kube_job_complete: { condition: CONDITION },
  kube_namespace_status_phase: { phase: ["Active", "Terminating"] },
  kube_node_status_condition: { status: CONDITION },
  kube_persistentvolume_status_phase: { phase: ["Pending", "Available", "Bound", "Released", "Failed"] },
  kube_persistentvolumeclaim_status_phase: { phase: ["Lost", "Bound", "Pending"] },
  kube_pod_status_phase: { phase: POD_PHASES },
  kube_pod_status_ready: { condition: CONDITION },
  kube_pod_status_scheduled: { condition: CONDITION },
  node_cpu_seconds_total: { mode: CPU_MODES },
};
