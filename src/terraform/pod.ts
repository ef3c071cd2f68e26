import type { Pods } from "../network";
import type { SecretRef } from "../secret-source";
import { LABELS } from "./labels";
import { mountsOf, type PodVolume, volumeOf } from "./pod-volumes";

/** What a container asks for, and its limit of memory. */
export interface ContainerResources {
  readonly cpu: string;
  readonly memory: string;
  readonly memoryLimit: string;
}

/** One program of a pod. */
export interface Program {
  readonly name: string;
  readonly image: string;
  /** @default - what the image runs */
  readonly command?: readonly string[];
  /** @default - what the image gives */
  readonly arguments?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables out of Secrets. @default - none */
  readonly secrets?: Readonly<Record<string, SecretRef>>;
  readonly resources: ContainerResources;
}

/** One program of a pod that works and ends. */
export interface Step extends Program {
  readonly command: readonly string[];
}

export interface TaskPodProps extends Surroundings {
  /** What its pods are called. */
  readonly name: string;
  /** One after another, each in an image of its own: one that fails is the last. */
  readonly steps: readonly [Step, ...Step[]];
}

/** What the programs of a pod find there. */
export interface Surroundings {
  /** Secret of type kubernetes.io/dockerconfigjson to pull the images by. @default - none */
  readonly pullSecret?: string | undefined;
  /** ConfigMap whose keys are the files of a folder. @default - none */
  readonly files?: { readonly configMap: string; readonly folder: string } | undefined;
  /** A folder on the node's disk that the steps share, and its largest size. @default - none */
  readonly workspace?: { readonly folder: string; readonly size: string };
  /** What else is mounted. @default - nothing */
  readonly volumes?: readonly PodVolume[];
  /** UID and GID of all steps, and group of the volumes' files. @default 1000 */
  readonly user?: number;
  /** Labels beside the name. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Labels of pods on whose node it has to stand, since it shares a volume with them. @default - any node will do */
  readonly beside?: Readonly<Record<string, string>>;
  /** Settings of its own network's kernel: those that Pod Security takes for safe. @default - none */
  readonly sysctls?: Readonly<Record<string, string>>;
}

const USER = 1000;

/** The pods of that name, for wires. */
export function podsCalled(namespace: string, name: string): Pods {
  return { name, namespace, labels: { "app.kubernetes.io/name": name } };
}

/** The template of a pod that passes `restricted`, works, and ends: it can write to /tmp and its workspace alone. */
export function taskPod(props: TaskPodProps) {
  const containers = props.steps.map((step) => confined(step, props));
  const before = containers.slice(0, -1);
  return {
    metadata: { labels: { ...LABELS, ...props.labels, "app.kubernetes.io/name": props.name } },
    spec: {
      restartPolicy: "Never",
      ...confinedPod(props),
      ...(before.length === 0 ? {} : { initContainer: before }),
      container: containers.slice(-1),
    },
  };
}

/** What a pod has that passes `restricted`, beside its containers. */
export function confinedPod(props: Surroundings) {
  const { user = USER } = props;
  return {
    ...(props.pullSecret === undefined ? {} : { imagePullSecrets: [{ name: props.pullSecret }] }),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: String(user),
      runAsGroup: String(user),
      fsGroup: String(user),
      seccompProfile: { type: "RuntimeDefault" },
      ...sysctls(props),
    },
    ...affinity(props),
    volume: volumes(props),
  };
}

function sysctls({ sysctls: all }: Surroundings) {
  return all === undefined ? {} : { sysctl: Object.entries(all).map(([name, value]) => ({ name, value })) };
}

function affinity({ beside }: Surroundings) {
  if (beside === undefined) return {};
  const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { ...beside } } };
  return { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
}

/** A container that passes `restricted`. */
export function confined(program: Program, props: Surroundings) {
  const { name, image, command, arguments: given, environment, secrets = {}, resources } = program;
  return {
    name,
    image,
    ...(command === undefined ? {} : { command: [...command] }),
    ...(given === undefined ? {} : { args: [...given] }),
    env: [
      ...Object.entries(environment).map(([variable, value]) => ({ name: variable, value })),
      ...Object.entries(secrets).map(([variable, ref]) => ({
        name: variable,
        valueFrom: { secretKeyRef: { name: ref.name, key: ref.key } },
      })),
    ],
    resources: {
      requests: { cpu: resources.cpu, memory: resources.memory },
      limits: { memory: resources.memoryLimit },
    },
    securityContext: {
      // Without it the provider sends false, whatever the pod says.
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMount: [
      ...(props.files === undefined ? [] : [{ name: "files", mountPath: props.files.folder, readOnly: true }]),
      { name: "tmp", mountPath: "/tmp" },
      ...(props.workspace === undefined ? [] : [{ name: "workspace", mountPath: props.workspace.folder }]),
      ...(props.volumes ?? []).flatMap((volume) => mountsOf(volume, name)),
    ],
  };
}

function volumes({ files, workspace, volumes: others = [] }: Surroundings) {
  return [
    ...(files === undefined ? [] : [{ name: "files", configMap: { name: files.configMap } }]),
    // In memory: a script may write secrets to it.
    { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } },
    ...(workspace === undefined ? [] : [{ name: "workspace", emptyDir: { sizeLimit: workspace.size } }]),
    ...others.map(volumeOf),
  ];
}
