import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError, type Problem } from "../../problem";
import { formatPath } from "../explain/path";
import { loadFile } from "./load-file";
import { isInside, repositoryOf } from "./repository";
import type { MapNode, Path, SourceNode } from "./tree";

/** A key whose text names another file, which then stands in its place; `*` is every item of a list. */
interface Included {
  readonly keys: readonly string[];
  /** What the file holds, for who wrote something else. */
  readonly holds: string;
  /** What stands for a file that is not written yet. @default it must be there */
  readonly missing?: (at: SourceNode["at"]) => SourceNode;
}

const INCLUDED: readonly Included[] = [
  { keys: ["alerts", "rules", "*"], holds: "a map with name and alerts" },
  {
    keys: ["alerts", "ledger"],
    holds: "a map with rules",
    missing: (at) => ({ kind: "map", entries: new Map([["rules", { node: { kind: "list", items: [], at } }]]), at }),
  },
];

const FILE = /^\.{1,2}\/.+\.(ya?ml|json)$/;

/**
 * A config with the files that it names in their places; each value knows in which file it stands.
 *
 * @throws InputError with what is wrong with all of these files.
 */
export async function withIncluded(root: MapNode, file: string): Promise<MapNode> {
  const problems: Problem[] = [];
  const within = repositoryOf(file);
  let whole: SourceNode = root;
  for (const included of INCLUDED) {
    whole = await replaced(whole, included.keys, [], async (node, path) => {
      if (node.kind !== "scalar" || typeof node.value !== "string" || !FILE.test(node.value)) return node;
      try {
        return await content(join(dirname(node.at?.file ?? file), node.value), node, within, included);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        problems.push(...error.problems.map((problem) => ({ ...problem, path: placed(path, problem.path) })));
        return node;
      }
    });
  }
  if (problems.length > 0) throw new InputError(problems);
  return whole as MapNode;
}

type Replace = (node: SourceNode, path: Path) => Promise<SourceNode>;

async function replaced(node: SourceNode, keys: readonly string[], path: Path, by: Replace): Promise<SourceNode> {
  const [key, ...rest] = keys;
  if (key === undefined) return by(node, path);
  if (key === "*") {
    if (node.kind !== "list") return node;
    const items = await Promise.all(node.items.map((item, index) => replaced(item, rest, [...path, index], by)));
    return { ...node, items };
  }
  const entry = node.kind === "map" ? node.entries.get(key) : undefined;
  if (node.kind !== "map" || entry === undefined) return node;
  const inner = await replaced(entry.node, rest, [...path, key], by);
  return { ...node, entries: new Map(node.entries).set(key, { ...entry, node: inner }) };
}

async function content(file: string, { at }: SourceNode, within: string, included: Included): Promise<SourceNode> {
  const { missing, holds } = included;
  if (!existsSync(file)) {
    if (missing !== undefined) return missing({ file, line: 1, column: 1 });
    throw problem(`got "${file}", which does not exist, must be a file that holds ${holds}`, at);
  }
  if (!isInside(file, within))
    throw problem(`got "${file}", which lies outside the repository ${within}, must lie inside`, at);
  return loadFile(file, {}, at, holds);
}

/** A problem of the file as a whole is one of the key that names it. */
function placed(path: Path, inner: string): string {
  const outer = formatPath(path);
  if (inner === "" || inner === "file" || inner === "config") return outer;
  return `${outer}${inner.startsWith("[") ? "" : "."}${inner}`;
}

function problem(message: string, at: SourceNode["at"]): InputError {
  return new InputError([{ path: "", message, ...(at && { position: at }) }]);
}
