import type { z } from "zod";
import { discriminatorOf } from "./options";
import { listed } from "./render";
import { bare, definition, isOptional, isSecret, type Schema, sourcesOf } from "./schema-walk";

type Check = z.core.$ZodCheck;

/** What a schema allows, as the end of a message: `must be a whole number from 1 to 512`. */
export function must(schema: Schema): string {
  if (isSecret(schema)) return mustBeSecret(schema);
  const def = definition(bare(schema));
  switch (def.type) {
    case "string":
      return mustBeText(def.checks ?? []);
    case "number":
      return mustBeNumber(def);
    case "boolean":
      return "must be true or false";
    case "enum":
      return mustBeOneOf(Object.values(def.entries));
    case "literal":
      return mustBeOneOf(def.values);
    case "array":
      return mustBeList(def.checks ?? []);
    case "record":
      return "must be a map of names to values";
    case "object":
      return mustBeMap(def.shape);
    case "union":
      return mustBeOption(schema, def.options);
    default:
      return "must be a value";
  }
}

/** `must be a reference to a secret: env, or existing`. */
export function mustBeSecret(schema: Schema): string {
  const sources = sourcesOf(schema);
  return `must be a reference to a secret: ${sources.slice(0, -1).join(", ")}, or ${sources.at(-1)}`;
}

/** `must be one of a, b, c`. */
export function mustBeOneOf(values: readonly unknown[]): string {
  const [only] = values;
  return values.length === 1 ? `must be ${JSON.stringify(only)}` : `must be one of ${listed(values, 12)}`;
}

/** Lower and upper bound of a number. */
export function boundsOf(schema: Schema): { readonly min?: number; readonly max?: number } {
  const def = definition(bare(schema));
  const bounds: { min?: number; max?: number } = {};
  for (const check of "checks" in def ? (def.checks ?? []) : []) {
    const rule = check._zod.def as z.core.$ZodCheckGreaterThanDef | z.core.$ZodCheckLessThanDef;
    if (rule.check === "greater_than") bounds.min = Number(rule.value);
    if (rule.check === "less_than") bounds.max = Number(rule.value);
  }
  return bounds;
}

/** The schema's own words where it has some, else the allowed length. */
function mustBeText(checks: readonly Check[]): string {
  const own = checks.map(ownMessage).find((message) => message !== undefined);
  if (own !== undefined) return own;
  const { min, max } = lengths(checks);
  if (min !== undefined && max !== undefined && min > 1) return `must be text of ${min} to ${max} characters`;
  if (max !== undefined) return `must be text of at most ${max} characters`;
  return min === undefined ? "must be text" : "must be text, not empty";
}

/** How many items a list may have. */
function mustBeList(checks: readonly Check[]): string {
  const { min = 0, max } = lengths(checks);
  const least = min === 1 ? "one item" : `${min} items`;
  if (max === undefined) return min === 0 ? "must be a list" : `must be a list with at least ${least}`;
  return min === 0 ? `must be a list of at most ${max}` : `must be a list of ${min} to ${max}`;
}

function lengths(checks: readonly Check[]): { readonly min?: number; readonly max?: number } {
  const bounds: { min?: number; max?: number } = {};
  for (const check of checks) {
    const rule = check._zod.def as z.core.$ZodCheckMinLengthDef | z.core.$ZodCheckMaxLengthDef;
    if (rule.check === "min_length") bounds.min = rule.minimum;
    if (rule.check === "max_length") bounds.max = rule.maximum;
  }
  return bounds;
}

function ownMessage(check: Check): string | undefined {
  const error = check._zod.def.error as z.core.$ZodErrorMap | undefined;
  const message = error?.({ code: "custom", input: undefined });
  const text = typeof message === "string" ? message : message?.message;
  return text?.startsWith("must ") ? text : undefined;
}

function mustBeNumber(def: z.core.$ZodNumberDef): string {
  const { min, max } = boundsOf({ _zod: { def } } as unknown as Schema);
  const kind = "format" in def && def.format === "safeint" ? "a whole number" : "a number";
  if (min !== undefined && max !== undefined) return `must be ${kind} from ${min} to ${max}`;
  return min === undefined ? `must be ${kind}` : `must be ${kind} of at least ${min}`;
}

function mustBeMap(shape: Readonly<Record<string, Schema>>): string {
  const required = Object.keys(shape).filter((key) => !isOptional(shape[key] as Schema));
  const keys = required.length > 0 ? required : Object.keys(shape);
  return `must be a map with ${required.length > 0 ? "" : "any of "}${listed(keys)}`;
}

function mustBeOption(union: Schema, options: readonly Schema[]): string {
  const discriminator = discriminatorOf(union);
  if (discriminator !== undefined) return `must be a map with ${discriminator}`;
  if (options.every((option) => definition(option).type === "object")) {
    const keys = options.map((option) => listed(Object.keys((definition(option) as z.core.$ZodObjectDef).shape)));
    return `must be a map with ${keys.join(", or ")}`;
  }
  return options
    .map(must)
    .map((text, index) => (index === 0 ? text : text.replace(/^must be /, "")))
    .join(", or ");
}
