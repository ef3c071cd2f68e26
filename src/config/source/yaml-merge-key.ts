import type { Entry, SourceNode } from "./tree";

/** Entries that a `<<` brings in: of one map, or of a list of maps of which an earlier one wins. */
export function mergeKeyEntries(node: SourceNode): ReadonlyMap<string, Entry> | undefined {
  if (node.kind === "map") return node.entries;
  if (node.kind !== "list") return undefined;
  const entries = new Map<string, Entry>();
  for (const item of node.items) {
    if (item.kind !== "map") return undefined;
    for (const [name, entry] of item.entries) if (!entries.has(name)) entries.set(name, entry);
  }
  return entries;
}
