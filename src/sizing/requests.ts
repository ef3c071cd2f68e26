import { quantityBytes } from "../quantity";
import type { ContainerSize } from "./container-table";
import { containersOf } from "./containers";
import type { Size } from "./profiles";

const MEBIBYTE = 2 ** 20;

/** What of the platform a client runs, as far as it counts for requests. */
export interface PlatformShape {
  /** Charts that are deployed, each with the user's Helm values. */
  readonly charts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Pods of a workload, where it is not one. Zero: not deployed. */
  readonly replicas: Readonly<Record<string, number>>;
  /** @default small */
  readonly size?: Size;
}

/** Memory and CPU that a component asks for. */
export interface Requests {
  /** Millicores. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

/** What a container asks for, with the memory that it may come to use. */
export interface Demand extends Requests {
  /** MiB. */
  readonly limit: number;
}

/** Requests of one chart: once for the platform, and once more on every node. */
export interface ChartRequests {
  readonly chart: string;
  readonly fixed: Requests;
  readonly perNode: Requests;
}

/** Requests of every chart of a platform. The user's own values count where they set resources. */
export function platformRequests(shape: PlatformShape): readonly ChartRequests[] {
  return Object.keys(shape.charts).map((chart) => {
    const containers = containersOf(shape.size).filter((container) => container.chart === chart && !container.ends);
    return {
      chart,
      fixed: sum(containers.filter((container) => !container.perNode).map((container) => asked(container, shape))),
      perNode: sum(containers.filter((container) => container.perNode).map((container) => asked(container, shape))),
    };
  });
}

/** Requests of a platform on so many nodes. */
export function requestsOn(nodes: number, charts: readonly ChartRequests[]): Requests {
  return sum(charts.flatMap(({ fixed, perNode }) => [fixed, times(nodes, perNode)]));
}

/** The charts that ask for the most memory on so many nodes, largest first. */
export function largestConsumers(
  charts: readonly ChartRequests[],
  nodes: number,
): readonly { chart: string; memory: number }[] {
  return charts
    .map((chart) => ({ chart: chart.chart, memory: requestsOn(nodes, [chart]).memory }))
    .sort((a, b) => b.memory - a.memory);
}

function asked(container: ContainerSize, shape: PlatformShape): Requests {
  const { cpu, memory } = demandOf(container, shape);
  return { cpu, memory };
}

/** What all pods with this container ask for, or those of one node. */
export function demandOf(container: ContainerSize, shape: PlatformShape): Demand {
  const { cpu, memory, limit } = podDemandOf(container, shape);
  const count = replicasOf(container, shape);
  return { cpu: count * cpu, memory: count * memory, limit: count * limit };
}

/** Pods of a container's workload, or those of one node. */
export function replicasOf({ chart, workload }: ContainerSize, shape: PlatformShape): number {
  return shape.replicas[`${chart}/${workload}`] ?? 1;
}

/** What one pod asks for by this container. */
export function podDemandOf(container: ContainerSize, shape: PlatformShape): Demand {
  const own = ownAmount(shape.charts[container.chart] ?? {}, container.path);
  const count = container.times ?? 1;
  return {
    cpu: count * (millicores(own("requests", "cpu")) ?? container.cpu),
    memory: count * (mebibytes(own("requests", "memory")) ?? container.memory),
    limit: count * (mebibytes(own("limits", "memory")) ?? container.limit),
  };
}

/** What the user's values set for a container. */
function ownAmount(values: Readonly<Record<string, unknown>>, path: string) {
  const at = (keys: readonly string[]) =>
    keys.reduce<unknown>((inner, key) => (isMap(inner) ? inner[key] : undefined), values);
  return (kind: "requests" | "limits", unit: "cpu" | "memory") => at([...path.split("."), kind, unit]);
}

function millicores(value: unknown): number | undefined {
  const [, number, unit] = /^([0-9.]+)(m?)$/.exec(String(value)) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === "m" ? 1 : 1000);
}

function mebibytes(value: unknown): number | undefined {
  return typeof value === "string" && /^[1-9][0-9]*(Mi|Gi)$/.test(value) ? quantityBytes(value) / MEBIBYTE : undefined;
}

function times(count: number, requests: Requests): Requests {
  return { cpu: requests.cpu * count, memory: requests.memory * count };
}

function sum(all: readonly Requests[]): Requests {
  return all.reduce((total, one) => ({ cpu: total.cpu + one.cpu, memory: total.memory + one.memory }), {
    cpu: 0,
    memory: 0,
  });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
