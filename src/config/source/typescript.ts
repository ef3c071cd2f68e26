import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createJiti } from "jiti";
import { InputError, type Position } from "../../problem";
import { toProblem } from "../explain/finding";
import { type CodePlace, exportedPlaces } from "./code-places";
import { fileError } from "./read";
import type { SourceText } from "./text";
import type { Entry, MapNode, SourceNode } from "./tree";
import { fromValue } from "./value";

/** What code imports of ours, and where that lies. */
const PACKAGES: Readonly<Record<string, string>> = {
  belvedere: join(__dirname, "..", "define"),
  "belvedere/dashboard": join(__dirname, "..", "..", "dashboard"),
};

/**
 * Runs a config in TypeScript; each value gets the place of its key in the code as far as a scan finds it.
 *
 * @throws InputError when the code fails, or exports no config.
 */
export async function loadTypeScript(source: SourceText): Promise<MapNode> {
  const places = exportedPlaces(source.text);
  const start = source.positionAt(places?.offset ?? 0);
  const { node: data, findings } = fromValue(await run(source));
  const node = placed(source, data, places, start);
  if (findings.length > 0) throw new InputError(findings.map((finding) => toProblem(node, finding)));
  if (node.kind === "map") return node;
  throw fileError("got no default export of a config, must be: export default defineClient({...})", start);
}

/**
 * What a module exports as its default.
 *
 * @throws InputError when the code fails.
 */
export async function run(source: Pick<SourceText, "file" | "text">): Promise<unknown> {
  const path = resolve(source.file);
  const jiti = createJiti(path, { fsCache: false, moduleCache: false, alias: aliasFor(path) });
  try {
    return await jiti.import(path, { default: true });
  } catch (error) {
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    const shown = reason.replace("ParseError: ", "").replaceAll(path, source.file).trim();
    throw fileError(`got code that fails (${shown}), must run without an error`, placeOf(error, path, source));
  }
}

/** A repository without the package installed, such as our own, gets it from here. */
function aliasFor(path: string): Record<string, string> {
  try {
    createRequire(path).resolve("belvedere");
    return {};
  } catch {
    return PACKAGES;
  }
}

/** Where code failed: from the compiler's message, or the line from the stack. */
function placeOf(error: unknown, path: string, { file, text }: Pick<SourceText, "file" | "text">): Position {
  const { message = "", stack = "" } = error instanceof Error ? error : {};
  const [, syntax] = message.split(`${path}:`);
  if (syntax !== undefined) {
    const [row, column] = syntax.split(":").map(Number.parseFloat);
    return { file, line: row ?? 1, column: (column ?? 0) + 1 };
  }
  const frame = stack.split("\n").find((each) => each.includes(`${path}:`)) ?? "";
  const line = Number(/:(\d+):\d+\)?$/.exec(frame)?.[1] ?? 1);
  // The column is one of the compiled code; the line is kept.
  const [indentation = ""] = /^\s*/.exec(text.split("\n")[line - 1] ?? "") ?? [];
  return { file, line, column: indentation.length + 1 };
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
