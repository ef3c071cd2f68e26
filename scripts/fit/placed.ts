import { setTimeout as pause } from "node:timers/promises";
import type { Demands } from "../../src/sizing/capacity";
import type { Pod } from "../../src/sizing/packing";
import type { Cluster } from "../apply/cluster";
import { agentObject, objectOf, PRIORITY } from "./objects";

/** How long a pod may wait before it counts as one without a node, and how often that is looked at. */
const PATIENCE_SECONDS = 25;
const LOOK_SECONDS = 2;

/** Puts the platform on the cluster, then all that passes beside it, one group after another. Says which pods find no node. */
export async function placedFor(cluster: Cluster, { pods, agents, passing, system }: Demands): Promise<string> {
  const all = [...system.pods, ...pods];
  await cluster.apply(
    list([PRIORITY, ...byName(all).map(objectOf), ...[...system.agents, ...agents].map(agentObject)]),
  );
  const left = await waiting(cluster, all.length);
  if (left !== "") return left;
  for (const [index, group] of passing.entries()) {
    const beside = group.map((pod) => objectOf({ pod: { ...pod, name: `${pod.name}-beside-${index}` }, count: 1 }));
    await cluster.apply(list(beside));
    const without = await waiting(cluster, all.length + group.length);
    await cluster.kubectl(["delete", "--wait=true", "-f", "-"], JSON.stringify(list(beside)));
    if (without !== "") return without;
  }
  return "";
}

function list(items: readonly object[]) {
  return { apiVersion: "v1", kind: "List", items };
}

/** Pods of one name are of one workload. */
function byName(pods: readonly Pod[]): readonly { readonly pod: Pod; readonly count: number }[] {
  const names = [...new Set(pods.map(({ name }) => name))];
  return names.map((name) => {
    const same = pods.filter((pod) => pod.name === name);
    return { pod: same[0] as Pod, count: same.length };
  });
}

interface PodState {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>>; readonly deletionTimestamp?: string };
  readonly status: { readonly phase: string };
}

/** Pods that have no node when patience is at its end; empty as soon as all have one. */
async function waiting(cluster: Cluster, expected: number): Promise<string> {
  for (let waited = 0; ; waited += LOOK_SECONDS) {
    const pods = (await cluster.list<PodState>("pods")).filter(({ metadata }) => metadata.labels?.fit !== undefined);
    const pending = pods.filter(({ status }) => status.phase === "Pending");
    if (pods.length >= expected && pending.length === 0) return "";
    if (waited >= PATIENCE_SECONDS)
      return pending.map(({ metadata }) => metadata.labels?.fit).join(", ") || "pods are missing";
    await pause(LOOK_SECONDS * 1000);
  }
}
