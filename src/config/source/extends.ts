import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative } from "node:path";
import { InputError, type Position } from "../../problem";
import { describe } from "../explain/render";
import { type LoadOptions, loadFile } from "./load-file";
import { mergeMaps } from "./merge";
import { fileError } from "./read";
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
  const start = trail.findIndex((each) => real(each) === real(file));
  if (start < 0) return;
  const cycle = [...trail.slice(start), file].join(" -> ");
  throw problem(`got a cycle, must end at a file that extends none: ${cycle}`, at);
}

function guardInside({ file, at }: Base, root: string): void {
  if (!existsSync(file)) throw problem(`got "${file}", which does not exist, must be a config file`, at);
  if (!isInside(file, root))
    throw problem(`got "${file}", which lies outside the repository ${root}, must lie inside`, at);
}

/** Whether a file lies in a folder, symbolic links followed. */
export function isInside(file: string, root: string): boolean {
  const below = relative(root, real(file));
  return !below.startsWith("..") && !isAbsolute(below);
}

/** The nearest folder above that is a repository or a package; else the file's own folder. */
export function repositoryOf(file: string): string {
  const start = dirname(real(file));
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git")) || existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return start;
  }
}

/** The file behind symbolic links; a file that is not there is told of when it is read. */
function real(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(process.cwd(), file);
}

function withoutKey(config: MapNode): MapNode {
  return { ...config, entries: new Map([...config.entries].filter(([key]) => key !== KEY)) };
}

function problem(message: string, at: Position | undefined): InputError {
  return at ? new InputError([{ path: KEY, message, position: at }]) : fileError(message);
}
