import type { Pool } from "../../src/sizing/capacity";
import { run } from "./run";

/** Large enough for the program to know it; every node then gets what the client's own have. */
const ANY_SIZE = "s-8vcpu-16gb";

/** A Kubernetes API on loopback, with nodes that pretend. */
export class Cluster {
  private constructor(
    private readonly program: string,
    readonly kubeconfig: string,
  ) {}

  /** Starts it with as few nodes as the pools may have. */
  static async up(program: string, pools: readonly Pool[]): Promise<Cluster> {
    const nodes = pools.flatMap((pool) => Array.from({ length: pool.min }, () => pool.allocatable));
    const { stdout } = await run(program, ["up", "--node", `${ANY_SIZE}:${nodes.length}`]);
    const cluster = new Cluster(program, stdout.trim().split("\n").at(-1) ?? "");
    const names = (await cluster.list<Named>("nodes")).map(({ metadata }) => metadata.name);
    for (const [index, allocatable] of nodes.entries()) {
      const resources = { cpu: `${allocatable.cpu}m`, memory: `${allocatable.memory}Mi` };
      const patch = JSON.stringify({ status: { allocatable: resources, capacity: resources } });
      await cluster.kubectl(["patch", "node", names[index] ?? "", "--subresource=status", "--type=merge", "-p", patch]);
    }
    return cluster;
  }

  async down(): Promise<void> {
    await run(this.program, ["down"]);
  }

  /** What the program says of pods that do not run; empty when all do. */
  async status(): Promise<string> {
    const { code, stdout } = await run(this.program, ["status"], { codes: [0, 1] });
    return code === 0 ? "" : stdout.trim();
  }

  async context(): Promise<string> {
    return (await this.kubectl(["config", "current-context"])).trim();
  }

  async kubectl(args: readonly string[], input?: string): Promise<string> {
    const { stdout } = await run(
      "kubectl",
      ["--kubeconfig", this.kubeconfig, ...args],
      input === undefined ? {} : { input },
    );
    return stdout;
  }

  async list<T>(kinds: string, ...flags: readonly string[]): Promise<readonly T[]> {
    return (JSON.parse(await this.kubectl(["get", kinds, "-A", ...flags, "-o", "json"])) as { items: T[] }).items;
  }

  /** What admission says of a pod that is not made; empty when it would be let in. */
  async tryPod(namespace: string, pod: object): Promise<string> {
    const args = ["--kubeconfig", this.kubeconfig, "-n", namespace, "create", "--dry-run=server", "-f", "-"];
    const { code, stderr } = await run("kubectl", args, { input: JSON.stringify(pod), codes: [0, 1] });
    return code === 0 ? "" : stderr.trim();
  }

  async apply(object: unknown): Promise<void> {
    await this.kubectl(["apply", "-f", "-"], JSON.stringify(object));
  }
}

export interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly deletionTimestamp?: string };
}
