import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { Construct } from "constructs";
import type { Dependable } from "./component";
import { LABELS } from "./labels";
import { resource } from "./resource";

/** A service account that may do nothing in the cluster, and has no token: a name for pods, or to sign in elsewhere with. */
export function serviceAccount(scope: Construct, id: string, namespace: string, name: string): Dependable {
  return resource(ServiceAccountV1, scope, id, {
    metadata: { name, namespace, labels: LABELS },
    automountServiceAccountToken: false,
  });
}
