import { InputError } from "../problem";
import { toProblem } from "./explain/finding";
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
  const { node, findings } = fromValue(input);
  const root: SourceNode = { ...node, at: name === undefined ? undefined : { file: name, line: 1, column: 1 } };
  if (findings.length > 0) throw new InputError(findings.map((finding) => toProblem(root, finding)));
  if (root.kind !== "map") throw new InputError([{ path: "config", message: "got no map, must be a client's config" }]);
  return validate(root).config;
}
