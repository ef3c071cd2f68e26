import { scrapeAnnotations } from "../../src/charts";
import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";

/** Helm values of the External Secrets Operator: it reads stores that are shared by the cluster, and writes to none. */
export function externalSecretsValues(size?: Size): Record<string, unknown> {
  const sizes = sizedValues("external-secrets", size) as Record<"webhook" | "certController", object>;
  return {
    ...sizes,
    podAnnotations: scrapeAnnotations("external-secrets", "external-secrets"),
    webhook: { ...sizes.webhook, podAnnotations: scrapeAnnotations("external-secrets", "webhook") },
    certController: {
      ...sizes.certController,
      podAnnotations: scrapeAnnotations("external-secrets", "cert-controller"),
    },
    ...READS_ONLY,
    // A removed release would take its kinds along, and with them every Secret that came from a store.
    crds: { annotations: { "helm.sh/resource-policy": "keep" } },
    // Who may edit a namespace could otherwise copy any secret of a store into it.
    rbac: { aggregateToEdit: false, aggregateToAdmin: false, servicebindings: { create: false } },
  };
}

/** What would carry secrets out of the cluster, or into every namespace. */
const READS_ONLY = {
  processPushSecret: false,
  processClusterPushSecret: false,
  processClusterExternalSecret: false,
  processClusterGenerator: false,
};
