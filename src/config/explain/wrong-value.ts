import { nearest } from "../../nearest";
import { looksSecret } from "../../secret-shapes";
import type { Path } from "../source/tree";
import { boundsOf, must } from "./allowed";
import { exampleOf } from "./example";
import type { Finding } from "./finding";
import { guessName } from "./guess";
import { hintFor } from "./hints";
import { nest } from "./path";
import { describe, listed } from "./render";
import { accepts, bare, definition, type Schema } from "./schema-walk";

const MAX_LISTED = 12;

/** A value that its schema refuses. */
export interface WrongValue {
  readonly path: Path;
  readonly schema: Schema;
  readonly value: unknown;
  /** The value as it is written in plain YAML. */
  readonly text: string | undefined;
  /** What is allowed, where more is known than the schema says. */
  readonly allowed: string | undefined;
  /** All allowed names, where the schema is one of several. */
  readonly names: readonly string[] | undefined;
}

interface Advice {
  readonly message: string;
  readonly fix: unknown;
}

/** What was got, what is allowed, and a value to paste. */
export function wrongValue(wrong: WrongValue): Finding {
  const { path } = wrong;
  const { message, fix } = hint(wrong) ?? quoting(wrong) ?? spelling(wrong) ?? range(wrong) ?? plainly(wrong);
  return { path, message, ...(fix !== null && { fix: nest(path, fix) }) };
}

/** What we know of certain keys. */
function hint({ path, value }: WrongValue): Advice | undefined {
  const found = hintFor(path, value);
  return found && { message: `got ${describe(value)}, ${found.must}`, fix: found.fix };
}

/** Text that is written as a number, or a number that is written as text. */
function quoting({ schema, value, text }: WrongValue): Advice | undefined {
  if (typeof value === "number" || typeof value === "boolean") {
    const quoted = text ?? String(value);
    if (!accepts(schema, quoted)) return undefined;
    const reads = quoted === String(value) ? "" : `, which YAML reads as ${value}`;
    const kind = typeof value === "number" ? "the number " : "";
    return { message: `got ${kind}${quoted}${reads}, must be text in quotes: "${quoted}"`, fix: quoted };
  }
  if (typeof value !== "string" || looksSecret(value)) return undefined;
  const bareValue = value === "true" || value === "false" ? value === "true" : Number(value);
  if (value.trim() === "" || Number.isNaN(bareValue) || !accepts(schema, bareValue)) return undefined;
  return { message: `got the text ${describe(value)}, must be without quotes: ${value}`, fix: bareValue };
}

/** One of a few names, misspelt. */
function spelling({ schema, value, names = namesOf(schema) }: WrongValue): Advice | undefined {
  if (typeof value !== "string" || names === undefined) return undefined;
  if (names.includes(value.toLowerCase()))
    return {
      message: `got ${describe(value)}, must be lower case: "${value.toLowerCase()}"`,
      fix: value.toLowerCase(),
    };
  const meant = guessName(value, names);
  const shown = names.length > MAX_LISTED ? nearest(value, names, names.length) : names;
  const must = names.length === 1 ? `must be "${names[0]}"` : `must be one of ${listed(shown, MAX_LISTED)}`;
  const ask = meant === undefined ? "" : `; did you mean "${meant}"?`;
  return { message: `got ${describe(value)}, ${must}${ask}`, fix: meant ?? exampleOf(schema) };
}

function namesOf(schema: Schema): readonly string[] | undefined {
  const def = definition(bare(schema));
  if (def.type === "enum") return Object.values(def.entries).map(String);
  return def.type === "literal" ? def.values.map(String) : undefined;
}

/** A number beyond its bounds: the bound is what to paste. */
function range({ schema, value }: WrongValue): Advice | undefined {
  const { min, max } = boundsOf(schema);
  if (typeof value !== "number" || !Number.isInteger(value)) return undefined;
  const fix = max !== undefined && value > max ? max : min !== undefined && value < min ? min : undefined;
  return fix === undefined ? undefined : { message: `got ${value}, ${must(schema)}`, fix };
}

function plainly({ schema, value, allowed }: WrongValue): Advice {
  return { message: `got ${describe(value)}, ${allowed ?? must(schema)}`, fix: exampleOf(schema) };
}
