import type { Requests } from "./requests";

/** What a container of ours that works and ends asks for. */
interface TaskSize {
  /** Millicores. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  /** Limit of memory, in MiB. There is no CPU limit. */
  readonly limit: number;
}

const TASKS = {
  "apply-realm": { cpu: 50, memory: 160, limit: 384 },
  "team-sync": { cpu: 20, memory: 96, limit: 192 },
  "open-database": { cpu: 10, memory: 32, limit: 128 },
  "dump-database": { cpu: 50, memory: 64, limit: 256 },
  "store-dump": { cpu: 50, memory: 96, limit: 256 },
} as const satisfies Record<string, TaskSize>;

export type Task = keyof typeof TASKS;

/** Resources of a task, as a container has them. */
export function taskResources(task: Task) {
  const { cpu, memory, limit } = TASKS[task];
  return { cpu: `${cpu}m`, memory: `${memory}Mi`, memoryLimit: `${limit}Mi` };
}

/** What tasks ask for that run one after another: as much as the largest. */
export function largestTask(tasks: readonly Task[]): Requests {
  return {
    cpu: Math.max(0, ...tasks.map((task) => TASKS[task].cpu)),
    memory: Math.max(0, ...tasks.map((task) => TASKS[task].memory)),
  };
}
