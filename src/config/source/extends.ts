import { existsSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { InputError, type Position } from "../../problem";
import { describe } from "../explain/render";
import { type LoadOptions, loadFile } from "./load-file";
import { mergeMaps } from "./merge";
import { fileError } from "./read";
import { isInside, realPath, repositoryOf } from "./repository";
import { type MapNode, toValue } from "./tree";

const KEY = "extends";

/** A base that a file names. */
interface Base {
  readonly file: string;
  readonly at: Position | undefined;
}

/**
 * A config file merged over the bases that it extends.
 *
 * @throws InputError with all that is wrong with the first file that cannot be used.
 */
export async function loadWithBases(file: string, options: LoadOptions): Promise<MapNode> {
  return loadChain({ file, at: undefined }, [], repositoryOf(file), options);
}

async function loadChain(wanted: Base, trail: readonly string[], root: string, options: LoadOptions): Promise<MapNode> {
  guardCycle(wanted, trail);
  const own = await loadFile(wanted.file, options, wanted.at);
  const base = baseOf(own, wanted.file);
  if (base === undefined) return own;
  guardInside(base, root);
  const below = await loadChain(base, [...trail, wanted.file], root, options);
  return mergeMaps(below, withoutKey(own));
}

/** The base that a config names, relative to its own file. */
function baseOf(config: MapNode, file: string): Base | undefined {
  const entry = config.entries.get(KEY);
  if (entry === undefined) return undefined;
  const at = entry.node.at;
  const value = toValue(entry.node);
  if (typeof value !== "string" || value === "" || isAbsolute(value))
    throw problem(`got ${describe(value)}, must be a relative path such as ./base.yaml`, at);
  return { file: join(dirname(file), value), at };
}

function guardCycle({ file, at }: Base, trail: readonly string[]): void {
  const start = trail.findIndex((each) => realPath(each) === realPath(file));
  if (start < 0) return;
  const cycle = [...trail.slice(start), file].join(" -> ");
  throw problem(`got a cycle, must end at a file that extends none: ${cycle}`, at);
}

function guardInside({ file, at }: Base, root: string): void {
  if (!existsSync(file)) throw problem(`got "${file}", which does not exist, must be a config file`, at);
  if (!isInside(file, root))
    throw problem(`got "${file}", which lies outside the repository ${root}, must lie inside`, at);
}

function withoutKey(config: MapNode): MapNode {
  return { ...config, entries: new Map([...config.entries].filter(([key]) => key !== KEY)) };
}

function problem(message: string, at: Position | undefined): InputError {
  return at ? new InputError([{ path: KEY, message, position: at }]) : fileError(message);
}
