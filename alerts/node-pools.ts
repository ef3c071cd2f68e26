import { type Alert, defineAlert, fires, silent } from "../src/alert";
import { defineSignal, promql, type Query, type Signal } from "../src/dashboard";
import { DROPLET_VOLUMES } from "../src/sizing/system-pods";
import type { NodePool } from "./scope";

const DASHBOARD = "capacity";

/** Nodes of a pool as they are now: DOKS says the pool in a label of the node, which the kubelet's job copies. */
export function nodesOfPool(name: string): Query {
  return promql`count(up{job="kubernetes-nodes",doks_digitalocean_com_node_pool="${name}"})`;
}

/** For each pool that can grow the share of its most nodes that are there: DOKS shows no metrics of its autoscaler. */
export function poolUse(pools: readonly NodePool[]): Signal {
  const each = pools.map(
    ({ name, max }) => promql`label_replace(${nodesOfPool(name)} / ${max}, "pool", "${name}", "", "")`,
  );
  return defineSignal({
    expr: promql`${each.map(({ text }) => text).join(" or ")}`,
    unit: "percentunit",
    min: 0,
    max: 1,
  });
}

/** Share of the volumes that a Droplet can hold. */
export const volumesOfNode = defineSignal({
  expr: promql`count by (node) (kube_volumeattachment_info) / ${DROPLET_VOLUMES}`,
  unit: "percentunit",
  min: 0,
  max: 1,
});

/** Those that can grow. */
export function growing(pools: readonly NodePool[]): readonly NodePool[] {
  return pools.filter(({ min, max }) => max > min);
}

/** Alerts of a cluster whose pools are known. */
export function poolAlerts(pools: readonly NodePool[]): readonly Alert[] {
  if (pools.length === 0) return [];
  const able = growing(pools);
  return [nodeVolumesAlmostFull, ...(able.length === 0 ? [] : [poolAtMaximum(able)])];
}

function poolAtMaximum(pools: readonly NodePool[]): Alert {
  const [{ name, max } = { name: "", max: 0 }] = pools;
  const nodes = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `up{job="kubernetes-nodes",instance="n${index}",doks_digitalocean_com_node_pool="${name}"}`,
        "1x90",
      ]),
    );
  return defineAlert({
    name: "NodePoolAtMaximum",
    signal: poolUse(pools),
    above: 0.999,
    for: "1h",
    severity: "warning",
    summary: "Node pool {{ $labels.pool }} has its most nodes",
    description: "It has had them for an hour. Pods that need more room wait, and so do rollouts.",
    runbook: `
1. The dashboard Capacity and cost: are requests near what the nodes have, or would fewer nodes do? A node that cannot be drained stays: DisruptionBudgetBlocks, pods without a controller.
2. PodWithoutNode fires as well: raise \`autoscale.max\` of the pool in the client's config; \`belvedere show\` says what it costs.
3. It does not: all have found a place; wait for the peak to pass.
`,
    panel: { dashboard: DASHBOARD, key: "pools" },
    tests: [
      fires({
        series: nodes(max),
        at: "80m",
        expect: [{ labels: { pool: name }, summary: `Node pool ${name} has its most nodes` }],
      }),
      silent({ series: nodes(max - 1), at: "80m" }),
    ],
  });
}

function attached(count: number) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `kube_volumeattachment_info{volumeattachment="v${index}",node="n1",attacher="dobs.csi.digitalocean.com"}`,
      "1x30",
    ]),
  );
}

export const nodeVolumesAlmostFull = defineAlert({
  name: "NodeVolumesAlmostFull",
  signal: volumesOfNode,
  above: 0.9,
  for: "15m",
  severity: "warning",
  summary: "Node {{ $labels.node }} holds {{ $value | humanizePercentage }} of the volumes that a Droplet can",
  description: "At 100 % a pod with a volume that is placed there does not start.",
  runbook: `
1. \`kubectl get volumeattachment | grep NODE\`: are some of pods that went long ago? \`kubectl describe\` them; see VolumeNotAttached.
2. All are used: \`kubectl cordon NODE\`, delete a pod with a volume so that it goes elsewhere, uncordon; or add a node.
`,
  panel: { dashboard: DASHBOARD, key: "node-volumes" },
  tests: [
    fires({
      series: attached(DROPLET_VOLUMES),
      at: "20m",
      expect: [
        {
          labels: { node: "n1" },
          summary: "Node n1 holds 100% of the volumes that a Droplet can",
        },
      ],
    }),
    silent({ series: attached(6), at: "20m" }),
  ],
});
