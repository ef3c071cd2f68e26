import { type AlertGroup, defineAlert, defineAlertGroup, fires, silent } from "../src/alert";
import { defineSignal, promql, type Query, type Signal } from "../src/dashboard";
import { poolAlerts } from "./node-pools";
import type { NodePool } from "./scope";

const DASHBOARD = "capacity";

/** Requests of pods that hold them: a finished pod is still listed, but asks for nothing. Init containers are not counted. */
export function requested(resource: "cpu" | "memory", where?: Query): Query {
  const matchers = `resource="${resource}"${where === undefined ? "" : `,${where.text}`}`;
  return promql`
    sum(
      kube_pod_container_resource_requests{${matchers}}
      and on (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1)
    )`;
}

function requestedShare(resource: "cpu" | "memory"): Signal {
  return defineSignal({
    expr: promql`${requested(resource)} / sum(kube_node_status_allocatable{resource="${resource}"})`,
    unit: "percentunit",
    min: 0,
  });
}

export const cpuRequested = requestedShare("cpu");
export const memoryRequested = requestedShare("memory");

/** Requested memory, as a share of what is there once the largest node is not. */
export const requestedWithoutNode = defineSignal({
  expr: promql`
    ${requested("memory")}
    / (sum(kube_node_status_allocatable{resource="memory"}) - max(kube_node_status_allocatable{resource="memory"}) > 0)`,
  unit: "percentunit",
  min: 0,
});

