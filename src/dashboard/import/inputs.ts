import { type Finding, finding } from "../finding";
import { isRecord, text, type Unread } from "../read";
import { objects } from "../walk";
import { type KnownDatasource, type Sources, unmapped } from "./sources";

/** What an export asks of who imports it. */
export interface Input {
  readonly name: string;
  /** `datasource` or `constant`. */
  readonly type: string;
  /** Of a datasource. */
  readonly pluginId: string;
  /** Of a constant: what it was there. */
  readonly value: string;
  /** Where it stands in `__inputs`. */
  readonly index: number;
}

/** What the inputs have become, by name. */
export interface Filled {
  readonly datasources: ReadonlyMap<string, KnownDatasource>;
  readonly constants: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

export function inputsOf(model: Unread): readonly Input[] {
  return objects(model.__inputs, []).map(({ value, at }) => ({
    name: text(value.name),
    type: text(value.type),
    pluginId: text(value.pluginId),
    value: value.value === undefined ? "" : String(value.value),
    index: Number(at[0]),
  }));
}

/** A datasource for each input, or why not; constants keep the value that they had where none is given. */
export function fill(
  path: string,
  inputs: readonly Input[],
  sources: Sources,
  map: Readonly<Record<string, string>>,
): Filled {
  const asked = inputs.filter(({ type }) => type === "datasource");
  const found = asked.flatMap((input) => {
    const source = sources.find({ key: input.name, ...(input.pluginId === "" ? {} : { type: input.pluginId }) });
    return source === undefined ? [] : [[input.name, source] as const];
  });
  const datasources = new Map(found);
  const constants = inputs
    .filter(({ type }) => type !== "datasource")
    .map(({ name, value }) => [name, map[name] ?? value] as const);
  const missing = asked.filter(({ name }) => !datasources.has(name));
  return {
    datasources,
    constants: new Map(constants),
    findings: missing.map((input) => missingInput(path, input, sources)),
  };
}

function missingInput(path: string, { name, type, pluginId, index }: Input, sources: Sources): Finding {
  const spot = { path: `${path}.__inputs[${name}]`, at: ["__inputs", index] };
  const what = `the input ${name} of type ${type} for the plugin ${pluginId || "(not said)"}`;
  const { message, paste } = unmapped(what, name, pluginId, sources);
  return { ...finding("dashboard-inputs", spot, message), paste };
}

/** Placeholders of inputs; any other `${...}` is a variable of the dashboard. A name may hold a hyphen. */
const PLACEHOLDER = /\$\{([^${}:]+)(?::[^{}]*)?\}/g;

/** The value with every placeholder of a known name filled in, at any depth. */
export function filledIn(value: unknown, filled: (name: string) => string | undefined): unknown {
  if (typeof value === "string") return value.replace(PLACEHOLDER, (whole, name: string) => filled(name) ?? whole);
  if (Array.isArray(value)) return value.map((item) => filledIn(item, filled));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filledIn(inner, filled)]));
}
