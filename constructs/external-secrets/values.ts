import { sizedValues } from "../../src/sizing/containers";

/** Helm values of the External Secrets Operator: it reads stores that are shared by the cluster, and writes to none. */
export function externalSecretsValues(): Record<string, unknown> {
  return {
    ...sizedValues("external-secrets"),
    ...READS_ONLY,
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
