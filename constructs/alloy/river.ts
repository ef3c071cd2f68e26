/** A value of Alloy's configuration language: text, number, list, or an expression that stands for itself. */
export type RiverValue = string | number | boolean | Expression | readonly RiverValue[];

/** An expression such as a reference to another component's export. */
export interface Expression {
  readonly expression: string;
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

/** The text of a configuration, formatted as `alloy fmt` would. */
export function river(blocks: readonly Block[]): string {
  return `${blocks.map((block) => lines(block, "").join("\n")).join("\n\n")}\n`;
}

function lines(block: Block, indent: string): string[] {
  const inner = `${indent}\t`;
  const label = block.label === undefined ? "" : ` ${JSON.stringify(block.label)}`;
  const attributes = Object.entries(block.attributes ?? {});
  const width = Math.max(0, ...attributes.map(([name]) => name.length));
  return [
    `${indent}${block.name}${label} {`,
    ...attributes.map(([name, value]) => `${inner}${name.padEnd(width)} = ${text(value)}`),
    ...(block.blocks ?? []).flatMap((child) => lines(child, inner)),
    `${indent}}`,
  ];
}

/** Strings of the language are Go's: what JSON escapes, Go reads back. */
function text(value: RiverValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object") return String(value);
  if (isExpression(value)) return value.expression;
  return `[${value.map(text).join(", ")}]`;
}

function isExpression(value: Expression | readonly RiverValue[]): value is Expression {
  return "expression" in value;
}
