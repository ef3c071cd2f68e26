import type { Position } from "../../problem";
import { fileError, readText } from "./read";
import type { MapNode } from "./tree";
import { parseYaml } from "./yaml";

export interface LoadOptions {
  /** Run configs in TypeScript: they are code. @default false */
  readonly allowTypeScript?: boolean;
}

const DATA = /\.(ya?ml|json)$/i;
const CODE = /\.[cm]?[jt]s$/i;

/**
 * One config file as a tree with positions.
 *
 * @param askedAt where another file names this one
 * @param holds what it must be
 * @throws InputError with all that is wrong with the file.
 */
export async function loadFile(
  file: string,
  options: LoadOptions,
  askedAt?: Position,
  holds?: string,
): Promise<MapNode> {
  if (DATA.test(file)) return parseYaml(readText(file, askedAt), holds);
  if (!CODE.test(file)) throw fileError(`got "${file}", must end in .yaml, .yml, .json or .ts`, askedAt);
  const source = readText(file, askedAt);
  if (!options.allowTypeScript)
    throw fileError(
      `got "${file}", which is code that runs when it is loaded, must be allowed by --allow-typescript`,
      askedAt ?? { file, line: 1, column: 1 },
    );
  const { loadTypeScript } = require("./typescript") as typeof import("./typescript");
  return loadTypeScript(source);
}
