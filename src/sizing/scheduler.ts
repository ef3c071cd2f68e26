import { type Filled, filled, type Pod, type Room, takes } from "./packing";

/** Orders of arrival that are tried. */
export const ORDERS = 100;

/** How it went when pods came in many orders. */
export interface Trials {
  /** Names of pods that found no node in some order, those that did so most often first. */
  readonly homeless: readonly string[];
  /** Orders in which all of them found one. */
  readonly placed: number;
}

/**
 * Places pods as the scheduler of Kubernetes does: one by one as they come, each on the node that is left the least and the
 * most evenly used, and none is moved later. Nobody knows the order, so many are tried, the same ones each time.
 *
 * @param last Pods that come when all others stand: those of a rollout, a Job.
 */
export function trialsOf(pods: readonly Pod[], last: readonly Pod[], rooms: readonly Room[]): Trials {
  const misses = new Map<string, number>();
  let placed = 0;
  for (let order = 0; order < ORDERS; order += 1) {
    const left = place([...shuffled(pods, order), ...last], rooms);
    if (left.length === 0) placed += 1;
    for (const name of new Set(left.map((pod) => pod.name))) misses.set(name, (misses.get(name) ?? 0) + 1);
  }
  const homeless = [...misses].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
  return { homeless, placed };
}

function place(pods: readonly Pod[], rooms: readonly Room[]): readonly Pod[] {
  const nodes: Filled[] = rooms.map((room) => ({ room, alone: [] }));
  return pods.filter((pod) => {
    const index = best(nodes, rooms, pod);
    const node = nodes[index];
    if (node === undefined) return true;
    nodes[index] = filled(node, pod);
    return false;
  });
}

function best(nodes: readonly Filled[], rooms: readonly Room[], pod: Pod): number {
  let found = -1;
  let most = Number.NEGATIVE_INFINITY;
  nodes.forEach((node, index) => {
    const score = takes(node, pod) ? scoreOf(filled(node, pod).room, rooms[index] as Room) : Number.NEGATIVE_INFINITY;
    if (score > most) [found, most] = [index, score];
  });
  return found;
}

/** The sum of LeastAllocated and BalancedAllocation, which is what tells nodes of one kind apart. */
function scoreOf(left: Room, { cpu, memory, allocatable = { cpu, memory } }: Room): number {
  const free = [left.cpu / Math.max(1, allocatable.cpu), left.memory / Math.max(1, allocatable.memory)] as const;
  return (free[0] + free[1]) / 2 + 1 - Math.abs(free[0] - free[1]) / 2;
}

/** Another order for each number, and the same one for the same. */
function shuffled(pods: readonly Pod[], order: number): readonly Pod[] {
  if (order === 0) return pods;
  const random = numbers(order);
  const all = [...pods];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = random() % (at + 1);
    [all[at], all[other]] = [all[other] as Pod, all[at] as Pod];
  }
  return all;
}

/** A linear congruence: no good randomness is wanted, only many orders. */
function numbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}