/** Share of the pods that a node may have. */
export const podsOfNode = defineSignal({
  expr: promql`
    count by (node) (
      kube_pod_info{node!=""} and on (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1)
    )
    / max by (node) (kube_node_status_allocatable{resource="pods"})`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

export const quotaUse = defineSignal({
  expr: promql`
    max by (namespace, resourcequota, resource) (kube_resourcequota{type="used"})
    / max by (namespace, resourcequota, resource) (kube_resourcequota{type="hard"} > 0)`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

const FULL = "A pod that goes, or a new release, may find no node. Requests count, however idle the nodes are.";

const MAKE_ROOM = `
1. The dashboard Capacity and cost, "Requested and not used": which requests are far above what is used? Lower them.
2. All is needed: add a node, or raise the maximum of the pool in the client's config; \`belvedere check\` says what would be the cheapest.
3. Until then: \`kubectl get pods -A --field-selector status.phase=Pending\` says what waits.
`;

function requests(cpu: string) {
  return {
    'kube_pod_container_resource_requests{namespace="shop",pod="cart-1",container="cart",node="n1",resource="cpu"}':
      cpu,
    'kube_pod_container_resource_requests{namespace="shop",pod="dump-1",container="dump",node="n1",resource="cpu"}':
      "3x90",
    'kube_pod_status_phase{namespace="shop",pod="cart-1",phase="Running"}': "1x90",
    // A pod that is done asks for nothing.
    'kube_pod_status_phase{namespace="shop",pod="dump-1",phase="Succeeded"}': "1x90",
    'kube_node_status_allocatable{node="n1",resource="cpu",unit="core"}': "4x90",
  };
}

export const cpuRequestsHigh = defineAlert({
  name: "CpuRequestsHigh",
  signal: cpuRequested,
  above: 0.9,
  for: "1h",
  severity: "warning",
  summary: "Pods have requested {{ $value | humanizePercentage }} of the cluster's CPU",
  description: FULL,
  runbook: MAKE_ROOM,
  panel: { dashboard: DASHBOARD, key: "cpu-requested-share" },
  tests: [
    fires({
      series: requests("3.8x90"),
      at: "80m",
      expect: [{ labels: {}, summary: "Pods have requested 95% of the cluster's CPU" }],
    }),
    silent({ series: requests("2x90"), at: "80m" }),
  ],
});

function memory(megabytes: number, nodes: number) {
  return {
    'kube_pod_container_resource_requests{namespace="shop",pod="cart-1",container="cart",node="n1",resource="memory"}': `${megabytes}x90`,
    'kube_pod_status_phase{namespace="shop",pod="cart-1",phase="Running"}': "1x90",
    ...Object.fromEntries(
      Array.from({ length: nodes }, (_, index) => [
        `kube_node_status_allocatable{node="n${index}",resource="memory",unit="byte"}`,
        "1000x90",
      ]),
    ),
  };
}

export const memoryRequestsHigh = defineAlert({
  name: "MemoryRequestsHigh",
  signal: memoryRequested,
  above: 0.9,
  for: "1h",
  severity: "warning",
  summary: "Pods have requested {{ $value | humanizePercentage }} of the cluster's memory",
  description: FULL,
  runbook: MAKE_ROOM,
  panel: { dashboard: DASHBOARD, key: "memory-requested-share" },
  tests: [
    fires({
      series: memory(1900, 2),
      at: "80m",
      expect: [{ labels: {}, summary: "Pods have requested 95% of the cluster's memory" }],
    }),
    silent({ series: memory(1900, 3), at: "80m" }),
  ],
});

export const clusterWithoutSpare = defineAlert({
  name: "ClusterWithoutSpareNode",
  signal: requestedWithoutNode,
  above: 1,
  for: "1h",
  severity: "info",
  summary: "The cluster cannot lose a node: requests would be {{ $value | humanizePercentage }} of what is left",
  description: "When its largest node goes, some of its pods find no other place until a new node is there.",
  runbook: `
1. May some pods wait for a new node? A pool that grows by itself has one in some minutes; then this is a choice.
2. They may not: lower requests, or add a node (steps of MemoryRequestsHigh).
`,
  panel: { dashboard: DASHBOARD, key: "without-node" },
  tests: [
    fires({
      series: memory(1200, 2),
      at: "80m",
      expect: [
        {
          labels: {},
          summary: "The cluster cannot lose a node: requests would be 120% of what is left",
        },
      ],
    }),
    silent({ series: memory(1200, 3), at: "80m" }),
    // With a single node it is plain.
    silent({ series: memory(900, 1), at: "80m" }),
  ],
});

function podsOn(count: number) {
  const all = Array.from({ length: count }, (_, index) => `namespace="shop",pod="p${index}"`);
  return Object.fromEntries([
    ...all.map((pod) => [`kube_pod_info{${pod},node="n1"}`, "1x30"] as const),
    ...all.map((pod) => [`kube_pod_status_phase{${pod},phase="Running"}`, "1x30"] as const),
    ['kube_node_status_allocatable{node="n1",resource="pods",unit="integer"}', "10x30"] as const,
  ]);
}

export const nodePodsAlmostFull = defineAlert({
  name: "NodePodsAlmostFull",
  signal: podsOfNode,
  above: 0.9,
  for: "15m",
  severity: "warning",
  summary: "Node {{ $labels.node }} has {{ $value | humanizePercentage }} of the pods that it may have",
  description: "At 100 % it takes no further pod, however much memory and CPU are left.",
  runbook: `
1. \`kubectl get pods -A --field-selector spec.nodeName=NODE\`: many small ones, or finished Jobs that nobody deletes (\`ttlSecondsAfterFinished\`)?
2. All are needed: add a node. The number that one takes is the provider's (110 at DigitalOcean).
`,
  panel: { dashboard: DASHBOARD, key: "node-pods" },
  tests: [
    fires({
      series: podsOn(10),
      at: "20m",
      expect: [{ labels: { node: "n1" }, summary: "Node n1 has 100% of the pods that it may have" }],
    }),
    silent({ series: podsOn(5), at: "20m" }),
  ],
});

function quota(used: string) {
  const series = (type: string) =>
    `kube_resourcequota{namespace="shop",resourcequota="platform",resource="limits.memory",type="${type}"}`;
  return { [series("used")]: used, [series("hard")]: "100x30" };
}

export const quotaAlmostFull = defineAlert({
  name: "NamespaceQuotaAlmostFull",
  signal: quotaUse,
  above: 0.9,
  for: "15m",
  severity: "warning",
  summary:
    "Namespace {{ $labels.namespace }} has used {{ $value | humanizePercentage }} of {{ $labels.resource }} in quota {{ $labels.resourcequota }}",
  description: "At 100 % the namespace refuses every new pod, those of a rollout included: see DeploymentRolloutStuck.",
  runbook: `
1. \`kubectl -n NAMESPACE describe resourcequota\`, \`kubectl -n NAMESPACE get pods\`: what is there that does not belong?
2. A namespace of the platform: its quota follows the config. Containers that you added under \`values\` are not in it: \`isolation: { quotas: false }\`.
3. Your own: raise it where it is deployed from.
`,
  panel: { dashboard: DASHBOARD, key: "quotas" },
  tests: [
    fires({
      series: quota("95x30"),
      at: "20m",
      expect: [
        {
          labels: { namespace: "shop", resourcequota: "platform", resource: "limits.memory" },
          summary: "Namespace shop has used 95% of limits.memory in quota platform",
        },
      ],
    }),
    silent({ series: quota("60x30"), at: "20m" }),
  ],
});

/** Alerts on what the nodes can still take; of pools that grow, whether they still can. */
export function capacityAlerts(pools: readonly NodePool[]): AlertGroup {
  return defineAlertGroup({
    name: "capacity",
    alerts: [
      cpuRequestsHigh,
      memoryRequestsHigh,
      clusterWithoutSpare,
      nodePodsAlmostFull,
      quotaAlmostFull,
      ...poolAlerts(pools),
    ],
  });
}
