import { InputError } from "../problem";
import type { ClientConfig, ClientInput } from "./schema";
import type { SourceNode } from "./source/tree";
import { fromValue } from "./source/value";
import { validate } from "./validate";

/**
 * Checks the config of a client that a program has made.
 *
 * @param name file that the problems are said to stand in. @default none
 * @throws InputError with all problems at once.
 */
export function parseClient(input: ClientInput, name?: string): ClientConfig {
  const root: SourceNode = fromValue(input);
  if (root.kind !== "map") throw new InputError([{ path: "config", message: "got no map, must be a client's config" }]);
  return validate({ ...root, at: name === undefined ? undefined : { file: name, line: 1, column: 1 } }).config;
}
