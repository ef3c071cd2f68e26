import { sizedValues } from "../../src/sizing/containers";
import type { Size } from "../../src/sizing/profiles";

/** Helm values of cert-manager. */
export function certManagerValues(namespace: string, size?: Size): Record<string, unknown> {
  const sizes = sizedValues("cert-manager", size);
  return {
    ...sizes,
    // A removed release would take its kinds along, and with them every certificate.
    crds: { enabled: true, keep: true },
    // By default it would want rights in kube-system.
    global: { leaderElection: { namespace } },
  };
}
