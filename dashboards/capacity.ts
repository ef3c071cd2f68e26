import * as alerts from "../alerts/capacity";
import { nodesOfPool, poolAlerts } from "../alerts/node-pools";
import type { NodePool } from "../alerts/scope";
import { type Dashboard, defineDashboard, promql, type Query, type Row } from "../src/dashboard";
import { PRICES } from "../src/sizing/cost";
import { lines, number, table, watched } from "./panels";
import { ofNamespace } from "./scope";

/** Pods that hold their requests. */
const HOLDING: Query = promql`and on (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1)`;

const room: Row = {
  title: "Room",
  panels: [
    watched({
      alert: alerts.cpuRequestsHigh,
      title: "CPU requested",
      description:
        "Share of the nodes' CPU that pods have requested. Above the line (CpuRequestsHigh) new pods may find no node.",
      legend: "CPU",
      width: 8,
    }),
    watched({
      alert: alerts.memoryRequestsHigh,
      title: "Memory requested",
      description:
        "Share of the nodes' memory that pods have requested. Above the line (MemoryRequestsHigh) new pods may find no node.",
      legend: "memory",
      width: 8,
    }),
    watched({
      alert: alerts.clusterWithoutSpare,
      title: "When the largest node goes",
      description: "Requested memory as a share of what is left then. Above 100 % some pods wait for a new node.",
      legend: "memory",
      width: 8,
    }),
    watched({
      alert: alerts.nodePodsAlmostFull,
      title: "Pods of each node",
      description: "Share of the pods that a node may have. The line is NodePodsAlmostFull.",
      legend: "{{node}}",
      width: 12,
    }),
    watched({
      alert: alerts.quotaAlmostFull,
      title: "Quotas",
      description:
        "Share of each namespace's quota that is used. At 100 % it refuses new pods, those of a rollout included.",
      legend: "{{namespace}} {{resource}}",
      of: ofNamespace,
      width: 12,
    }),
  ],
};

const waste: Row = {
  title: "Requested and not used",
  panels: [
    table({
      key: "memory-unused",
      title: "Memory requested and not used",
      description: "By namespace, use as it was at its highest within a day. What can be requested less.",
      expr: unused("memory", promql`max_over_time(container_memory_working_set_bytes{container!=""}[1d])`),
      unit: "bytes",
      columns: { namespace: "Namespace", Value: "Unused" },
    }),
    table({
      key: "cpu-unused",
      title: "CPU requested and not used",
      description: "In cores, by namespace, use on average over a day. What can be requested less.",
      expr: unused("cpu", promql`rate(container_cpu_usage_seconds_total{container!=""}[1d])`),
      unit: "short",
      columns: { namespace: "Namespace", Value: "Unused" },
    }),
    lines({
      key: "without-requests",
      title: "Memory of containers without a request",
      description:
        "By namespace. The scheduler knows nothing of it: nodes fill up unseen, and these are evicted first.",
      expr: promql`
        sum by (namespace) (
          (
            max by (namespace, pod, container) (container_memory_working_set_bytes{container!="",namespace=~"$namespace"})
            and on (namespace, pod) kube_pod_info
          )
          unless on (namespace, pod, container) kube_pod_container_resource_requests{resource="memory"}
        )`,
      legend: "{{namespace}}",
      unit: "bytes",
      min: 0,
      stacked: true,
    }),
    table({
      key: "volumes-unused",
      title: "Volumes that no pod mounts",
      description: "Their size. They cost what they did before; delete the claim, if its data is needed no more.",
      expr: promql`
        sort_desc(max by (namespace, persistentvolumeclaim) (
          kube_persistentvolumeclaim_resource_requests_storage_bytes{namespace=~"$namespace"}
          unless on (namespace, persistentvolumeclaim) kube_pod_spec_volumes_persistentvolumeclaims_info
        ))`,
      unit: "bytes",
      columns: { namespace: "Namespace", persistentvolumeclaim: "Claim", Value: "Size" },
    }),
  ],
};

function unused(resource: "cpu" | "memory", used: Query): Query {
  return promql`
    sort_desc(sum by (namespace) (
      max by (namespace, pod, container) (
        kube_pod_container_resource_requests{resource="${resource}",namespace=~"$namespace"} ${HOLDING}
      )
      - max by (namespace, pod, container) (${used})
    ) > 0)`;
}

/** What is paid for at DigitalOcean, by the pools' prices and by what the cluster has asked for. */
function cost(pools: readonly NodePool[]): Row {
  const each = pools.map(
    ({ name, price }) =>
      promql`
    label_replace(${nodesOfPool(name)} * ${price}, "item", "nodes of ${name}", "", "")`.text,
  );
  const volumes = promql`
    label_replace(sum(kube_persistentvolume_capacity_bytes) / 1024 ^ 3 * ${PRICES.volume}, "item", "volumes", "", "")`;
  const balancers = promql`
    label_replace(count(kube_service_spec_type{type="LoadBalancer"}) * ${PRICES.loadBalancerUnit}, "item", "load balancers", "", "")`;
  const all = promql`${[...each, volumes.text, balancers.text].join(" or ")}`;
  const [volumesOfNode, ...others] = poolAlerts(pools);
  return {
    title: "Pools and cost",
    panels: [
      number({
        key: "cost",
        title: "Cost a month",
        description:
          "Nodes, volumes and load balancers as they are now, by list prices; buckets and traffic are not in it.",
        expr: promql`sum(${all})`,
        unit: "currencyUSD",
        width: 6,
      }),
      lines({
        key: "cost-items",
        title: "Cost a month by item",
        description:
          "As if what runs now ran for a month. A step up that stays: a pool that grew, volumes that nobody deletes.",
        expr: all,
        legend: "{{item}}",
        unit: "currencyUSD",
        min: 0,
        stacked: true,
        width: 18,
      }),
      ...others.map((alert) =>
        watched({
          alert,
          title: "Pools that grow",
          description: "Share of the most nodes that each may have. Long at 100 % is NodePoolAtMaximum.",
          legend: "{{pool}}",
        }),
      ),
      ...(volumesOfNode === undefined
        ? []
        : [
            watched({
              alert: volumesOfNode,
              title: "Volumes of each node",
              description: "Share of the volumes that a Droplet can hold. The line is NodeVolumesAlmostFull.",
              legend: "{{node}}",
            }),
          ]),
    ],
  };
}

/** What the cluster can still take, what is paid for and not used. */
export function capacityDashboard(pools: readonly NodePool[]): Dashboard {
  return defineDashboard({
    uid: "capacity",
    title: "Capacity and cost",
    description: "What can the cluster still take, what is paid for and not used, and what does it cost?",
    folder: "Platform",
    tags: ["belvedere", "kubernetes"],
    variables: [
      { name: "namespace", label: "Namespace", values: { of: promql`kube_namespace_created`, label: "namespace" } },
    ],
    range: "7d",
    refresh: "5m",
    rows: [room, waste, ...(pools.length === 0 ? [] : [cost(pools)])],
  });
}
