import type { Finding } from "./explain/finding";
import type { Path } from "./source/tree";

type Tree = Record<string | number, unknown>;

/**
 * A copy of the config in which every faulty place holds what its finding proposes, or nothing. Rules between values
 * run on it, so that one typo does not hide the faults beside it.
 */
export function repaired(input: unknown, findings: readonly Finding[]): Readonly<Record<string, unknown>> {
  const copy = structuredClone(input) as Tree;
  for (const { path } of findings) removeAt(copy, path);
  for (const { path, fix } of findings)
    if (isMap(fix) && !path.some((key) => typeof key === "number")) addTo(copy, fix);
  return copy;
}

/** Whether a path is one of these, or lies below one. */
export function isWithin(path: Path, places: readonly Path[]): boolean {
  return places.some((place) => place.every((key, index) => path[index] === key));
}

function removeAt(tree: Tree, path: Path): void {
  const [last] = path.slice(-1);
  const parent = path.slice(0, -1).reduce<unknown>((here, key) => (isMap(here) ? here[key] : undefined), tree);
  if (last !== undefined && isMap(parent)) delete parent[last];
}

/** Adds what is not there: what was not at fault stays. */
function addTo(tree: Tree, fix: Tree): void {
  for (const [key, value] of Object.entries(fix)) {
    const here = tree[key];
    if (isMap(here) && isMap(value)) addTo(here, value);
    else if (here === undefined) tree[key] = value;
  }
}

function isMap(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}
