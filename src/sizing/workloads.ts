import type { ContainerSize } from "./container-table";
import { containersOf } from "./containers";
import type { Pod } from "./packing";
import { type PlatformShape, podDemandOf, type Requests, replicasOf } from "./requests";

/** What a platform asks of its nodes, pod by pod. */
export interface Workloads {
  /** Pods that stay. */
  readonly pods: readonly Pod[];
  /** Pods of which every node has one. */
  readonly agents: readonly Pod[];
  /** Pods that stand beside the others for a while, all of one group at once: those of a release that rolls, a Job. */
  readonly passing: readonly (readonly Pod[])[];
}

/** `chart/workload` with a volume that only one node can have. */
const WITH_VOLUME: readonly string[] = [
  "grafana/grafana",
  "prometheus/server",
  "prometheus/alertmanager",
  "prometheus/pushgateway",
  "loki/loki",
  "loki-scalable/write",
  "loki-scalable/backend",
  ...ofMimir("ingester", "store-gateway", "compactor"),
  "postgres/postgres",
  "tempo/tempo",
];

/** `chart/workload` whose new pod is there before an old one goes. */
export const SURGING: readonly string[] = [
  "traefik/traefik",
  "cert-manager/cert-manager",
  "cert-manager/webhook",
  "cert-manager/cainjector",
  "external-secrets/external-secrets",
  "external-secrets/webhook",
  "external-secrets/cert-controller",
  "prometheus/kube-state-metrics",
  ...ofMimir("distributor", "querier", "query-frontend", "query-scheduler", "gateway"),
  "opentelemetry-collector/opentelemetry-collector",
  "prometheus-blackbox-exporter/prometheus-blackbox-exporter",
];

/** `chart/workload` whose pods refuse to share a node. */
export const APART: readonly string[] = [
  "keycloakx/keycloak",
  "loki/loki",
  "loki/gateway",
  "loki-scalable/write",
  "loki-scalable/read",
  "loki-scalable/backend",
  "loki-scalable/gateway",
  ...ofMimir("ingester"),
];

/** With and without caches. */
function ofMimir(...workloads: readonly string[]): readonly string[] {
  return ["mimir-distributed", "mimir-distributed-cached"].flatMap((use) => workloads.map((one) => `${use}/${one}`));
}

/** Pods of a platform, in the order in which its charts come. */
export function workloadsOf(shape: PlatformShape, jobs: readonly Pod[] = []): Workloads {
  const all = Object.keys(shape.charts).map((chart) => workloadsOfChart(chart, shape));
  const groups = all.map(({ pods }) => surge(pods)).filter((group) => group.length > 0);
  return {
    pods: all.flatMap(({ pods }) => pods),
    agents: all.flatMap(({ agents }) => agents),
    passing: [...groups, ...jobs.map((job) => [job])],
  };
}

function workloadsOfChart(chart: string, shape: PlatformShape) {
  const containers = containersOf(shape.size).filter((one) => one.chart === chart && !one.ends);
  const names = [...new Set(containers.map(({ workload }) => workload))];
  const made = names.map((workload) => {
    const own = containers.filter((one) => one.workload === workload);
    const count = Math.max(...own.map((one) => replicasOf(one, shape)));
    return {
      perNode: own.some(({ perNode }) => perNode),
      pods: Array.from({ length: count }, () => pod(`${chart}/${workload}`, own, shape)),
    };
  });
  return {
    pods: made.filter(({ perNode }) => !perNode).flatMap(({ pods }) => pods),
    agents: made.filter(({ perNode }) => perNode).flatMap(({ pods }) => pods),
  };
}

function pod(name: string, containers: readonly ContainerSize[], shape: PlatformShape): Pod {
  const { cpu, memory } = containers
    .map((container) => podDemandOf(container, shape))
    .reduce<Requests>((sum, one) => ({ cpu: sum.cpu + one.cpu, memory: sum.memory + one.memory }), {
      cpu: 0,
      memory: 0,
    });
  return { name, cpu, memory, volumes: WITH_VOLUME.includes(name) ? 1 : 0, apart: APART.includes(name) };
}

/** The pods that a rollout of all of them adds: one of each workload. */
function surge(pods: readonly Pod[]): readonly Pod[] {
  return pods.filter(
    ({ name }, index) => SURGING.includes(name) && pods.findIndex((one) => one.name === name) === index,
  );
}
