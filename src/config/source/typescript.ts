import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createJiti } from "jiti";
import { InputError, type Position } from "../../problem";
import { type CodePlace, exportedPlaces } from "./code-places";
import { FILE, fileError } from "./read";
import type { SourceText } from "./text";
import type { Entry, MapNode, SourceNode } from "./tree";
import { fromValue } from "./value";

const PACKAGE = "belvedere";

/**
 * Runs a config in TypeScript; each value gets the place of its key in the code as far as a scan finds it.
 *
 * @throws InputError when the code fails, or exports no config.
 */
export async function loadTypeScript(source: SourceText): Promise<MapNode> {
  const places = exportedPlaces(source.text);
  const start = source.positionAt(places?.offset ?? 0);
  const node = placed(source, dataOf(await run(source), start), places, start);
  if (node.kind === "map") return node;
  throw fileError("got no default export of a config, must be: export default defineClient({...})", start);
}

async function run(source: SourceText): Promise<unknown> {
  const path = resolve(source.file);
  const jiti = createJiti(path, { fsCache: false, moduleCache: false, alias: aliasFor(path) });
  try {
    return await jiti.import(path, { default: true });
  } catch (error) {
    const { line, column } = placeOf(error, path) ?? { line: 1, column: 1 };
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    const shown = reason.replaceAll(path, source.file);
    throw fileError(`got code that fails (${shown}), must run without an error`, { file: source.file, line, column });
  }
}

/** A repository without the package installed, such as our own, gets `defineClient` from here. */
function aliasFor(path: string): Record<string, string> {
  try {
    createRequire(path).resolve(PACKAGE);
    return {};
  } catch {
    return { [PACKAGE]: join(__dirname, "..", "define") };
  }
}

/** Line and column of a fault: from Babel's error, or from the stack. */
function placeOf(error: unknown, path: string): { readonly line: number; readonly column: number } | undefined {
  if (!(error instanceof Error)) return undefined;
  const syntax = / \((\d+):(\d+)\)/.exec(error.message);
  if (syntax) return { line: Number(syntax[1]), column: Number(syntax[2]) + 1 };
  const frame = error.stack?.split("\n").find((line) => line.includes(`${path}:`));
  const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame ?? "") ?? [];
  return line === undefined ? undefined : { line: Number(line), column: Number(column) };
}

function dataOf(value: unknown, start: Position): SourceNode {
  try {
    return fromValue(value);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      error.problems.map((problem) => ({ ...problem, path: problem.path || FILE, position: start })),
    );
  }
}

/** The same tree with positions; what has no place of its own stands where its parent does. */
function placed(source: SourceText, node: SourceNode, place: CodePlace | undefined, above: Position): SourceNode {
  const at = place ? source.positionAt(place.offset) : above;
  if (node.kind === "scalar") return { ...node, at };
  if (node.kind === "list")
    return { ...node, at, items: node.items.map((item, index) => placed(source, item, place?.items[index], at)) };
  const entries = [...node.entries].map(([name, entry]): [string, Entry] => {
    const found = place?.keys.get(name);
    const key = found ? source.positionAt(found.offset) : at;
    return [name, { key, node: placed(source, entry.node, found?.value, key) }];
  });
  return { ...node, at, entries: new Map(entries) };
}
