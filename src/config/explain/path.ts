import { looksSecret } from "../../secret-shapes";
import type { Path } from "../source/tree";

const MAX_KEY = 80;

/** A path as people write it: `cluster.nodePools.burst.taints[0].key`; a key with a dot stands in quotes. */
export function formatPath(path: Path): string {
  if (path.length === 0) return "config";
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? formatKey(key) : `${text}.${formatKey(key)}`;
  }, "");
}

/** One key of a path, shortened when it is no name any more. A secret may have been pasted as a key. */
export function formatKey(key: string): string {
  if (looksSecret(key)) return '"…"';
  const short = key.length > MAX_KEY ? `${key.slice(0, MAX_KEY)}…` : key;
  return /^[^.[\]"\s\\]+$/.test(short) ? short : JSON.stringify(short);
}

/** A value under its path: `nest(["a", "b"], 1)` is `{a: {b: 1}}`. */
export function nest(path: Path, value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => (typeof key === "number" ? [inner] : { [key]: inner }), value);
}
