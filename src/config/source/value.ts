import type { Finding } from "../explain/finding";
import type { Entry, Path, SourceNode } from "./tree";

const MAX_DEPTH = 100;

/** A plain value of TypeScript as a tree without positions, and what in it no YAML could say. */
export function fromValue(value: unknown): { readonly node: SourceNode; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const node = convert(value, [], new Set(), findings);
  return { node, findings };
}

function convert(value: unknown, path: Path, above: Set<unknown>, findings: Finding[]): SourceNode {
  const refuse = (got: string, must: string): SourceNode => {
    findings.push({ path, message: `got ${got}, must be ${must}` });
    return { kind: "scalar", value: null };
  };
  if (value === null || typeof value === "string" || typeof value === "boolean") return { kind: "scalar", value };
  if (typeof value === "number")
    return Number.isFinite(value) ? { kind: "scalar", value } : refuse(String(value), "a finite number");
  if (typeof value !== "object") return refuse(`a ${typeof value}`, "data: text, numbers, true or false, lists, maps");
  if (above.has(value)) return refuse("an object that holds itself", "a tree");
  if (path.length > MAX_DEPTH) return refuse(`more than ${MAX_DEPTH} levels of nesting`, "fewer");
  if (!Array.isArray(value) && !isPlain(value)) return refuse("an instance of a class", "a plain object");
  if (Object.hasOwn(value, "__proto__")) return refuse('the key "__proto__"', "another name");
  above.add(value);
  const node = Array.isArray(value)
    ? list(value, path, above, findings)
    : map(value as Record<string, unknown>, path, above, findings);
  above.delete(value);
  return node;
}

function list(value: readonly unknown[], path: Path, above: Set<unknown>, findings: Finding[]): SourceNode {
  return { kind: "list", items: value.map((item, index) => convert(item, [...path, index], above, findings)) };
}

function map(value: Record<string, unknown>, path: Path, above: Set<unknown>, findings: Finding[]): SourceNode {
  const entries = new Map<string, Entry>();
  // An optional property that is spelled out as undefined is not there.
  for (const [key, item] of Object.entries(value))
    if (item !== undefined) entries.set(key, { node: convert(item, [...path, key], above, findings) });
  return { kind: "map", entries };
}

/** By the name of the constructor: an object of another realm (jiti) has another Object. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
