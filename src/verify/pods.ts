import type { ChartRequests, Requests } from "../sizing/requests";
import type { Container, KubernetesObject } from "./objects";

/** A container, and where it was found. */
export interface FoundContainer extends Container {
  readonly where: string;
}

/** Every container of every workload, init containers too. */
export function containersOf(objects: readonly KubernetesObject[]): readonly FoundContainer[] {
  return objects.flatMap(({ kind, metadata, spec }) => {
    const pod = spec?.template?.spec;
    if (pod === undefined) return [];
    return [...(pod.initContainers ?? []), ...pod.containers].map((container) => ({
      ...container,
      where: `${kind} ${metadata.name}: ${container.name}`,
    }));
  });
}

/** What a chart's pods ask of the scheduler for as long as they run: once, and once more on every node. A Job ends. */
export function requestsOf(chart: string, objects: readonly KubernetesObject[]): ChartRequests {
  const onEveryNode = objects.filter(({ kind }) => kind === "DaemonSet");
  const once = objects.filter(({ kind }) => kind !== "DaemonSet" && kind !== "Job");
  return {
    chart,
    fixed: once.map((object) => times(object.spec?.replicas ?? 1, podRequests(object))).reduce(plus, NOTHING),
    perNode: onEveryNode.map(podRequests).reduce(plus, NOTHING),
  };
}

const NOTHING: Requests = { cpu: 0, memory: 0 };

/** As the scheduler counts: containers and sidecars together, or the largest init container where that is more. */
function podRequests({ spec }: KubernetesObject): Requests {
  const { containers = [], initContainers } = spec?.template?.spec ?? {};
  const init = initContainers ?? [];
  const sidecars = init.filter(({ restartPolicy }) => restartPolicy === "Always");
  const once = init.filter(({ restartPolicy }) => restartPolicy !== "Always");
  const together = [...containers, ...sidecars].map(requests).reduce(plus, NOTHING);
  return once.map(requests).reduce(most, together);
}

function requests({ resources }: Container): Requests {
  return { cpu: millicores(resources?.requests?.cpu), memory: mebibytes(resources?.requests?.memory) };
}

function millicores(cpu = "0"): number {
  return cpu.endsWith("m") ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000;
}

function mebibytes(memory = "0Mi"): number {
  const [, number, unit] = /^(\d+)(Mi|Gi)$/.exec(memory) ?? [];
  if (number === undefined) throw new Error(`memory request ${memory}: neither Mi nor Gi`);
  return Number(number) * (unit === "Gi" ? 1024 : 1);
}

function plus(a: Requests, b: Requests): Requests {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory };
}

function times(count: number, { cpu, memory }: Requests): Requests {
  return { cpu: cpu * count, memory: memory * count };
}

function most(a: Requests, b: Requests): Requests {
  return { cpu: Math.max(a.cpu, b.cpu), memory: Math.max(a.memory, b.memory) };
}
