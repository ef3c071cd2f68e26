import { App } from "cdktf";

export type { App } from "cdktf";

/** Name and place of one synthesized stack, as the manifest has it. */
export interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly name: string; readonly dependencies: readonly string[] }>>;
  readonly version: string;
}

/** Runs one app and writes its stacks under `outdir`. Output depends on nothing but what `build` makes. */
export function synthesizeApp(outdir: string, build: (app: App) => void): void {
  const app = new App({ outdir, stackTraces: false });
  build(app);
  app.synth();
}
