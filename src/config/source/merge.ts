import type { Entry, MapNode } from "./tree";

/**
 * A config over its base: maps are merged deeply, lists and scalars replaced. A `null` over a key of the base takes
 * that key away.
 */
export function mergeMaps(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    if (below !== undefined && isNull(entry)) entries.delete(key);
    else entries.set(key, below === undefined ? entry : mergeEntries(below, entry));
  }
  return { kind: "map", entries, at: over.at };
}

function mergeEntries(base: Entry, over: Entry): Entry {
  if (base.node.kind !== "map" || over.node.kind !== "map") return over;
  return { key: over.key, node: mergeMaps(base.node, over.node) };
}

function isNull({ node }: Entry): boolean {
  return node.kind === "scalar" && node.value === null;
}
