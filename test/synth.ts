import { Testing } from "cdktf";
import { addClusterProviders, Stack } from "../src/terraform";
import { addDigitalOceanProvider } from "../src/terraform/digitalocean";

/** Resources of a synthesized stack: by type, then by logical id. */
export type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

export interface Synthesized {
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly provider: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly resource: Resources;
  readonly data: Resources;
  readonly variable: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The Terraform JSON of a stack that holds what `build` makes. */
export function synthesized(build: (stack: Stack) => void): Synthesized {
  const stack = new Stack(Testing.app(), {
    client: "acme",
    kind: "platform",
    backend: { type: "local", directory: "state" },
  });
  addClusterProviders(stack, { type: "context", context: "test" });
  addDigitalOceanProvider(stack);
  build(stack);
  return JSON.parse(Testing.synth(stack, true)) as Synthesized;
}

/** The only resource of a type. */
export function only(resources: Resources, type: string): Readonly<Record<string, unknown>> {
  const all = Object.values(resources[type] ?? {});
  if (all.length !== 1 || all[0] === undefined) throw new Error(`got ${all.length} of ${type}, wanted one`);
  return all[0];
}
