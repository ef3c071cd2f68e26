import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import type { Construct } from "constructs";
import { LABELS } from "./labels";
import { resource } from "./resource";

/** A level of Kubernetes' Pod Security admission. */
export type PodSecurity = "restricted" | "baseline" | "privileged";

/** A namespace whose pods are held against a Pod Security level: refused below it, and warned about. */
export function namespace(scope: Construct, id: string, name: string, level: PodSecurity): NamespaceV1 {
  const security = Object.fromEntries(
    ["enforce", "warn", "audit"].map((mode) => [`pod-security.kubernetes.io/${mode}`, level]),
  );
  return resource(NamespaceV1, scope, id, { metadata: { name, labels: { ...LABELS, ...security } } });
}
