import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../scripts/apply/run";
import { AppliedStack } from "../../../scripts/apply/stack";
import { DigitalOcean } from "./server";

/** Writes a stack under `<out>/stacks/` with its state in the folder `STATES`, and names it. */
export type Source = (out: string) => string;

/** Folder of the states, beside the output folder. */
export const STATES = "state";

/** What a plan would do, by address without the hash that ends it. */
export type Actions = Readonly<Record<string, string>>;

interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** One stack, an empty account of DigitalOcean for it, and Terraform between them. */
export class Trial {
  private name: string;
  private initialized = false;

  private constructor(
    readonly cloud: DigitalOcean,
    private readonly folder: string,
    source: Source,
  ) {
    this.name = source(this.out);
  }

  /** Tells a story, and takes everything down after it. */
  static async of(source: Source, story: (trial: Trial) => Promise<void>): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "belvedere-cluster-"));
    mkdirSync(join(folder, STATES));
    const cloud = await DigitalOcean.start();
    try {
      await story(new Trial(cloud, folder, source));
    } finally {
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** From now on the stack is this one; its state stays. */
  write(source: Source): void {
    this.name = source(this.out);
    this.initialized = false;
  }

  /** Applies, and gives the plan as it was. */
  async apply(): Promise<string> {
    return (await this.stack.apply()).plan;
  }

  async destroy(): Promise<void> {
    await this.init();
    await this.stack.destroy();
  }

  /** What a plan would do now; empty when it has nothing to do. */
  async plan(): Promise<Actions> {
    await this.init();
    const args = ["plan", "-no-color", "-input=false", "-detailed-exitcode", "-out=now.tfplan"];
    const { code } = await run("terraform", args, { ...this.place, codes: [0, 2] });
    const { resource_changes = [] } = JSON.parse(await this.planText()) as Plan;
    const actions = Object.fromEntries(
      resource_changes
        .map(({ address, change }) => [address.replace(/_[0-9A-F]{8}$/, ""), change.actions.join(" ")] as const)
        .filter(([, action]) => action !== "no-op" && action !== "read"),
    );
    if ((code === 0) !== (Object.keys(actions).length === 0))
      throw new Error(`terraform plan ended with ${code}, its actions are ${JSON.stringify(actions)}`);
    return actions;
  }

  /** The last saved plan. */
  planText(): Promise<string> {
    return this.terraform("show", "-json", "now.tfplan");
  }

  stateText(): string {
    return this.stack.stateText();
  }

  private async init(): Promise<void> {
    if (!this.initialized) await this.terraform("init", "-input=false");
    this.initialized = true;
  }

  private async terraform(...args: readonly string[]): Promise<string> {
    return (await run("terraform", args, this.place)).stdout;
  }

  private get out(): string {
    return join(this.folder, "cdktf.out");
  }

  private get place() {
    const env = { ...process.env, ...this.cloud.env, CHECKPOINT_DISABLE: "1" };
    return { cwd: join(this.out, "stacks", this.name), env };
  }

  private get stack(): AppliedStack {
    return new AppliedStack(this.name, this.place.cwd, join(this.folder, STATES), this.place.env);
  }
}
