import type { Problem } from "../problem";
import { type NetworkPolicy, type Pod, policiesFor } from "./network-simulation";
import { objectPath, placed, type RenderedRelease } from "./objects";

/** Name of policies about pods that stand in no release: cert-manager starts them to prove a host. */
const UNRENDERED = /^acme-solver-/;

interface RenderedPod extends Pod {
  readonly path: string;
  readonly ports: readonly number[];
}

/** Pods that no policy is about, policies that are about no pod, and ports that a policy opens and nobody listens at (C-0030). */
export function policyProblems(
  releases: readonly RenderedRelease[],
  policies: readonly NetworkPolicy[],
): readonly Problem[] {
  // A config may leave the network open.
  if (policies.length === 0) return [];
  const pods = placed(releases).flatMap((one) => {
    const { template } = one.object.spec ?? {};
    if (template === undefined || template.spec.hostNetwork === true) return [];
    const ports = template.spec.containers.flatMap((container) =>
      (container.ports ?? []).map(({ containerPort }) => containerPort),
    );
    return [{ path: objectPath(one), namespace: one.namespace, labels: template.metadata?.labels ?? {}, ports }];
  });
  return [...open(pods, policies), ...policies.flatMap((policy) => policyFaults(policy, pods))];
}

/** A pod has the policy that closes its namespace, and one of its own. */
function open(pods: readonly RenderedPod[], policies: readonly NetworkPolicy[]): readonly Problem[] {
  return pods
    .filter((pod) => policiesFor(policies, pod).length < 2)
    .map(({ path }) => ({
      path,
      message: "no network policy is about it: its labels are others than those of its policy",
    }));
}

function policyFaults(policy: NetworkPolicy, pods: readonly RenderedPod[]): readonly Problem[] {
  const { name, namespace } = policy.metadata;
  if (name === "default" || UNRENDERED.test(name)) return [];
  const path = `policy ${namespace}/${name}`;
  const about = pods.filter((pod) => policiesFor([policy], pod).length > 0);
  if (about.length === 0) return [{ path, message: "is about no pod that there will be" }];
  const listening = about.flatMap(({ ports }) => ports);
  const admitted = (policy.spec.ingress ?? []).flatMap(({ ports = [] }) => ports.map(({ port }) => Number(port)));
  return [...new Set(admitted)]
    .filter((port) => listening.length > 0 && !listening.includes(port))
    .map((port) => ({
      path,
      message: `opens port ${port}, and its pods listen at ${[...new Set(listening)].join(", ")}`,
    }));
}
