import { LABELS } from "./labels";
import { type TaskPodProps, taskPod } from "./pod";

export interface JobManifestProps {
  readonly namespace: string;
  readonly name: string;
  readonly deadlineSeconds: number;
  readonly pod: TaskPodProps;
}

/** A Job as Kubernetes takes it, for who makes one by hand: the same pod as Terraform would make. */
export function jobManifest({
  namespace,
  name,
  deadlineSeconds,
  pod,
}: JobManifestProps): Readonly<Record<string, unknown>> {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, namespace, labels: { ...LABELS } },
    spec: { backoffLimit: 0, activeDeadlineSeconds: deadlineSeconds, template: asManifest(taskPod(pod)) },
  };
}

/** Blocks of Terraform that Kubernetes calls by their plural. */
const PLURALS: Readonly<Record<string, string>> = {
  container: "containers",
  initContainer: "initContainers",
  volume: "volumes",
  volumeMount: "volumeMounts",
  sysctl: "sysctls",
};

/** Numbers that Terraform takes as texts: users, and a mode in octal. */
const NUMBERS: Readonly<Record<string, number>> = { runAsUser: 10, runAsGroup: 10, fsGroup: 10, defaultMode: 8 };

function asManifest(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asManifest);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const base = NUMBERS[key];
      return [PLURALS[key] ?? key, base === undefined ? asManifest(inner) : Number.parseInt(String(inner), base)];
    }),
  );
}
