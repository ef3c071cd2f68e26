import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run";

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
