import { ANY_KEY, BESIDE_MAP, type ValueKeys, type ValueNode } from "../value-tree";
import type { Correction } from "./corrections";
import type { Draft } from "./draft";
import { isNamedAsPiece, type Probed, pathText } from "./probe";

/** What decides whether a map is open. */
export interface Evidence extends Probed {
  readonly corrections: readonly Correction[];
}

/** Turns what is known of a chart's values into the tree that a contract holds. */
export function settle(draft: Draft, evidence: Evidence, path: readonly string[] = []): ValueNode {
  const correction = evidence.corrections.find(({ at }) => isAt(at, path));
  if (correction?.is !== undefined) return correction.is;
  const node = draft.map || draft.keys.size > 0 ? settledMap(draft, evidence, path) : draft.kinds || "*";
  return correction?.add === undefined ? node : withKeys(node, correction.add);
}

function settledMap(draft: Draft, evidence: Evidence, path: readonly string[]): ValueNode {
  const kinds = draft.map ? draft.kinds : draft.kinds || ANY_BUT_MAP;
  const beside = kinds === "" ? {} : { [BESIDE_MAP]: kinds };
  const known = Object.fromEntries(settledKeys(draft, evidence, path));
  if (typeof draft.rest === "object")
    return { ...beside, ...known, [ANY_KEY]: settle(draft.rest, evidence, [...path, ANY_KEY]) };
  if (draft.rest === "none" || !isOpen(draft, evidence, path)) return { ...beside, ...known };
  const typed = settledKeys(draft, evidence, path).filter(([key]) => draft.keys.get(key)?.from === "schema");
  if (typed.length === 0) return kinds === ANY_BUT_MAP ? "*" : `m${kinds}`;
  return { ...beside, ...Object.fromEntries(typed), [ANY_KEY]: "*" };
}

/** What a key may be beside a map, of which no more is known than that some template looks for keys below it. */
const ANY_BUT_MAP = "snbl";

function settledKeys(draft: Draft, evidence: Evidence, path: readonly string[]): [string, ValueNode][] {
  const keys = [...draft.keys].sort(([a], [b]) => (a < b ? -1 : 1));
  return keys.map(([key, below]) => [key, settle(below, evidence, [...path, key])]);
}

function isOpen(draft: Draft, { open, reached }: Evidence, path: readonly string[]): boolean {
  if (draft.keys.size === 0 || isGlobal(path) || open.has(pathText(path))) return true;
  return !reached.has(pathText(path)) && isNamedAsPiece(path);
}

/** A `*` in a correction stands for any key. */
function isAt(at: readonly string[], path: readonly string[]): boolean {
  return at.length === path.length && at.every((key, index) => key === "*" || key === path[index]);
}

/** Globals are the user's own variables, for every text that goes through `tpl`. */
function isGlobal(path: readonly string[]): boolean {
  return path.length === 1 && path[0] === "global";
}

function withKeys(node: ValueNode, more: ValueKeys): ValueNode {
  return typeof node === "string" ? node : { ...node, ...more };
}
