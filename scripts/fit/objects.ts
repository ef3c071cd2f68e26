import type { Pod } from "../../src/sizing/packing";

const NAMESPACE = "default";
const AGENTS = "fit-node-agents";

/** As the platform stack makes it. */
export const PRIORITY = {
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name: AGENTS },
  value: 1_000_000,
};

/** A workload whose pods ask for what ours ask for, and keep apart where ours do. */
export function objectOf({ pod, count }: { readonly pod: Pod; readonly count: number }): object {
  return workload("Deployment", pod, { replicas: count });
}

/** The same on every node, as what stands there comes before all others. */
export function agentObject(pod: Pod): object {
  return workload("DaemonSet", pod, {}, { priorityClassName: AGENTS });
}

function workload(kind: string, pod: Pod, spec: object, podSpec: object = {}): object {
  const name = labelOf(pod.name);
  const labels = { fit: name };
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: { name, namespace: NAMESPACE },
    spec: {
      ...spec,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...podSpec,
          ...(pod.apart ? { affinity: apart(labels) } : {}),
          containers: [
            {
              name: "works",
              image: "registry.invalid/works:1",
              resources: { requests: { cpu: `${pod.cpu}m`, memory: `${pod.memory}Mi` } },
            },
          ],
        },
      },
    },
  };
}

/** As a label takes it: sixty letters at most, the last ones, which tell pods of one chart apart. */
function labelOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(-60)
    .replace(/^-/, "");
}

function apart(labels: Readonly<Record<string, string>>) {
  const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } };
  return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
}
