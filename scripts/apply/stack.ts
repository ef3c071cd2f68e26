import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run";

/** A thing that a plan would touch. */
export interface PlannedChange {
  readonly address: string;
  /** `update`, or `delete` and `create`. */
  readonly actions: readonly string[];
}

/** One synthesized stack, and Terraform on it. */
export class AppliedStack {
  constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly state: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Applies a saved plan; what the plan said is kept. */
  async apply(): Promise<{ readonly plan: string; readonly seconds: number }> {
    const start = Date.now();
    await this.terraform(["init", "-input=false"]);
    await this.terraform(["plan", "-input=false", "-out=try.tfplan"]);
    const plan = await this.terraform(["show", "-json", "try.tfplan"]);
    await this.terraform(["apply", "-input=false", "try.tfplan"]);
    return { plan, seconds: Math.round((Date.now() - start) / 1000) };
  }

  /** What a plan would change now; empty when nothing. */
  async changes(): Promise<string> {
    const args = ["plan", "-input=false", "-no-color", "-detailed-exitcode"];
    const { code, stdout } = await run("terraform", args, { cwd: this.folder, env: this.env, codes: [0, 2] });
    return code === 0 ? "" : stdout;
  }

  /** What a plan would touch now, things that are only read left out. */
  async planned(): Promise<readonly PlannedChange[]> {
    await this.terraform(["plan", "-input=false", "-out=try.tfplan"]);
    const { resource_changes: changes = [] } = JSON.parse(await this.terraform(["show", "-json", "try.tfplan"])) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
    };
    return changes
      .map(({ address, change }) => ({ address, actions: change.actions }))
      .filter(({ actions }) => !["no-op", "read"].includes(actions.join()));
  }

  async destroy(): Promise<void> {
    await this.terraform(["destroy", "-input=false", "-auto-approve"]);
  }

  stateText(): string {
    return readFileSync(join(this.state, `${this.name}.tfstate`), "utf8");
  }

  private async terraform(args: readonly string[]): Promise<string> {
    const [verb = "", ...rest] = args;
    const flags = verb === "show" ? [] : ["-no-color"];
    return (await run("terraform", [verb, ...flags, ...rest], { cwd: this.folder, env: this.env })).stdout;
  }
}
