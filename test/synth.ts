import { Testing } from "cdktf";
import { parse } from "yaml";
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
  readonly removed?: readonly unknown[];
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

/** A resource of a kind that a chart has brought. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The custom resources of a release, as Helm gets them. */
export function resourcesOf(resources: Resources, release: string): readonly Manifest[] {
  const found = Object.values(resources.helm_release ?? {}).find(({ name }) => name === release);
  const text = String(found?.values).replaceAll("$${", "${").replaceAll("%%{", "%{");
  return (parse(text) as { resources: readonly Manifest[] }).resources;
}
