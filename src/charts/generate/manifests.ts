/** The parts of rendered Kubernetes objects that a contract is read from. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: ManifestSpec;
}

export type Labels = Readonly<Record<string, string>>;

interface ManifestSpec {
  readonly type?: string;
  readonly replicas?: number;
  readonly ports?: readonly ServicePortSpec[];
  /** Labels of a Service, `matchLabels` of a workload. */
  readonly selector?: Labels;
  readonly template?: { readonly metadata?: { readonly labels?: Labels }; readonly spec: PodSpec };
  readonly volumeClaimTemplates?: readonly Manifest[];
  readonly resources?: { readonly requests?: Labels };
}

export interface ServicePortSpec {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: string | number;
  readonly protocol?: string;
}

export interface PodSpec {
  readonly containers: readonly ContainerSpec[];
  readonly initContainers?: readonly ContainerSpec[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
}

export interface ContainerSpec {
  readonly name: string;
  readonly restartPolicy?: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly resources?: { readonly requests?: Labels; readonly limits?: Labels };
}

const WORKLOADS = ["DaemonSet", "Deployment", "StatefulSet"];

export function isService({ kind }: Manifest): boolean {
  return kind === "Service";
}

export function isWorkload({ kind }: Manifest): boolean {
  return WORKLOADS.includes(kind);
}
