/**
 * What is known of one key of a chart's values while sources are put together: the chart's defaults, its schema, its
 * templates, and examples in comments.
 */
export interface Draft {
  /** Letters of the leaf kinds that it may have; empty where no source says. */
  kinds: string;
  /** Whether some source shows a map here. Templates only look for keys of one. */
  map: boolean;
  keys: Map<string, Draft>;
  /** What a schema says of further keys: none, or any of this shape. */
  rest?: "none" | Draft;
  /** The best source that names the key. */
  from: Source;
}

/** From the best source to the weakest. */
export const SOURCES = ["schema", "defaults", "templates", "comments"] as const;
export type Source = (typeof SOURCES)[number];

export function newDraft(from: Source, kinds = "", map = false): Draft {
  return { kinds, map, keys: new Map(), from };
}

/** The draft at a key, made where there is none. */
export function keyOf(parent: Draft, key: string, from: Source): Draft {
  const known = parent.keys.get(key);
  if (known !== undefined) return known;
  const made = newDraft(from);
  parent.keys.set(key, made);
  // That a template looks for a key does not make a map of what may as well be a text.
  if (from !== "templates") parent.map = true;
  return made;
}

/** The draft at a path, made where there is none. */
export function atPath(root: Draft, path: readonly string[], from: Source): Draft {
  return path.reduce((at, key) => keyOf(at, key, from), root);
}

/** Puts what a weaker source knows into what a better one does. */
export function complete(better: Draft, weaker: Draft): void {
  better.kinds = kindsOf(better, weaker);
  better.map ||= weaker.map;
  if (better.rest === undefined && weaker.rest !== undefined) better.rest = weaker.rest;
  for (const [key, below] of weaker.keys) {
    const known = better.keys.get(key) ?? freeKey(better);
    // A schema that closes a map knows more than any other source.
    if (better.rest === "none" && known === undefined) continue;
    if (known !== undefined) complete(known, below);
    better.keys.set(key, known ?? below);
  }
}

/** A key that a schema does not name may still have the shape that the schema gives to all further keys. */
function freeKey({ rest }: Draft): Draft | undefined {
  return rest === undefined || rest === "none" ? undefined : structuredClone(rest);
}

/** A default is one of the kinds that a schema allows, but not the only one; and a chart's own default is never refused. */
function kindsOf(better: Draft, weaker: Draft): string {
  if (better.kinds === "") return weaker.kinds;
  if (weaker.from !== "defaults" || weaker.kinds === ANY_SCALAR) return better.kinds;
  return union(better.kinds, weaker.kinds);
}

/** The letters of both, once each. */
export function union(a: string, b: string): string {
  return [..."sinblm*"].filter((letter) => a.includes(letter) || b.includes(letter)).join("");
}

/** What an empty string as a default stands for: not set, and no telling which scalar it will be. */
export const ANY_SCALAR = "snb";
