interface SecurityContext {
  readonly seccompProfile?: { readonly type: string };
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly args?: readonly string[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly hostPort?: number }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  /** `Always` makes an init container a sidecar. */
  readonly restartPolicy?: string;
  readonly securityContext?: SecurityContext;
  readonly resources?: { readonly requests?: Record<string, string>; readonly limits?: Record<string, string> };
  readonly livenessProbe?: object;
  readonly readinessProbe?: object;
}

type Labels = Readonly<Record<string, string>>;

/** A Kubernetes object as helm has rendered it, as far as anything here looks at it. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Labels;
  };
  readonly data?: Labels;
  readonly spec?: {
    readonly replicas?: number;
    readonly ports?: readonly { readonly name?: string; readonly port: number }[];
    readonly template?: {
      readonly metadata?: { readonly labels?: Labels; readonly annotations?: Labels };
      readonly spec: PodSpec;
    };
    /** Of a Deployment. */
    readonly strategy?: UpdateStrategy;
    /** Of a StatefulSet. */
    readonly volumeClaimTemplates?: readonly object[];
    /** Of a PodDisruptionBudget. */
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
  };
  /** Of a ServiceAccount. */
  readonly automountServiceAccountToken?: boolean;
  /** Of a ServiceAccount. */
  readonly imagePullSecrets?: readonly { readonly name: string }[];
}

export interface UpdateStrategy {
  readonly type?: string;
  readonly rollingUpdate?: { readonly maxSurge?: number | string; readonly maxUnavailable?: number | string } | null;
}

export interface PodSpec {
  readonly securityContext?: SecurityContext;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly affinity?: {
    readonly podAntiAffinity?: { readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly object[] };
  };
  readonly volumes?: readonly {
    readonly name?: string;
    readonly hostPath?: { readonly path: string };
    readonly persistentVolumeClaim?: { readonly claimName: string };
    readonly projected?: { readonly sources?: readonly { readonly serviceAccountToken?: object }[] };
  }[];
}

/** A release of a client, and what helm makes of it. */
export interface RenderedRelease {
  readonly name: string;
  /** What its repository calls the chart. */
  readonly chart: string;
  readonly namespace: string;
  readonly objects: readonly KubernetesObject[];
}

/** An object where it will stand. */
export interface PlacedObject {
  readonly release: string;
  readonly namespace: string;
  readonly object: KubernetesObject;
}

/** Every object of some releases, with its namespace. */
export function placed(releases: readonly RenderedRelease[]): readonly PlacedObject[] {
  return releases.flatMap(({ name, namespace, objects }) =>
    objects.map((object) => ({ release: name, namespace: object.metadata.namespace ?? namespace, object })),
  );
}

/** How a problem names an object: `grafana.Deployment/grafana`. */
export function objectPath({ release, object }: PlacedObject): string {
  return `${release}.${object.kind}/${object.metadata.name}`;
}
