import type { Problem } from "../problem";
import type { Container, PlacedObject, PodSpec } from "./objects";
import { objectPath, placed, type RenderedRelease } from "./objects";

/** A rule of hardening, by the id that kubescape gives it (its controls, NSA and MITRE among them). */
interface Control {
  readonly id: string;
  /** What is wrong where it fails. */
  readonly fault: string;
  /** Of pods that run for good: a Job needs no probe. @default false */
  readonly lasting?: boolean;
  readonly fails: (container: Container, pod: PodSpec) => boolean;
}

const OF_CONTAINERS: readonly Control[] = [
  control("C-0057", "runs privileged", ({ securityContext }) => securityContext?.privileged === true),
  control(
    "C-0016",
    "may gain privileges: allowPrivilegeEscalation must be false",
    ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false,
  ),
  control(
    "C-0017",
    "may write to its own filesystem: readOnlyRootFilesystem must be true",
    ({ securityContext }) => securityContext?.readOnlyRootFilesystem !== true,
  ),
  control(
    "C-0046",
    "keeps capabilities: must drop ALL",
    ({ securityContext }) => !securityContext?.capabilities?.drop?.includes("ALL"),
  ),
  control("C-0013", "may run as root: runAsNonRoot must be true", ({ securityContext }, pod) => {
    const user = securityContext?.runAsUser ?? pod.securityContext?.runAsUser;
    return user === 0 || (securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot) !== true;
  }),
  control(
    "C-0055",
    "may make every system call: seccompProfile must be RuntimeDefault",
    ({ securityContext }, pod) =>
      (securityContext?.seccompProfile ?? pod.securityContext?.seccompProfile)?.type !== "RuntimeDefault",
  ),
  control(
    "C-0004",
    "has no memory request or no memory limit",
    ({ resources }) => resources?.requests?.memory === undefined || resources.limits?.memory === undefined,
  ),
  // Kubescape wants a CPU limit as well; one throttles a pod while its node idles.
  control("C-0050", "has no CPU request", ({ resources }) => resources?.requests?.cpu === undefined),
  control("C-0044", "takes a port of its node", ({ ports = [] }) =>
    ports.some(({ hostPort }) => hostPort !== undefined),
  ),
  control(
    "C-0075",
    "has an image without a fixed tag",
    ({ image = "" }) => !/(:[^/:]+|@sha256:.+)$/.test(image) || /:latest$/.test(image),
  ),
  { ...control("C-0056", "has no liveness probe", ({ livenessProbe }) => livenessProbe === undefined), lasting: true },
  {
    ...control("C-0018", "has no readiness probe", ({ readinessProbe }) => readinessProbe === undefined),
    lasting: true,
  },
];

const OF_PODS: readonly Control[] = [
  control(
    "C-0038",
    "shares processes of its node: hostPID, hostIPC",
    (_, { hostPID, hostIPC }) => hostPID === true || hostIPC === true,
  ),
  control("C-0041", "is on the network of its node: hostNetwork", (_, { hostNetwork }) => hostNetwork === true),
  control("C-0048", "mounts folders of its node: hostPath", (_, { volumes }) =>
    // A chart may write the key and nothing in it.
    (volumes ?? []).some(({ hostPath }) => hostPath !== undefined),
  ),
];

function control(id: string, fault: string, fails: Control["fails"]): Control {
  return { id, fault, fails };
}

/** Why a control may fail. */
export interface HardeningException {
  readonly controls: readonly string[];
  /** Which pods or containers: matches `release.Kind/name` or `release.Kind/name.container`. */
  readonly where: RegExp;
  readonly reason: string;
}

/** Pods and containers of releases that fail a control, but for those with a reason. */
export function hardeningProblems(
  releases: readonly RenderedRelease[],
  exceptions: readonly HardeningException[] = HARDENING_EXCEPTIONS,
): readonly Problem[] {
  return placed(releases)
    .flatMap(failures)
    .filter(({ id, path }) => !exceptions.some(({ controls, where }) => controls.includes(id) && where.test(path)))
    .map(({ id, path, fault }) => ({ path, message: `${fault} (${id})` }));
}

interface Failure {
  readonly id: string;
  readonly path: string;
  readonly fault: string;
}

function failures(one: PlacedObject): readonly Failure[] {
  const pod = one.object.spec?.template?.spec;
  if (pod === undefined) return [];
  const path = objectPath(one);
  const [first] = pod.containers;
  const lasting = one.object.kind !== "Job" && one.object.kind !== "CronJob";
  const ofPod = first === undefined ? [] : OF_PODS.filter(({ fails }) => fails(first, pod));
  const containers = [
    ...pod.containers.map((container) => ({ container, serves: lasting })),
    ...(pod.initContainers ?? []).map((container) => ({ container, serves: false })),
  ];
  return [
    ...ofPod.map(({ id, fault }) => ({ id, fault, path })),
    ...containers.flatMap(({ container, serves }) =>
      OF_CONTAINERS.filter(({ lasting: probes = false, fails }) => (!probes || serves) && fails(container, pod)).map(
        ({ id, fault }) => ({ id, fault, path: `${path}.${container.name}` }),
      ),
    ),
  ];
}

/** What the charts cannot do without, and why that is let pass. */
export const HARDENING_EXCEPTIONS: readonly HardeningException[] = [
  {
    controls: ["C-0038", "C-0041", "C-0044", "C-0048"],
    where: /DaemonSet\/.*node-exporter$|node-exporter\.node-exporter$/,
    reason: "it reads processes, network and disks of its node",
  },
  {
    controls: ["C-0055"],
    where: /node-exporter\.node-exporter$/,
    reason: "the runtime's profile hides the clock (adjtimex) from who may not set it, and with it NodeClockSkew",
  },
  {
    controls: ["C-0013", "C-0048"],
    where: /^alloy-journal\.DaemonSet\/alloy-journal(\.alloy)?$/,
    reason: "the journal belongs to root; it has no capability, and one folder of the node to read",
  },
  {
    controls: ["C-0017"],
    where: /\.(grafana(-(init-)?sc-\w+)?|alloy|keycloak|postgres|tempo)$/,
    reason: "it writes beside its volumes (caches, sockets, a write-ahead log), and which folders was not tried here",
  },
  {
    controls: ["C-0018", "C-0056"],
    where: /\.(grafana-sc-\w+|config-reloader|prometheus-server-configmap-reload)$/,
    reason: "a helper beside the program that is probed: it serves nobody",
  },
  {
    controls: ["C-0018", "C-0056"],
    where: /\.(cert-manager-(controller|cainjector)|external-secrets|cert-controller|webhook|nginx|alloy)$/,
    reason: "the chart offers none; a controller serves nobody, and what is called is asked for its readiness",
  },
  {
    controls: ["C-0056"],
    where: /^mimir\.Deployment\/mimir-gateway\.gateway$/,
    reason: "the chart offers none; nginx is asked for its readiness",
  },
  {
    controls: ["C-0018", "C-0056"],
    where: /^mimir\.StatefulSet\/mimir-\w+-cache\.memcached$/,
    reason: "the chart offers none; what a cache does not answer is read from the bucket",
  },
];
