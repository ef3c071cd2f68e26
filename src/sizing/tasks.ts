import type { Demand } from "./requests";

/** Millicores and MiB of our own containers that work and end. None has a CPU limit. */
const TASKS = {
  "apply-realm": { cpu: 50, memory: 160, limit: 384 },
  "team-sync": { cpu: 20, memory: 96, limit: 192 },
  "probe-bucket": { cpu: 20, memory: 48, limit: 128 },
  "bucket-size": { cpu: 20, memory: 64, limit: 256 },
  "open-database": { cpu: 10, memory: 32, limit: 128 },
  "dump-database": { cpu: 50, memory: 64, limit: 256 },
  "store-dump": { cpu: 50, memory: 96, limit: 256 },
  "fill-config": { cpu: 10, memory: 16, limit: 32 },
  "refresh-uids-from-ferry": { cpu: 20, memory: 64, limit: 256 },
  onboarding: { cpu: 20, memory: 64, limit: 256 },
} as const satisfies Record<string, Demand>;

export type Task = keyof typeof TASKS;

/** Resources of a task, as a container has them. */
export function taskResources(task: Task) {
  return resources(TASKS[task]);
}

function resources({ cpu, memory, limit }: Demand) {
  return { cpu: `${cpu}m`, memory: `${memory}Mi`, memoryLimit: `${limit}Mi` };
}

/** What a task asks for. */
export function taskDemand(task: Task): Demand {
  return TASKS[task];
}

const MEBIBYTE = 2 ** 20;

/** What a push of tokens asks for: most of its memory is taken for half a minute in an hour. @param bytes its most memory */
export function tokenPushDemand(bytes: number): Demand {
  const limit = Math.ceil(bytes / MEBIBYTE);
  return { cpu: 100, memory: Math.ceil(limit / 4), limit };
}

/** The same as a container has it. */
export function tokenPushResources(bytes: number) {
  return resources(tokenPushDemand(bytes));
}
