import type { z } from "zod";
import type { Path } from "../source/tree";
import { must, mustBeOneOf } from "./allowed";
import { exampleOf } from "./example";
import type { Finding } from "./finding";
import { discriminatorOf, discriminatorValues, pickOption } from "./options";
import { formatKey, nest } from "./path";
import { describeKind } from "./render";
import { holdsSecret, isSecret, optionsOf, type Schema } from "./schema-walk";
import { literalSecret, variableFor } from "./secret";
import { schemaAt, valueAt } from "./spot";
import { unknownKey } from "./unknown-key";
import { wrongValue } from "./wrong-value";

type Issue = z.core.$ZodIssue;

/** A part of the config that zod refused: its schema, its value, and where both stand. */
export interface Part {
  readonly schema: Schema;
  readonly value: unknown;
  readonly path: Path;
  /** The text of a plain YAML value, such as 1.30. */
  readonly text: (path: Path) => string | undefined;
}

/** All that zod found wrong with a part, in our words. */
export function explainIssues(part: Part, issues: readonly Issue[]): Finding[] {
  return issues.flatMap((issue) => explain(part, issue.path as Path, issue));
}

function explain(part: Part, inner: Path, issue: Issue): Finding[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(part, inner, key));
  if (issue.code === "invalid_key") return [badKey(part, inner, issue)];
  if (issue.code === "invalid_union") return explainUnion(part, inner, issue);
  return [explainValue(part, inner, issue)];
}

/** The problems of the option that was meant; where none was, the union as a whole. */
function explainUnion(part: Part, inner: Path, issue: z.core.$ZodIssueInvalidUnion): Finding[] {
  const union = schemaAt(part.schema, part.value, inner)?.schema;
  const option = union && pickOption(union, valueAt(part.value, inner));
  if (union === undefined || option === undefined) return [explainValue(part, inner, issue)];
  const nested = issue.errors[(optionsOf(union) ?? []).indexOf(option)] ?? [];
  return nested.flatMap((each) => explain(part, [...inner, ...(each.path as Path)], each));
}

function explainValue(part: Part, inner: Path, { message }: Issue): Finding {
  const path = [...part.path, ...inner];
  const spot = schemaAt(part.schema, part.value, inner);
  const value = valueAt(part.value, inner);
  if (spot === undefined) return { path, message: `got ${describeKind(value)}, must be another value` };
  const { schema, secret } = spot;
  const kinds = kindsOf(part, inner);
  if (value === undefined)
    return {
      path,
      at: "key",
      message: `is missing, ${kinds ? mustBeOneOf(kinds) : must(schema)}`,
      fix: nest(path, exampleOf(schema)),
    };
  if (isSecret(schema)) return literalSecret(path, value, schema);
  if (secret || (holdsSecret(schema) && typeof value !== "object")) {
    const fix = inner.at(-1) === "env" ? variableFor(path.slice(0, -1)) : exampleOf(schema);
    return { path, message: `got ${describeKind(value)}, ${must(schema)}`, fix: nest(path, fix) };
  }
  return wrongValue({ path, schema, value, text: part.text(path), allowed: ownWords(message), names: kinds });
}

/** All values of a discriminator, whichever option was looked at. */
function kindsOf(part: Part, inner: Path): readonly string[] | undefined {
  const union = schemaAt(part.schema, part.value, inner.slice(0, -1))?.schema;
  const key = union && discriminatorOf(union);
  if (union === undefined || key === undefined || key !== inner.at(-1)) return undefined;
  return (optionsOf(union) ?? []).flatMap((option) => discriminatorValues(option, key)).map(String);
}

/** A message that the schema has of its own; zod's are not for people. */
function ownWords(message: string): string | undefined {
  return message.startsWith("must ") ? message : undefined;
}

function badKey(part: Part, inner: Path, issue: z.core.$ZodIssueInvalidKey): Finding {
  const rule = issue.issues.map(({ message }) => ownWords(message)).find((message) => message !== undefined);
  const key = formatKey(String(inner.at(-1)));
  return { path: [...part.path, ...inner], at: "key", message: `got the key ${key}, ${rule ?? "must be a name"}` };
}
