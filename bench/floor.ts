/**
 * The floor: node and bare cdktf, deep imports, making the resources that recipes list. Nothing is computed, checked,
 * escaped or validated: with validation, CDKTF would run `terraform version` for every `terraform_data`.
 *
 * Usage: node floor.js OUTDIR RECIPE...
 */
import { readFileSync } from "node:fs";
import { App, LocalBackend, RemoteBackend, S3Backend, TerraformStack, TerraformVariable } from "cdktf";
import type { Element, StackRecipe } from "./recipe";

type Made = { overrideLogicalId(id: string): void };
type Kind = (new (stack: TerraformStack, id: string, config: object) => Made) & { tfResourceType?: string };

const BACKENDS: Readonly<Record<string, new (stack: TerraformStack, config: never) => unknown>> = {
  local: LocalBackend,
  remote: RemoteBackend,
  s3: S3Backend,
};

const [outdir = "", ...files] = process.argv.slice(2);
for (const file of files) {
  // One app for each client, as Belvedere does: one for all would hold all of them.
  const app = new App({ outdir, stackTraces: false, skipValidation: true });
  for (const recipe of JSON.parse(readFileSync(file, "utf8")) as StackRecipe[]) make(app, recipe);
  app.synth();
}

function make(app: App, recipe: StackRecipe): void {
  const stack = new TerraformStack(app, recipe.name);
  stack.addOverride("terraform.required_version", recipe.requiredVersion);
  const Backend = BACKENDS[recipe.backend.type];
  if (Backend !== undefined) new Backend(stack, recipe.backend.config as never);
  for (const { id, config, ephemeral } of recipe.variables) {
    const variable = new TerraformVariable(stack, id, config);
    if (ephemeral) variable.addOverride("ephemeral", true);
  }
  for (const element of recipe.providers) new (kindOf(element))(stack, element.id, element.config);
  for (const element of recipe.elements)
    new (kindOf(element))(stack, element.id, element.config).overrideLogicalId(element.id);
}

function kindOf({ module, type }: Element): Kind {
  const found = Object.values(require(module) as Readonly<Record<string, Kind>>).find(
    (kind) => kind.tfResourceType === type,
  );
  if (found === undefined) throw new Error(`${module} has no ${type}`);
  return found;
}
