/** Turns synthesized stacks into what bare cdktf needs to make the same resources: modules, classes, configs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Json = Readonly<Record<string, unknown>>;
type ByName = Readonly<Record<string, Json>>;

/** One element of a stack, as an argument list for its class. */
export interface Element {
  readonly module: string;
  readonly type: string;
  readonly id: string;
  readonly config: Json;
}

export interface StackRecipe {
  readonly name: string;
  readonly requiredVersion: string;
  readonly backend: { readonly type: string; readonly config: Json };
  readonly providers: readonly Element[];
  readonly variables: readonly { readonly id: string; readonly config: Json; readonly ephemeral: boolean }[];
  readonly elements: readonly Element[];
}

interface StackJson {
  readonly terraform: { readonly backend: ByName; readonly required_version: string };
  readonly provider?: Readonly<Record<string, readonly Json[]>>;
  readonly variable?: ByName;
  readonly data?: Readonly<Record<string, ByName>>;
  readonly resource?: Readonly<Record<string, ByName>>;
}

/** Attributes whose keys are the user's, not the provider's. */
const MAPS = new Set(["labels", "annotations", "data", "data_wo", "input"]);

export function recipeOf(folder: string): readonly StackRecipe[] {
  return readdirSync(join(folder, "stacks")).map((name) => stackRecipe(name, readStack(folder, name)));
}

export function readStack(folder: string, name: string): StackJson {
  return JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8")) as StackJson;
}

function stackRecipe(name: string, json: StackJson): StackRecipe {
  const [[type = "", config = {}] = []] = Object.entries(json.terraform.backend);
  return {
    name,
    requiredVersion: json.terraform.required_version,
    backend: { type, config: camelKeys(config) },
    providers: Object.entries(json.provider ?? {}).flatMap(([provider, configs]) =>
      configs.map((one) => ({
        module: `@cdktf/provider-${provider}/lib/provider`,
        type: provider,
        id: provider,
        config: camelKeys(one),
      })),
    ),
    variables: Object.entries(json.variable ?? {}).map(([id, { ephemeral, ...one }]) => ({
      id,
      config: camelKeys(one),
      ephemeral: ephemeral === true,
    })),
    elements: [...elements(json.data ?? {}, "data-"), ...elements(json.resource ?? {}, "")],
  };
}

function elements(byType: Readonly<Record<string, ByName>>, prefix: string): Element[] {
  return Object.entries(byType).flatMap(([type, byName]) =>
    Object.entries(byName).map(([id, config]) => ({
      module: moduleOf(type, prefix),
      type,
      id,
      config: elementConfig(config),
    })),
  );
}

/** `kubernetes_config_map_v1` is in `@cdktf/provider-kubernetes/lib/config-map-v1`. */
function moduleOf(type: string, prefix: string): string {
  if (type === "terraform_data") return "cdktf";
  const [provider = "", ...words] = type.split("_");
  const data = prefix === "" ? "" : `${prefix}${provider}-`;
  return `@cdktf/provider-${provider}/lib/${data}${words.join("-")}`;
}

function elementConfig({ depends_on, "//": _, ...config }: Json): Json {
  const dependsOn = (depends_on as readonly string[] | undefined)?.map((fqn) => ({ fqn }));
  return { ...camelKeys(config), ...(dependsOn === undefined ? {} : { dependsOn }) };
}

function camelKeys(config: Json): Json {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key !== "//")
      .map(([key, value]) => [camel(key), MAPS.has(key) ? value : camelValue(value)]),
  );
}

function camelValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelValue);
  return typeof value === "object" && value !== null ? camelKeys(value as Json) : value;
}

function camel(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A folder's stacks without what cdktf notes for itself, for a comparison. */
export function essence(folder: string): unknown {
  return Object.fromEntries(
    readdirSync(join(folder, "stacks")).map((name) => [name, withoutNotes(readStack(folder, name))]),
  );
}

function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, one]) => [key, withoutNotes(one)]),
  );
}
