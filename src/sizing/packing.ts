import type { Requests } from "./requests";

/** A pod that the scheduler has to find a node for. */
export interface Pod extends Requests {
  /** `chart/workload`. */
  readonly name: string;
  /** Volumes that its node has to attach. @default 0 */
  readonly volumes?: number;
  /** No two of its name on one node. @default false */
  readonly apart?: boolean;
}

/** What a node has for pods. */
export interface Room extends Requests {
  readonly volumes: number;
  readonly pods: number;
  /** What the node had before agents came. @default - the same */
  readonly allocatable?: Requests;
}

/** A node that is being filled. */
export interface Filled {
  readonly room: Room;
  /** Pods on it that no other of their name may join: a list of all would be copied for every pod of every order. */
  readonly alone: readonly string[];
}

/**
 * The pods that find no node when the largest are placed first, each on the first node with room. A pod stands on one
 * node as a whole, so free memory here and there does not add up.
 */
export function homeless(pods: readonly Pod[], rooms: readonly Room[]): readonly Pod[] {
  const nodes: Filled[] = rooms.map((room) => ({ room, alone: [] }));
  const left: Pod[] = [];
  for (const pod of largestFirst(pods, rooms)) {
    const index = nodes.findIndex((node) => takes(node, pod));
    const node = nodes[index];
    if (node === undefined) left.push(pod);
    else nodes[index] = filled(node, pod);
  }
  return left;
}

/**
 * The pods that find no node if the others came before and stand as badly as they can. The scheduler takes pods in the
 * order in which they come and moves none, and nobody knows that order: what is not among these has a node in every one.
 */
export function unsure(pods: readonly Pod[], rooms: readonly Room[]): readonly Pod[] {
  const all = total(pods);
  return pods.filter((pod) => {
    const others = {
      cpu: all.cpu - pod.cpu,
      memory: all.memory - pod.memory,
      volumes: all.volumes - (pod.volumes ?? 0),
    };
    const blocked =
      blockable(others.memory, pod.memory, rooms, (room) => room.memory) +
      blockable(others.cpu, pod.cpu, rooms, (room) => room.cpu) +
      ((pod.volumes ?? 0) === 0 ? 0 : blockable(others.volumes, 1, rooms, (room) => room.volumes)) +
      blockable(pods.length - 1, 1, rooms, (room) => room.pods) +
      (pod.apart ? pods.filter(({ name }) => name === pod.name).length - 1 : 0);
    return blocked >= rooms.length;
  });
}

/** On how many nodes, at most, others leave less than a pod wants. */
function blockable(others: number, wanted: number, rooms: readonly Room[], has: (room: Room) => number): number {
  let left = others;
  const prices = rooms.map((room) => Math.max(0, has(room) - wanted + 1)).sort((a, b) => a - b);
  return prices.filter((price) => {
    left -= price;
    return left >= 0;
  }).length;
}

function total(pods: readonly Pod[]) {
  return pods.reduce(
    (sum, { cpu, memory, volumes = 0 }) => ({
      cpu: sum.cpu + cpu,
      memory: sum.memory + memory,
      volumes: sum.volumes + volumes,
    }),
    { cpu: 0, memory: 0, volumes: 0 },
  );
}

/** Whether a pod finds room there. */
export function takes({ room, alone }: Filled, pod: Pod): boolean {
  if (pod.apart && alone.includes(pod.name)) return false;
  return (
    pod.cpu <= room.cpu && pod.memory <= room.memory && (pod.volumes ?? 0) <= Math.max(0, room.volumes) && room.pods > 0
  );
}

/** The node with the pod on it. */
export function filled({ room, alone }: Filled, pod: Pod): Filled {
  return {
    room: {
      ...room,
      cpu: room.cpu - pod.cpu,
      memory: room.memory - pod.memory,
      volumes: room.volumes - (pod.volumes ?? 0),
      pods: room.pods - 1,
    },
    alone: pod.apart ? [...alone, pod.name] : alone,
  };
}

/** By the larger of their shares of the largest node. */
function largestFirst(pods: readonly Pod[], rooms: readonly Room[]): readonly Pod[] {
  const cpu = Math.max(1, ...rooms.map((room) => room.cpu));
  const memory = Math.max(1, ...rooms.map((room) => room.memory));
  const share = (pod: Pod) => Math.max(pod.cpu / cpu, pod.memory / memory);
  return [...pods].sort((a, b) => share(b) - share(a));
}
