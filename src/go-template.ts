/** A Go template as far as the fields of one value are put into a text. */
export type GoTemplate = readonly (string | { readonly field: string })[];

/** What is wrong with a template, and at which character, counted from 1. */
export interface TemplateFault {
  readonly fault: string;
  readonly at: number;
}

const OPEN = "{{";
const CLOSE = "}}";

/** `{{.Field}}`, with the signs that trim the space around it. */
const FIELD = /^(-\s)?\s*\.([A-Za-z_][A-Za-z0-9_]*)\s*(\s-)?$/;

/** Reads a template that knows these fields and nothing else of Go's language. */
export function readGoTemplate(text: string, fields: readonly string[]): GoTemplate | TemplateFault {
  const parts: (string | { field: string })[] = [];
  let from = 0;
  for (let open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
    const close = text.indexOf(CLOSE, open);
    if (close < 0) return { fault: "a {{ without its }}", at: open + 1 };
    const [, before, field, after] = FIELD.exec(text.slice(open + OPEN.length, close)) ?? [];
    if (field === undefined) return { fault: "an action that is no plain field", at: open + 1 };
    if (!fields.includes(field)) return { fault: `the unknown field .${field}`, at: open + 1 };
    const plain = text.slice(from, open);
    parts.push(before === undefined ? plain : plain.trimEnd(), { field });
    from = close + CLOSE.length;
    if (after !== undefined) from += text.slice(from).length - text.slice(from).trimStart().length;
  }
  return [...parts, text.slice(from)];
}

export function isTemplateFault(read: GoTemplate | TemplateFault): read is TemplateFault {
  return "fault" in read;
}

/** What a template gives for these values. */
export function filled(template: GoTemplate, values: Readonly<Record<string, string>>): string {
  return template.map((part) => (typeof part === "string" ? part : (values[part.field] ?? ""))).join("");
}
