import type { Problem } from "../problem";
import { objectPath, placed, type RenderedRelease } from "./objects";

/** APIs that Kubernetes serves no more, by the minor release that dropped them. Source: its deprecated API migration guide, to 1.32. */
const REMOVED: readonly (readonly [minor: number, api: string, kinds: readonly string[], instead: string])[] = [
  [16, "extensions/v1beta1", ["DaemonSet", "Deployment", "NetworkPolicy", "PodSecurityPolicy"], "apps/v1"],
  [16, "apps/v1beta1", ["Deployment", "StatefulSet"], "apps/v1"],
  [16, "apps/v1beta2", ["DaemonSet", "Deployment", "StatefulSet"], "apps/v1"],
  [
    22,
    "admissionregistration.k8s.io/v1beta1",
    ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
    "v1",
  ],
  [22, "apiextensions.k8s.io/v1beta1", ["CustomResourceDefinition"], "apiextensions.k8s.io/v1"],
  [22, "apiregistration.k8s.io/v1beta1", ["APIService"], "apiregistration.k8s.io/v1"],
  [22, "certificates.k8s.io/v1beta1", ["CertificateSigningRequest"], "certificates.k8s.io/v1"],
  [22, "coordination.k8s.io/v1beta1", ["Lease"], "coordination.k8s.io/v1"],
  [22, "extensions/v1beta1", ["Ingress"], "networking.k8s.io/v1"],
  [22, "networking.k8s.io/v1beta1", ["Ingress", "IngressClass"], "networking.k8s.io/v1"],
  [22, "rbac.authorization.k8s.io/v1beta1", ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"], "v1"],
  [22, "scheduling.k8s.io/v1beta1", ["PriorityClass"], "scheduling.k8s.io/v1"],
  [22, "storage.k8s.io/v1beta1", ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"], "storage.k8s.io/v1"],
  [25, "batch/v1beta1", ["CronJob"], "batch/v1"],
  [25, "discovery.k8s.io/v1beta1", ["EndpointSlice"], "discovery.k8s.io/v1"],
  [25, "events.k8s.io/v1beta1", ["Event"], "events.k8s.io/v1"],
  [25, "autoscaling/v2beta1", ["HorizontalPodAutoscaler"], "autoscaling/v2"],
  [25, "policy/v1beta1", ["PodDisruptionBudget", "PodSecurityPolicy"], "policy/v1"],
  [25, "node.k8s.io/v1beta1", ["RuntimeClass"], "node.k8s.io/v1"],
  [26, "autoscaling/v2beta2", ["HorizontalPodAutoscaler"], "autoscaling/v2"],
  [26, "flowcontrol.apiserver.k8s.io/v1beta1", ["FlowSchema", "PriorityLevelConfiguration"], "v1"],
  [27, "storage.k8s.io/v1beta1", ["CSIStorageCapacity"], "storage.k8s.io/v1"],
  [29, "flowcontrol.apiserver.k8s.io/v1beta2", ["FlowSchema", "PriorityLevelConfiguration"], "v1"],
  [32, "flowcontrol.apiserver.k8s.io/v1beta3", ["FlowSchema", "PriorityLevelConfiguration"], "v1"],
];

/** Objects of an API that a cluster of this version does not serve. @param version Such as `1.34` */
export function removedApiProblems(releases: readonly RenderedRelease[], version: string): readonly Problem[] {
  const minor = Number(version.split(".")[1]);
  return placed(releases).flatMap((one) => {
    const { apiVersion = "", kind } = one.object;
    const gone = REMOVED.find(([since, api, kinds]) => minor >= since && api === apiVersion && kinds.includes(kind));
    if (gone === undefined) return [];
    const message = `got apiVersion ${apiVersion}, which Kubernetes serves no more since 1.${gone[0]}, must be ${gone[3]}`;
    return [{ path: objectPath(one), message }];
  });
}
