import type { Ajv as AjvInstance, ErrorObject } from "ajv";
import { didYouMean, nearest } from "../nearest";
import type { Problem } from "../problem";
import { contractOf } from "./contract";
import type { ChartName } from "./lock";
import type { HelmValues } from "./merge";
import { keysAt, schemaFor } from "./value-schema";
import { fits, type ValueNode, type ValueShapes } from "./value-tree";

/**
 * Holds the values of a release against the keys that its chart knows. A chart without a schema takes a misspelled key
 * or a quoted number in silence; here it is a problem.
 * @param path what stands before the key in a message, such as `grafana.values`
 */
export function checkValues(chart: ChartName, values: HelmValues, path: string): Problem[] {
  const { values: tree, shapes } = contractOf(chart);
  return checkAgainst(tree, shapes, values, path);
}

/** The same against a given tree. Whether all is well is seen by a walk, which is quick; ajv is loaded to say what is not. */
export function checkAgainst(tree: ValueNode, shapes: ValueShapes, values: unknown, path: string): Problem[] {
  if (fits(values, tree, shapes)) return [];
  const validate = ajv().compile(schemaFor(values, tree, shapes));
  if (validate(values)) throw new Error(`${path}: ajv finds nothing in values that do not fit the chart's contract`);
  return (validate.errors ?? []).map((error) => problemOf(error, { tree, shapes, values, path }));
}

interface Checked {
  readonly tree: ValueNode;
  readonly shapes: ValueShapes;
  readonly values: unknown;
  readonly path: string;
}

let instance: AjvInstance | undefined;

/** Loaded on the first fault only: ajv takes longer to load than five releases take to check. */
function ajv(): AjvInstance {
  if (instance !== undefined) return instance;
  const { Ajv } = require("ajv") as typeof import("ajv");
  instance = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    validateSchema: false,
    meta: false,
    addUsedSchema: false,
  });
  return instance;
}

function problemOf(error: ErrorObject, checked: Checked): Problem {
  const path = pathOf(error.instancePath);
  if (error.keyword === "additionalProperties")
    return unknownKey(path, String(error.params.additionalProperty), checked);
  return wrongType(path, error.params.type as readonly string[], checked);
}

function unknownKey(parent: readonly string[], key: string, { tree, shapes, values, path }: Checked): Problem {
  const known = keysAt(tree, parent, shapes);
  const close = didYouMean(key, known);
  const hint = close === undefined ? "" : `, did you mean "${close}"?`;
  const keys = nearest(key, known, 10).map((name) => `"${name}"`);
  const more = known.length > keys.length ? `, and ${known.length - keys.length} more` : "";
  const allowed = keys.length === 0 ? "no key is allowed here" : `allowed: ${keys.join(", ")}${more}`;
  const problem = {
    path: dotted(path, [...parent, key]),
    at: "key" as const,
    message: `unknown key${hint || ";"} ${allowed}`,
  };
  if (close === undefined) return problem;
  const value = SECRET.test(close) ? {} : valueAt(values, [...parent, key]);
  return { ...problem, paste: paste([...parent, close], value) };
}

function wrongType(at: readonly string[], types: readonly string[], { values, path }: Checked): Problem {
  const value = valueAt(values, at);
  const allowed = types.filter((type) => type !== "null");
  const isSecret = SECRET.test(at.at(-1) ?? "");
  const meant = isSecret ? undefined : converted(value, allowed);
  const got = isSecret ? `a ${typeof value}` : shown(value);
  const problem = { path: dotted(path, at), message: `got ${got}, must be ${oneOf(allowed)}` };
  return meant === undefined ? problem : { ...problem, paste: paste(at, meant) };
}

/** Names of keys whose value is not shown to anyone. */
const SECRET = /^(?!existing).*(password|passwd|secret|token|credential|private|accesskey|apikey|_key$|htpasswd)/i;

const CALLED: Readonly<Record<string, string>> = {
  string: "a string",
  integer: "an integer",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
};

function oneOf(types: readonly string[]): string {
  return types.map((type) => CALLED[type] ?? type).join(" or ");
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "string" ? `${JSON.stringify(clipped(value))} (a string)` : `${value} (a ${typeof value})`;
}

/** A long text in a message hides the message. */
function clipped(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What a quoted number or boolean was meant to be. */
function converted(value: unknown, types: readonly string[]): unknown {
  if (typeof value === "number" || typeof value === "boolean")
    return types.includes("string") ? String(value) : undefined;
  if (typeof value !== "string") return undefined;
  if (types.includes("boolean") && /^(true|false)$/.test(value)) return value === "true";
  if (types.includes("integer") && /^-?\d{1,15}$/.test(value)) return Number(value);
  return undefined;
}

function pathOf(pointer: string): string[] {
  const parts = pointer.split("/").slice(1);
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>>)[key], value);
}

/** A key with a dot in it is quoted, as `grafana.ini` is one key and not two. */
function dotted(prefix: string, path: readonly string[]): string {
  const keys = path.map((key) => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key)));
  return [prefix, ...keys].filter((part) => part !== "").join(".");
}

/** The keys down to a value as YAML. Only a scalar is written out; what is below a map stays as it is. */
function paste(path: readonly string[], value: unknown): string {
  const lines = path.map((key, depth) => `${"  ".repeat(depth)}${/^[\w.-]+$/.test(key) ? key : JSON.stringify(key)}:`);
  const scalar = typeof value === "object" ? "" : ` ${JSON.stringify(value)}`;
  return `${lines.join("\n")}${scalar}`;
}
