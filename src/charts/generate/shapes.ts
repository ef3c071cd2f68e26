import type { ValueKeys, ValueNode, ValueShapes } from "../value-tree";

/** Maps smaller than this are not worth a name. */
const WORTH_A_NAME = 40;

/** Writes maps that occur several times only once, under a name: loki has the same keys for a dozen components. */
export function shared(tree: ValueNode): { values: ValueNode; shapes: ValueShapes } {
  const counts = new Map<string, number>();
  count(tree, counts);
  const names = new Map<string, string>();
  const shapes: Record<string, ValueKeys> = {};
  const named = (node: ValueNode, isRoot = false): ValueNode => {
    if (typeof node === "string") return node;
    const text = JSON.stringify(node);
    const below = (): ValueKeys => Object.fromEntries(Object.entries(node).map(([key, next]) => [key, named(next)]));
    if (isRoot || text.length < WORTH_A_NAME || (counts.get(text) ?? 0) < 2) return below();
    const known = names.get(text);
    if (known !== undefined) return `@${known}`;
    const name = String(names.size + 1);
    names.set(text, name);
    shapes[name] = below();
    return `@${name}`;
  };
  return { values: named(tree, true), shapes };
}

function count(node: ValueNode, counts: Map<string, number>): void {
  if (typeof node === "string") return;
  const text = JSON.stringify(node);
  const before = counts.get(text) ?? 0;
  counts.set(text, before + 1);
  if (before === 0) for (const below of Object.values(node)) count(below, counts);
}
