import { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import type { Construct } from "constructs";
import type { Pods } from "../network";
import type { Dependable } from "./component";
import { LABELS } from "./labels";
import { resource } from "./resource";
import type { SecretRef } from "./secret";

export interface JobProps {
  readonly namespace: string;
  /** A Job cannot be changed: give another name to what is to run again. */
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables out of Secrets. @default - none */
  readonly secrets?: Readonly<Record<string, SecretRef>>;
  /** ConfigMap whose keys are the files of a folder. */
  readonly files: { readonly configMap: string; readonly folder: string };
  readonly resources: { readonly cpu: string; readonly memory: string; readonly memoryLimit: string };
  /** How long the Job may take, retries included. */
  readonly deadlineSeconds: number;
}

const USER = 1000;
const RETRIES = 3;

/** A Job that Terraform waits for, in a pod that passes `restricted`: it can write to /tmp alone. */
export function job(scope: Construct, id: string, props: JobProps): Dependable {
  return resource(JobV1, scope, id, {
    metadata: { name: props.name, namespace: props.namespace, labels: LABELS },
    spec: {
      backoffLimit: RETRIES,
      activeDeadlineSeconds: props.deadlineSeconds,
      template: {
        metadata: { labels: { ...LABELS, ...jobPods(scope, id, props.namespace).labels } },
        spec: pod(props),
      },
    },
    waitForCompletion: true,
    timeouts: { create: `${props.deadlineSeconds + 60}s` },
  });
}

/** The pods of a Job, for wires. */
export function jobPods(scope: Construct, id: string, namespace: string): Pods {
  const name = `${scope.node.id}-${id}`;
  return { name, namespace, labels: { "app.kubernetes.io/name": name } };
}

function pod(props: JobProps) {
  return {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: String(USER),
      runAsGroup: String(USER),
      fsGroup: String(USER),
      seccompProfile: { type: "RuntimeDefault" },
    },
    container: [
      {
        name: "job",
        image: props.image,
        command: [...props.command],
        env: [
          ...Object.entries(props.environment).map(([name, value]) => ({ name, value })),
          ...Object.entries(props.secrets ?? {}).map(([name, ref]) => ({
            name,
            valueFrom: { secretKeyRef: { name: ref.name, key: ref.key } },
          })),
        ],
        resources: {
          requests: { cpu: props.resources.cpu, memory: props.resources.memory },
          limits: { memory: props.resources.memoryLimit },
        },
        securityContext: {
          // Without it the provider sends false, whatever the pod says.
          runAsNonRoot: true,
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMount: [
          { name: "files", mountPath: props.files.folder, readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volume: [
      { name: "files", configMap: { name: props.files.configMap } },
      // In memory: the script writes secrets to it.
      { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } },
    ],
  };
}
