import { sizedValues } from "../../src/sizing/containers";

/** Helm values of cert-manager. */
export function certManagerValues(namespace: string): Record<string, unknown> {
  const sizes = sizedValues("cert-manager");
  return {
    ...sizes,
    // A removed release would take its kinds along, and with them every certificate.
    crds: { enabled: true, keep: true },
    // By default it would want rights in kube-system.
    global: { leaderElection: { namespace } },
  };
}
