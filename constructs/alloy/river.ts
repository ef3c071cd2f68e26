/** A value of Alloy's configuration language: text, number, list, map, or an expression that stands for itself. */
export type RiverValue = string | number | boolean | Expression | readonly RiverValue[] | RiverMap;

/** An expression such as a reference to another component's export. */
export interface Expression {
  readonly expression: string;
}

/** An object of the language, by key. */
export interface RiverMap {
  readonly pairs: Readonly<Record<string, string>>;
}

/** A block: a component with its label, or a block inside one. */
export interface Block {
  readonly name: string;
  readonly label?: string;
  readonly attributes?: Readonly<Record<string, RiverValue>>;
  readonly blocks?: readonly Block[];
}

/** A reference or function call, written as it stands. */
export function expression(text: string): Expression {
  return { expression: text };
}

/** The receivers of a component's output. */
export function forwardTo(component: string): Expression {
  return expression(`[${component}.receiver]`);
}

/** The text of a configuration, formatted as `alloy fmt` would. */
export function river(blocks: readonly Block[]): string {
  return `${blocks.map((block) => lines(block, "").join("\n")).join("\n\n")}\n`;
}

function lines(block: Block, indent: string): string[] {
  const inner = `${indent}\t`;
  const label = block.label === undefined ? "" : ` ${quoted(block.label)}`;
  const attributes = Object.entries(block.attributes ?? {});
  const children = block.blocks ?? [];
  if (attributes.length === 0 && children.length === 0) return [`${indent}${block.name}${label} { }`];
  const width = Math.max(0, ...attributes.map(([name]) => name.length));
  const bodies = children.map((child) => lines(child, inner));
  return [
    `${indent}${block.name}${label} {`,
    ...attributes.map(([name, value]) => `${inner}${name.padEnd(width)} = ${text(value)}`),
    ...bodies.flatMap((body, index) => (index === 0 && attributes.length === 0 ? body : ["", ...body])),
    `${indent}}`,
  ];
}

function text(value: RiverValue): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object") return String(value);
  if ("expression" in value) return value.expression;
  if ("pairs" in value) return mapText(value);
  return `[${value.map(text).join(", ")}]`;
}

function mapText({ pairs }: RiverMap): string {
  return `{${Object.entries(pairs)
    .map(([key, value]) => `${quoted(key)} = ${quoted(value)}`)
    .join(", ")}}`;
}

/** Half of a surrogate pair: no text in UTF-8 has one. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Strings of the language are Go's: what JSON escapes, Go reads back, but for halves of characters. */
function quoted(value: string): string {
  return JSON.stringify(value.replace(LONE_SURROGATE, "\ufffd"));
}
